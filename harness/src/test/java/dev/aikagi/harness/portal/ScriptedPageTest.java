package dev.aikagi.harness.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.aikagi.harness.yaml.ScenarioSyntaxException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Pages whose scripts do a part of the work, driven without scripts. */
class ScriptedPageTest {
    private static final String PROFILE = """
            name: scripted
            pages:
              register:
                path: /register
                recognise: {selector: 'body[data-page-id=register]'}
                forms:
                  passkey:
                    selector: '#register'
                    fields:
                      credential: {parts: {id: /id, data: /response/clientDataJSON, transports: /response/transports}}
                    prompt: name
                  refused: {selector: '#register', fields: {error: error}}
                  decision: {selector: '#decision', fields: {decision: {buttons: {accept: ok, decline: cancel}}}}
                  retry: {selector: '#retry', set: {again: 'yes'}}
                places:
                  options:
                    script: 'script[type=module]'
                    unset: ['not specified', '']
                    json:
                      challenge: $challenge
                      rp: {id: $rpId}
                      pubKeyCredParams: {each: $algorithms, as: {type: public-key, alg: $it}}
                      attestation: $attestation
                      authenticatorSelection: {residentKey: $attestation}
                      excludeCredentials: {each: $exclude, as: {type: public-key, id: $it}}
                      allowCredentials: {each: '#allowed input@value', as: {type: public-key, id: $it}}
                      timeout: {seconds: $timeout}
                  type: {selector: '#type', match: ': *(.+)$'}
                  wrong-type: {selector: '#type', match: '^x'}
              name:
                recognise: {prompt: true}
                forms:
                  name: {selector: '#register', fields: {label: label}}
              step: {beside: 'step?n=1', keep: [tab], recognise: {selector: 'body[data-page-id=step]'}}
              top: {path: /top, new-tab: true, recognise: {selector: 'body[data-page-id=top]'}}
            """;
    private static final String REGISTER = """
            <body data-page-id=register><script type=module>
              const input = { challenge : "AQID", rpId : "localhost", algorithms : [-7,-257,], attestation : "not specified",
                exclude : "a,b", timeout : 60, note : "challenge : \\"no\\"" };
            </script>
            <form id=register method=post action=/done><input type=hidden name=id><input type=hidden name=data>
            <input type=hidden name=transports><input type=hidden name=label><input type=hidden name=error></form>
            <form id=allowed><input name=a value=x1><input name=a value=x2></form>
            <form id=decision method=post action=/done><button name=ok value=1>OK</button>
            <button name=cancel>Cancel</button></form>
            <form id=retry method=post action=/done><input type=hidden name=again></form>
            <p id=type>Type: Time-based</p>
            """;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private PortalSession session;
    private volatile String top = "<body data-page-id=sign-in>";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
                String path = exchange.getRequestURI().getPath();
                String page =
                        path.equals("/register") ? REGISTER : path.equals("/top") ? top : "<body data-page-id=step>";
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                byte[] octets = page.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, octets.length);
                exchange.getResponseBody().write(octets);
            }
        });
        server.start();
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        PortalProfile profile = PortalProfileReader.read("scripted.yaml", PROFILE);
        session = new PortalSession(profile, base, Locale.ENGLISH, exchange -> {}, InstantSource.system());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void literal_membersOfTheScript_becomeOptions() throws IOException {
        String options = session.open("register").place("options");

        assertEquals(JsonMapper.shared().readTree("""
                {"challenge":"AQID","rp":{"id":"localhost"},
                 "pubKeyCredParams":[{"type":"public-key","alg":-7},{"type":"public-key","alg":-257}],
                 "excludeCredentials":[{"type":"public-key","id":"a"},{"type":"public-key","id":"b"}],
                 "allowCredentials":[{"type":"public-key","id":"x1"},{"type":"public-key","id":"x2"}],
                 "timeout":60000}"""), JsonMapper.shared().readTree(options));
    }

    @Test
    void prompt_formThatAsksFirst_isSentWithBothAnswers() throws IOException {
        session.open("register");

        Page prompt = session.submit("passkey", Map.of("credential", """
                        {"id":"AA","response":{"clientDataJSON":"BB","transports":["usb","nfc"]}}"""));

        assertEquals("name", prompt.id().orElseThrow());
        assertEquals(1, requests.size());
        session.submit("name", Map.of("label", "PC"));
        assertEquals("POST /done id=AA&data=BB&transports=usb%2Cnfc&label=PC&error=", requests.get(1));
    }

    @Test
    void spread_whatIsNoJson_isRefused() throws IOException {
        session.open("register");

        var refused =
                assertThrows(PageMismatchException.class, () -> session.submit("passkey", Map.of("credential", "{")));

        assertTrue(String.valueOf(refused.getMessage()).contains("is no JSON"), refused.getMessage());
    }

    @Test
    void buttons_choice_pressesTheButtonOfThatName() throws IOException {
        session.open("register");

        session.submit("decision", Map.of("decision", "decline"));

        assertEquals("POST /done cancel=", requests.get(1));
        session.open("register");
        assertThrows(PageMismatchException.class, () -> session.submit("decision", Map.of("decision", "perhaps")));
    }

    @Test
    void set_valueOfTheScript_isSent() throws IOException {
        session.open("register");

        session.submit("retry", Map.of());

        assertEquals("POST /done again=yes", requests.get(1));
    }

    @Test
    void match_firstGroup_isTheText() throws IOException {
        Page page = session.open("register");

        assertEquals("Time-based", page.place("type"));
        assertThrows(PageMismatchException.class, () -> page.place("wrong-type"));
    }

    @Test
    void beside_pageOfTheSameFolder_keepsTheParameters() throws IOException {
        session.get(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/realm/act?tab=7&code=1"));

        session.open("step");

        assertEquals("GET /realm/step?n=1&tab=7 ", requests.get(1));
    }

    @Test
    void newTab_pageThatDoesNotOpen_leavesTheFirstTab() throws IOException {
        session.open("register");

        session.open("top");
        assertEquals("register", session.page().id().orElseThrow());
        top = "<body data-page-id=top>";
        session.open("top");
        assertEquals("top", session.page().id().orElseThrow());
    }

    @Test
    void prompt_ofAPageThatIsNot_isRefusedWithItsLine() {
        var refused = assertThrows(
                ScenarioSyntaxException.class,
                () -> PortalProfileReader.read("p.yaml", PROFILE.replace("prompt: name", "prompt: nosuch")));

        assertTrue(String.valueOf(refused.getMessage()).contains("p.yaml:11"), refused.getMessage());
    }
}
