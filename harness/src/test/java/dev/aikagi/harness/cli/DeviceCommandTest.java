package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.keyfile.FileMedium;
import dev.aikagi.authenticator.keyfile.Identity;
import dev.aikagi.authenticator.keyfile.KeyContent;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.authenticator.keyfile.KeyFileException;
import dev.aikagi.authenticator.keyfile.SealingKey;
import dev.aikagi.authenticator.keyfile.Snapshot;
import dev.aikagi.harness.device.KeyFiles;
import dev.aikagi.harness.device.NewKey;
import dev.aikagi.harness.pkcs11.Pkcs11Vault;
import dev.aikagi.harness.pkcs11.SoftHsm;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code aikagi device} before a peer that talks as vpcd does. */
class DeviceCommandTest {
    private static final String SELECT_OATH = "00a4040007a0000005272101";
    private static final String PUT_TOUCH = "000100001c" + "710474617261" + "7312" + "2106" + "30".repeat(16) + "7802";
    private static final String CALCULATE = "00a2000110" + "710474617261" + "7408" + "0000000000000001";

    private final Lines out = new Lines();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private ServerSocket reader = unbound();
    private Thread command = new Thread(() -> {});

    @BeforeEach
    void listen() throws IOException {
        reader = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        reader.setSoTimeout(20_000);
    }

    @AfterEach
    void hangUp() throws Exception {
        command.interrupt();
        command.join(20_000);
        reader.close();
    }

    @Test
    void vpcd_keyPluggedIn_isACardUntilInterrupted() throws Exception {
        start("--trace");
        try (Socket slot = accept()) {
            assertEquals("3b8d018073c021c057597562694b657979", ask(slot, "04"));
            out.await("the card is in the reader");
            assertTrue(ask(slot, SELECT_OATH).endsWith("9000"));
            assertTrue(out.await("SELECT").contains("a0000005272101"));
            assertTrue(ask(slot, PUT_TOUCH).endsWith("9000"));
            String put = out.await("OATH PUT");
            assertFalse(put.contains("303030"), put);
            assertTrue(put.contains("withheld"), put);

            command.interrupt();

            assertEquals(0, exit.get(20, TimeUnit.SECONDS));
            assertEquals(-1, slot.getInputStream().read(), "closing takes the card out");
        }
    }

    @Test
    void vpcd_readerThatCameBack_findsTheCardAgain() throws Exception {
        start();
        try (Socket slot = accept()) {
            ask(slot, "04");
            assertTrue(ask(slot, SELECT_OATH).endsWith("9000"));
            assertTrue(ask(slot, PUT_TOUCH).endsWith("9000"));
        }
        out.await("waiting for pcscd");
        try (Socket slot = accept()) {
            ask(slot, "04");
            assertTrue(ask(slot, SELECT_OATH).endsWith("9000"));
            assertTrue(ask(slot, CALCULATE).endsWith("9000"), "the account is still there");
        }
    }

    @Test
    void keyFile_usedUntilInterrupted_keepsWhatHappenedToTheKey(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("my.key");
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        SecureRandom random = new SecureRandom();
        KeyContent content =
                new KeyContent(new Identity("touch-id", Optional.empty(), Optional.empty()), Snapshot.EMPTY);
        SealingKey key = SealingKey.fresh("correct horse".toCharArray(), 100, random);
        KeyFile.create(FileMedium.open(file), key, content, random).close();
        start("--key-file", file.toString(), "--passphrase-file", passphrase.toString());
        try (Socket slot = accept()) {
            ask(slot, SELECT_OATH);
            assertTrue(ask(slot, PUT_TOUCH).endsWith("9000"));
            assertThrows(KeyFileException.class, () -> FileMedium.open(file), "it is in use meanwhile");
            command.interrupt();
            assertEquals(0, exit.get(20, TimeUnit.SECONDS));
        }

        try (KeyFile kept = KeyFile.open(FileMedium.open(file), "correct horse".toCharArray(), random)) {
            assertTrue(kept.memory().oath().read().orElseThrow().hex().contains("3030"), "the account is in the file");
        }
    }

