package dev.aikagi.harness.probe.passkey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.scenario.Persona;
import dev.aikagi.harness.scenario.RunTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A portal of two pages that answers a registration as a test wants it; it has one person and stores nothing. */
final class BluntPortal implements RunTarget {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CHALLENGE = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final String PROFILE = """
            name: blunt
            notices: {error: .error}
            pages:
              sign-in:
                path: /sign-in
                recognise: {selector: 'body[id=sign-in]'}
                forms: {sign-in: {selector: form, fields: {user-id: u, password: p}}}
              passkey-register:
                recognise: {selector: 'body[id=passkey-register]'}
                forms: {passkey: {selector: form, fields: {credential: credential}}}
                places: {webauthn-options: '#options'}
              top:
                recognise: {selector: 'body[id=top]'}
                places: {credentials: li}
            """;
    private static final String WHOLE = "fields: {credential: credential}";
    private static final String APART = "fields: {credential: {parts: {clientData: /response/clientDataJSON,"
            + " object: /response/attestationObject}}}, prompt: passkey-name";
    private static final String NAME = """
              passkey-name:
                recognise: {prompt: true}
                forms: {passkey-name: {selector: form, fields: {label: label}}}
            """;
    private static final String SIGN_IN =
            "<body id=sign-in><form method=post action=/sign-in><input name=u><input name=p>";
    private static final String REGISTER = """
            <body id=passkey-register><script id=options type=application/json>
            {"rp":{"id":"localhost","name":"x"},"user":{"id":"AAAA","name":"x"},"challenge":"%s","pubKeyCredParams":[]}
            </script><form method=post action=/register><input type=hidden name=credential>
            <input type=hidden name=clientData><input type=hidden name=object><input type=hidden name=label></form>
            """.formatted(CHALLENGE);

    /** What a registration looks like to this portal. */
    enum Seen {
        RUBBISH,
        WRONG_CHALLENGE,
        WRONG_ORIGIN,
        HONEST;

        /** By its client data, in base64url. */
        static Seen in(String clientData, String challenge, URI origin) {
            try {
                JsonNode client = JSON.readTree(Base64.getUrlDecoder().decode(clientData));
                if (!client.path("challenge").asString("").equals(challenge)) {
                    return WRONG_CHALLENGE;
                }
                return client.path("origin").asString("").equals(origin.toString()) ? HONEST : WRONG_ORIGIN;
            } catch (JacksonException | IllegalArgumentException e) {
                return RUBBISH;
            }
        }
    }

    /** Its answer. */
    record Reply(int status, String html) {
        static Reply stored() {
            return new Reply(200, "<body id=top><ul><li>a passkey</ul>");
        }

        static Reply nothingStored() {
            return new Reply(200, "<body id=top><ul></ul>");
        }

        static Reply refused(int status, String why) {
            return new Reply(status, "<body id=passkey-register><p class=error>" + why + "</p>");
        }
    }

    /** How it answers. */
    @FunctionalInterface
    interface Manner {
        Reply to(Seen seen);
    }

    private final HttpServer server;
    private final Manner manner;
    private final boolean apart;

    BluntPortal(Manner manner) throws IOException {
        this(manner, false);
    }

    /** One whose page takes the response apart, and asks for a name before it sends two parts of it. */
    static BluntPortal takingApart(Manner manner) throws IOException {
        return new BluntPortal(manner, true);
    }

    private BluntPortal(Manner manner, boolean apart) throws IOException {
        this.manner = manner;
        this.apart = apart;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/sign-in", exchange -> {
            exchange.getRequestBody().readAllBytes();
            send(exchange, new Reply(200, exchange.getRequestMethod().equals("POST") ? REGISTER : SIGN_IN));
        });
        server.createContext("/register", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            send(
                    exchange,
                    this.manner.to(
                            Seen.in(apart ? field(body, "clientData") : clientData(body), CHALLENGE, baseUri())));
        });
        server.start();
    }

    private static String field(String body, String name) {
        String encoded = ("&" + body + "&").replaceFirst("(?s)^.*&" + name + "=([^&]*)&.*$", "$1");
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private static String clientData(String body) {
        try {
            return JSON.readTree(field(body, "credential"))
                    .path("response")
                    .path("clientDataJSON")
                    .asString("");
        } catch (JacksonException e) {
            return "!";
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] html = reply.html().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=UTF-8");
        exchange.sendResponseHeaders(reply.status(), html.length);
        exchange.getResponseBody().write(html);
        exchange.close();
    }

    @Override
    public PortalProfile profile() {
        return PortalProfileReader.read("blunt.yaml", apart ? PROFILE.replace(WHOLE, APART) + NAME : PROFILE);
    }

    @Override
    public URI baseUri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public Persona admit(Persona generated) {
        return generated;
    }

    @Override
    public Optional<Persona> admitSetUp(Persona generated, String method) {
        return Optional.of(generated);
    }

    @Override
    public Mailbox mailbox(Persona persona) throws IOException {
        throw new IOException("this portal sends no mail");
    }

    @Override
    public void pass(Duration time) {}

    @Override
    public void close() {
        server.stop(0);
    }
}
