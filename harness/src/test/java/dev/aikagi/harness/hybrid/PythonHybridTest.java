package dev.aikagi.harness.hybrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.hybrid.HybridPhone;
import dev.aikagi.ctapsim.hybrid.Surroundings;
import dev.aikagi.ctapsim.hybrid.TunnelService;
import dev.aikagi.harness.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The phone's end of the hybrid transport, judged by a client in another language, on another cryptographic library. */
class PythonHybridTest {
    private static final String PYTHON = "/usr/bin/python3";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SecureRandom random = new SeededRandom(3);
    private final ExecutorService inThePocket = Executors.newSingleThreadExecutor();
    private final VirtualDevice phone =
            VirtualDevice.builder(ProfileReader.bundled("icloud-keychain")).build();
    private TunnelService service;
    private Surroundings surroundings;
    private Process client;

    @BeforeEach
    void start() throws Exception {
        needs("import websocket, cryptography, fido2.ctap2");
        service = TunnelService.start(random);
        surroundings = Surroundings.around(service, PATIENCE);
    }

    @AfterEach
    void stop() {
        inThePocket.shutdownNow();
        phone.close();
        if (client != null) {
            client.destroyForcibly();
        }
        if (service != null) {
            service.close();
        }
    }

    @Test
    void phone_answersAClientMadeApart() throws Exception {
        BufferedReader said = begin();
        Future<?> scanned = scan(said.readLine());
        tellAdvertisement();
        assertEquals("aaguid " + phone.profile().aaguid().hex(), said.readLine());
        assertEquals("done", said.readLine());
        assertEquals(0, exit());
        scanned.get(10, TimeUnit.SECONDS);
    }

    /** The check of above fails where it should. */
    @Test
    void clientThatCannotProveItself_getsNothing() throws Exception {
        BufferedReader said = begin("wrong-psk");
        Future<?> scanned = scan(said.readLine());
        tellAdvertisement();
        var refused = assertThrows(ExecutionException.class, () -> scanned.get(20, TimeUnit.SECONDS));
        assertTrue(refused.getMessage().contains("cannot be decrypted"), refused.getMessage());
        assertNotEquals(0, exit());
    }

    private BufferedReader begin(String... arguments) throws Exception {
        List<String> words =
                new ArrayList<>(List.of(PYTHON, script(), service.uri().toString()));
        words.addAll(List.of(arguments));
        client = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return client.inputReader(StandardCharsets.UTF_8);
    }

    private Future<?> scan(String qrText) {
        return inThePocket.submit(() -> {
            new HybridPhone(phone.engine(), surroundings, random).scan(qrText);
            return null;
        });
    }

    private void tellAdvertisement() throws IOException {
        String heard = surroundings.air().listen(data -> Optional.of(data.hex()), PATIENCE);
        try (var input = client.outputWriter(StandardCharsets.UTF_8)) {
            input.write(heard + "\n");
        }
    }

    private int exit() throws InterruptedException {
        assertTrue(client.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        return client.exitValue();
    }

    private static void needs(String imports) throws Exception {
        if (!Path.of(PYTHON).toFile().canExecute()) {
            Requires.unavailable("hybrid", PYTHON + " is not installed");
        }
        Process probe = new ProcessBuilder(PYTHON, "-c", imports)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!probe.waitFor(20, TimeUnit.SECONDS) || probe.exitValue() != 0) {
            probe.destroyForcibly();
            Requires.unavailable("hybrid", "python3-websocket or python3-fido2 is not installed");
        }
    }

    private static String script() throws Exception {
        return Path.of(Optional.ofNullable(PythonHybridTest.class.getResource("hybrid_client.py"))
                        .orElseThrow()
                        .toURI())
                .toString();
    }
}