    @Test
    void keyFile_withPrivateKeysInAToken_saysWhereTheyAre(@TempDir Path folder) throws Exception {
        SoftHsm hsm = SoftHsm.required();
        Path file = folder.resolve("my.key");
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        Path pin = Files.writeString(folder.resolve("pin"), SoftHsm.PIN + "\n");
        SecureRandom random = new SecureRandom();
        NewKey made = new NewKey(
                KeyFiles.Kind.bundled("touch-id"), "correct horse".toCharArray(), InstantSource.system(), random);
        made.in(file, Pkcs11Vault.open(Pkcs11Vault.reference(hsm.token(), random), SoftHsm.PIN.toCharArray(), random))
                .close();

        start(
                "--key-file",
                file.toString(),
                "--passphrase-file",
                passphrase.toString(),
                "--token-pin-file",
                pin.toString());

        assertTrue(out.await("keys are made and used by").contains("by token " + SoftHsm.TOKEN));
        try (Socket slot = accept()) {
            ask(slot, "00a4040008a0000006472f0001");
            assertTrue(ask(slot, "801000000104").startsWith("00"), "getInfo");
        }
    }

    @Test
    void fault_named_isSeenByTheHost() throws Exception {
        start(
                "--fault",
                "1:status=2b@getInfo",
                "--fault",
                "raw=00a10101@selection",
                "--fault",
                "status-word=6984@oathCalculate");
        try (Socket slot = accept()) {
            ask(slot, "00a4040008a0000006472f0001");

            assertEquals("2b9000", ask(slot, "801000000104"));
            assertEquals("00a101019000", ask(slot, "80100000010b"));
            ask(slot, SELECT_OATH);
            assertTrue(ask(slot, PUT_TOUCH).endsWith("9000"));
            assertEquals("6984", ask(slot, CALCULATE));
        }
    }

    @ParameterizedTest
    @CsvSource({"auto, 9000", "refuse, 6985", "REFUSE, 6985"})
    void touch_asTold_isGivenOrNot(String touch, String status) throws Exception {
        start("--touch", touch);
        try (Socket slot = accept()) {
            ask(slot, SELECT_OATH);
            ask(slot, PUT_TOUCH);

            String answer = ask(slot, CALCULATE);

            assertEquals(status, answer.substring(answer.length() - 4));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "device | Give --vpcd",
                "device --vpcd nowhere | an address is HOST:PORT",
                "device --vpcd localhost:99999 | an address is HOST:PORT",
                "device --vpcd --profile abacus | there is no profile 'abacus'",
                "device --vpcd --touch maybe | maybe",
                "device --udp 8111 | PORT:ANSWERS",
                "device --udp 8111:70000 | there is no port 70000",
                "device --tcp 70000 | there is no port 70000",
                "device --tcp 65535 --count 2 | there is no port 65536",
                "device --tcp many | many",
                "device --usbip nowhere | an address is HOST:PORT",
                "device --tcp 0 --count 0 | keys are 1 to",
                "device --tcp 0 --count 2 --touch ask | not for --touch ask",
                "device --tcp 0 --control many | many",
                "device --vpcd --profile touch-id --key-file x.key | give --profile or --key-file",
                "device --vpcd --key-file nowhere.key | there is no key file nowhere.key",
                "device --vpcd --fault 2:bad-signature | there is no key 2, they are 1 to 1",
                "device --vpcd --fault lies | there is no fault 'lies', only status, status-word, raw, cut",
                "device --vpcd --fault cut=x | takes an argument of the form"
            })
    void command_notUnderstood_exits3(String line, String message) {
        StringWriter err = new StringWriter();

        assertEquals(3, Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), line.split(" ")));
        assertTrue(err.toString().contains(message), err.toString());
    }

    private void start(String... more) {
        String[] words = new String[3 + more.length];
        words[0] = "device";
        words[1] = "--vpcd";
        words[2] = "127.0.0.1:" + reader.getLocalPort();
        System.arraycopy(more, 0, words, 3, more.length);
        command = new Thread(() -> exit.complete(Main.run(out.printer(), out.printer(), words)), "command");
        command.start();
    }

    private Socket accept() throws IOException {
        Socket slot = reader.accept();
        slot.setSoTimeout(20_000);
        return slot;
    }

    private static String ask(Socket slot, String hex) throws IOException {
        byte[] payload = Bytes.fromHex(hex).toArray();
        slot.getOutputStream().write(new byte[] {(byte) (payload.length >>> 8), (byte) payload.length});
        slot.getOutputStream().write(payload);
        DataInputStream in = new DataInputStream(slot.getInputStream());
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        return Bytes.of(answer).hex();
    }

    private static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
