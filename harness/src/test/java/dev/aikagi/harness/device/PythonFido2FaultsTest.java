package dev.aikagi.harness.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.fault.Fault;
import dev.aikagi.ctapsim.fault.Faults;
import dev.aikagi.ctapsim.socket.TcpTransport;
import dev.aikagi.harness.Requires;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** python-fido2's relying party notices each key that misbehaves, and nothing of the one that does not. */
class PythonFido2FaultsTest {
    private static final String PYTHON = "/usr/bin/python3";

    /** A fault, and what it is noticed by. */
    private static final List<Map.Entry<String, String>> NOTICED = List.of(
            Map.entry("", "right"),
            Map.entry("late=30", "right"),
            Map.entry("status=27@makeCredential", "OPERATION_DENIED"),
            Map.entry("raw=00a0@getAssertion", ""),
            Map.entry("cut=40@getAssertion", ""),
            Map.entry("bad-signature@makeCredential", "InvalidSignature"),
            Map.entry("bad-signature@getAssertion", "Invalid signature"),
            Map.entry("clear-up", "User Present flag not set"),
            Map.entry("clear-uv", "erified flag not set"),
            Map.entry("other-rp", "Wrong RP ID hash"),
            Map.entry("other-aaguid", "AAGUID"),
            Map.entry("aaguid=00000000000000000000000000000000", "AAGUID"),
            Map.entry("counter-stands@getAssertion", "counter did not go on"),
            Map.entry("counter-back@getAssertion", "counter did not go on"),
            Map.entry("extra-extension=minPinLength", "minPinLength"),
            Map.entry("no-extension", "outputs None"),
            Map.entry("wrong-extension", "'credProtect': 3"),
            Map.entry("no-silence", "UNSUPPORTED_OPTION"),
            Map.entry("longest-list=3", "LIMIT_EXCEEDED"),
            Map.entry("invalid-utf8", "UnicodeDecodeError"),
            Map.entry("no-credential", ""),
            Map.entry("garble-report=2", ""),
            Map.entry("double-report=2", ""));

    @TempDir
    Path folder;

    @Test
    void fault_ofEachKey_isNoticed() throws Exception {
        if (!Files.isExecutable(Path.of(PYTHON))
                || !say("-c", "import fido2.hid").equals("")) {
            Requires.unavailable("pcsc", "python3-fido2 is not installed");
        }
        List<AutoCloseable> open = new ArrayList<>();
        try {
            List<String> words = new ArrayList<>(List.of(script()));
            for (Map.Entry<String, String> entry : NOTICED) {
                VirtualDevice key = key(entry.getKey());
                open.add(key);
                TcpTransport transport =
                        TcpTransport.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), key.hid());
                open.add(0, transport);
                words.add(Integer.toString(transport.address().getPort()));
            }
            judge(say(words.toArray(String[]::new)));
        } finally {
            for (AutoCloseable each : open) {
                each.close();
            }
        }
    }

    private static void judge(String said) {
        List<String> lines = said.lines().toList();
        assertEquals(NOTICED.size(), lines.size(), said);
        for (int i = 0; i < lines.size(); i++) {
            Map.Entry<String, String> expected = NOTICED.get(i);
            assertTrue(lines.get(i).contains(expected.getValue()), expected + " but: " + lines.get(i));
            assertEquals(
                    expected.getValue().equals("right"),
                    lines.get(i).equals("right"),
                    expected + " but: " + lines.get(i));
        }
    }

    private static VirtualDevice key(String fault) {
        var profile = ProfileReader.bundled("security-key");
        var authority = new AttestationAuthority(InstantSource.system(), new SecureRandom());
        return VirtualDevice.builder(profile)
                .attestationKey(authority.batchKey(profile.aaguid()))
                .faults(new Faults(fault.isEmpty() ? List.of() : List.of(Fault.parse(fault))))
                .build();
    }

    private String script() throws Exception {
        Path script = folder.resolve("fido2_faults.py");
        try (InputStream source =
                Objects.requireNonNull(PythonFido2FaultsTest.class.getResourceAsStream("fido2_faults.py"))) {
            Files.copy(source, script);
        }
        return script.toString();
    }

    private String say(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(PYTHON));
        words.addAll(List.of(arguments));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(50, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        process.waitFor();
        return Files.readString(said);
    }
}
