package dev.aikagi.harness.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aikagi.harness.device.KeyName;
import dev.aikagi.harness.report.ConsoleListener;
import dev.aikagi.harness.report.HtmlReportWriter;
import dev.aikagi.harness.report.JUnitXmlWriter;
import dev.aikagi.harness.report.JsonReportWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No secret in any report. What the secrets are is found out by an eavesdropper between harness and portal, who knows
 * nothing of the redactor.
 */
class SecretsInReportsTest {
    private static final List<String> WALKED = List.of(
            "totp-qr:google-authenticator",
            "totp-typed-key:google-authenticator",
            "totp-edge-extension",
            "weak-password");

    @TempDir
    private Path folder;

    @Test
    void everySecretThatPassed_isInNoReport() throws Exception {
        try (Eavesdropper between = new Eavesdropper(EmbeddedTarget.start(InstantSource.system(), 11))) {
            StringBuilder console = new StringBuilder();
            RunResult result = walk(between, console, WALKED);
            write(result);

            assertTrue(between.secrets.size() > 30, "the eavesdropper heard too little: " + between.secrets.size());
            assertTrue(between.kinds.containsAll(Set.of("cookie", "password", "key", "qr")), between.kinds.toString());
            for (String secret : between.secrets) {
                assertNowhere(secret, console.toString());
            }
        }
    }

    @Test
    void theSearchItself_findsWhatIsThere() throws Exception {
        try (Eavesdropper between = new Eavesdropper(EmbeddedTarget.start(InstantSource.system(), 12))) {
            StringBuilder console = new StringBuilder();
            write(walk(between, console, List.of("wrong-birth-date")));

            int found = 0;
            for (Path report : reports()) {
                found += Files.readString(report).contains(between.baseUri().toString()) ? 1 : 0;
            }
            assertEquals(3, found, "each tells where the portal is");
        }
    }

    private static RunResult walk(RunTarget target, StringBuilder console, List<String> names) {
        RunResult result = new ScenarioRunner(
                        target,
                        new RunOptions("test", 11, Locale.JAPANESE, KeyName.simulated(), KeySecrets.NONE),
                        InstantSource.system(),
                        List.of(new ConsoleListener(console, false, Locale.JAPANESE)))
                .run(names.stream().map(SecretsInReportsTest::named).toList());
        assertEquals(result.scenarios().size(), result.count(Outcome.PASSED), console.toString());
        return result;
    }

    private static Scenario named(String name) {
        String[] parts = name.split(":", 2);
        Scenario scenario = new ScenarioCatalog().named(parts[0]);
        return parts.length == 1 ? scenario : scenario.only(parts[1]);
    }

    private void write(RunResult result) throws IOException {
        HtmlReportWriter.write(result, folder.resolve("report.html"));
        JsonReportWriter.write(result, folder.resolve("report.json"));
        JUnitXmlWriter.write(result, folder.resolve("junit.xml"));
    }

    private List<Path> reports() {
        return List.of(folder.resolve("report.html"), folder.resolve("report.json"), folder.resolve("junit.xml"));
    }

    private void assertNowhere(String secret, String console) throws IOException {
        assertFalse(console.contains(secret), "on the console: " + secret);
        for (Path report : reports()) {
            assertFalse(Files.readString(report).contains(secret), report.getFileName() + ": " + secret);
        }
    }

    /** Stands between harness and portal, hands everything on, and keeps what is secret. */
    private static final class Eavesdropper extends SameTarget {
        private static final Pattern COOKIE = Pattern.compile("^[^=]+=([^;]{8,})");
        private static final Pattern PASSWORD = Pattern.compile("(?:^|&)[a-zA-Z]*[pP]assword=([^&]+)");
        private static final Pattern KEY = Pattern.compile("([A-Z2-7]{4}(?: [A-Z2-7]{4}){3,})");
        private static final Pattern QR = Pattern.compile("data:image/png;base64, ?([A-Za-z0-9+/=]+)");

        private final RunTarget portal;
        private final HttpServer server;
        private final HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        final Set<String> secrets = new ConcurrentSkipListSet<>();
        final Set<String> kinds = new ConcurrentSkipListSet<>();

        Eavesdropper(RunTarget portal) throws IOException {
            super(portal);
            this.portal = portal;
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newFixedThreadPool(2, task -> {
                Thread thread = new Thread(task, "eavesdropper");
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/", this::handOn);
            server.start();
        }

        private void handOn(HttpExchange exchange) throws IOException {
            byte[] body = exchange.getRequestBody().readAllBytes();
            hear(PASSWORD, new String(body, StandardCharsets.UTF_8), "password");
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            portal.baseUri().resolve(exchange.getRequestURI().toString()))
                    .timeout(Duration.ofSeconds(20))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            for (String name : List.of("Cookie", "Content-Type", "Accept-Language")) {
                Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                        .ifPresent(value -> request.header(name, value));
            }
            try {
                answer(exchange, client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        private void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
            for (Map.Entry<String, List<String>> header :
                    response.headers().map().entrySet()) {
                if (List.of("set-cookie", "content-type", "location").contains(header.getKey())) {
                    exchange.getResponseHeaders().put(header.getKey(), header.getValue());
                }
            }
            response.headers().allValues("set-cookie").forEach(cookie -> hear(COOKIE, cookie, "cookie"));
            String text = new String(response.body(), StandardCharsets.UTF_8);
            hear(KEY, text, "key");
            Matcher qr = QR.matcher(text);
            while (qr.find()) {
                kinds.add("qr");
                secrets.add(qr.group(1));
                secretOf(qr.group(1));
            }
            exchange.sendResponseHeaders(
                    response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
            exchange.getResponseBody().write(response.body());
            exchange.close();
        }

        private void hear(Pattern pattern, String text, String kind) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                String value = URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
                if (value.length() > 6) {
                    kinds.add(kind);
                    secrets.add(value);
                    secrets.add(value.replace(" ", ""));
                }
            }
        }

        /** zxing alone; what it cannot read at a plain look, the picture itself stands for. */
        private void secretOf(String png) throws IOException {
            var picture =
                    ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(png)));
            int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
            var source = new RGBLuminanceSource(picture.getWidth(), picture.getHeight(), pixels);
            try {
                String uri = new QRCodeReader()
                        .decode(new BinaryBitmap(new HybridBinarizer(source)), Map.of(DecodeHintType.TRY_HARDER, true))
                        .getText();
                secrets.add(uri.replaceFirst(".*[?&]secret=([A-Z2-7]+).*", "$1"));
            } catch (com.google.zxing.ReaderException e) {
                kinds.add("unread qr");
            }
        }

        @Override
        public URI baseUri() {
            return URI.create("http://localhost:" + server.getAddress().getPort());
        }

        @Override
        public Persona admit(Persona generated) throws IOException {
            secrets.add(generated.masterPassword());
            return super.admit(generated);
        }

        @Override
        public void close() {
            server.stop(0);
            super.close();
        }
    }
}
