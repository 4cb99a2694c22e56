package dev.aikagi.harness.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.socket.TcpTransport;
import dev.aikagi.ctapsim.socket.UdpTransport;
import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.harness.Requires;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** python-fido2, as Debian has it, with its own CTAPHID, over the sockets that test suites use. */
class PythonFido2OverSocketsTest {
    private static final String PYTHON = "/usr/bin/python3";

    private final VirtualDevice key = key("security-key");

    @TempDir
    Path folder;

    private static VirtualDevice key(String name) {
        return key(name, new VirtualUser());
    }

    private static VirtualDevice key(String name, VirtualUser user) {
        var profile = ProfileReader.bundled(name);
        var authority = new AttestationAuthority(InstantSource.system(), new SecureRandom());
        return VirtualDevice.builder(profile)
                .user(user.presence(), user.verification())
                .attestationKey(authority.batchKey(profile.aaguid()))
                .build();
    }

    @BeforeEach
    void needs() throws Exception {
        if (!Files.isExecutable(Path.of(PYTHON))
                || run("-c", "import fido2.hid").exit() != 0) {
            Requires.unavailable("pcsc", "python3-fido2 is not installed");
        }
    }

    @AfterEach
    void pullOut() {
        key.close();
    }

    @Test
    void tcp_reportsOfPythonFido2_areUnderstood() throws Exception {
        try (TcpTransport transport = TcpTransport.open(loopback(0), key.hid())) {
            assertUnderstood(script("tcp", Integer.toString(transport.address().getPort())));
        }
    }

    @Test
    void udp_reportsOfPythonFido2_areUnderstood() throws Exception {
        int own = freePort();
        try (UdpTransport transport = UdpTransport.open(loopback(0), loopback(own), key.hid())) {
            assertUnderstood(script("udp", Integer.toString(transport.address().getPort()), Integer.toString(own)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yubikey-5", "u2f-only"})
    void tcp_u2fOfPythonFido2_isVerified(String profile) throws Exception {
        try (VirtualDevice other = key(profile);
                TcpTransport transport = TcpTransport.open(loopback(0), other.hid())) {
            Said said = script("tcp", Integer.toString(transport.address().getPort()));

            assertEquals(0, said.exit(), said.text());
            assertTrue(said.text().contains("""
                    U2F_V2
                    check-only 0x6985
                    check-only 0x6A80
                    registered, authenticated, verified
                    """), said.text());
            String capabilities = profile.equals("u2f-only") ? "1" : "5";
            assertTrue(said.text().startsWith("protocol 2 capabilities " + capabilities + "\n"), said.text());
            assertEquals(
                    profile.equals("yubikey-5"), said.text().endsWith("the same in CTAP2, verified\n"), said.text());
        }
    }

    /** U2F's answer to a user who does not touch is an error, and the script says so. */
    @Test
    void tcp_u2fWithoutATouch_isNotVerified() throws Exception {
        var user = new VirtualUser();
        user.touch(Behaviour.REFUSE);
        try (VirtualDevice other = key("u2f-only", user);
                TcpTransport transport = TcpTransport.open(loopback(0), other.hid())) {
            Said said = script("tcp", Integer.toString(transport.address().getPort()));

            assertEquals(1, said.exit(), said.text());
            assertTrue(said.text().contains("ApduError: (%d,".formatted(0x6985)), said.text());
        }
    }

    /** The script can fail: this key has been pulled out. */
    @Test
    void tcp_keyThatIsGone_isNotUnderstood() throws Exception {
        try (TcpTransport transport = TcpTransport.open(loopback(0), key.hid())) {
            transport.unplug();

            Said said = script("tcp", Integer.toString(transport.address().getPort()));

            assertEquals(1, said.exit(), said.text());
        }
    }

    private static void assertUnderstood(Said said) {
        assertEquals(0, said.exit(), said.text());
        List<String> lines = said.text().lines().toList();
        assertTrue(lines.get(0).startsWith("protocol 2 capabilities "), said.text());
        assertEquals("lock for too long 2", lines.get(1));
        assertTrue(lines.get(2).startsWith("versions U2F_V2 FIDO_2_"), said.text());
        assertTrue(lines.get(3).startsWith("verified, kept alive by ["), said.text());
    }

    private record Said(int exit, String text) {}

    private Said script(String... arguments) throws Exception {
        Path script = folder.resolve("fido2_sockets.py");
        try (InputStream in = PythonFido2OverSocketsTest.class.getResourceAsStream("fido2_sockets.py")) {
            Files.copy(in, script);
        }
        List<String> words = new ArrayList<>(List.of(script.toString()));
        words.addAll(List.of(arguments));
        return run(words.toArray(String[]::new));
    }

    private Said run(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(PYTHON));
        words.addAll(List.of(arguments));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Said(process.waitFor(), Files.readString(said));
    }

    private static int freePort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(loopback(0))) {
            return socket.getLocalPort();
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
