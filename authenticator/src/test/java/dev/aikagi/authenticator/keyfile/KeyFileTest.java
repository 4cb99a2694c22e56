package dev.aikagi.authenticator.keyfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.KeyVault;
import dev.aikagi.authenticator.keyfile.KeyFileException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
    private static final char[] PASSPHRASE = "合鍵 correct horse".toCharArray();
    private static final int FEW = 100;
    private static final KeyContent NEW =
            new KeyContent(new Identity("security-key", Optional.empty(), Optional.empty()), Snapshot.EMPTY);

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("my.key");
    }

    @Test
    void open_ofAKeyInATokenThatNobodyOpens_leavesTheFileAlone() throws Exception {
        KeyFile.create(FileMedium.open(path), key(), Sample.content(), random).close();
        byte[] before = Files.readAllBytes(path);

        var refused = assertThrows(IOException.class, () -> open(new String(PASSPHRASE)));

        assertTrue(String.valueOf(refused.getMessage()).contains("in a token"), refused::getMessage);
        assertArrayEquals(before, Files.readAllBytes(path));
        FileMedium.open(path).close();
    }

    @Test
    void open_afterEverything_hasIt() throws Exception {
        KeyContent content = Sample.content();
        try (KeyFile file = KeyFile.create(FileMedium.open(path), key(), content, random)) {
            file.memory().oath().write(Bytes.of((byte) 9));
            assertEquals(2, file.generation());
        }

        List<VaultReference> asked = new ArrayList<>();
        VaultReference.Opener tokens = reference -> {
            asked.add(reference);
            return KeyVault.SOFTWARE;
        };
        try (KeyFile file = KeyFile.open(FileMedium.open(path), PASSPHRASE, random, tokens)) {
            assertEquals(content.identity().vault().stream().toList(), asked);
            assertEquals(Sample.values(content.identity()), Sample.values(file.identity()));
            assertEquals(
                    Sample.values(content.snapshot().withOath(Bytes.of((byte) 9))),
                    Sample.values(file.memory().snapshot()));
            assertEquals(2, file.generation());
        }
    }

    @Test
    void create_withoutSayingHowOften_iterates210000Times() {
        assertEquals(210_000, SealingKey.fresh(PASSPHRASE, random).iterations());
    }

    /** RFC 8018's function by another hand: OpenSSL's, whose output stands here, and the HMAC of the same. */
    @Test
    void passphrase_becomesTheKeyThatOpenSslDerives() throws Exception {
        // openssl kdf -keylen 32 -kdfopt digest:SHA512 -kdfopt hexpass:636166c3a9 -kdfopt hexsalt:0001..0f -kdfopt
        // iter:1000
        // PBKDF2, then openssl mac -digest SHA256 -macopt hexkey:<that> HMAC over the purpose
        SealingKey key =
                SealingKey.derive("cafe\u0301".toCharArray(), 1000, Bytes.fromHex("000102030405060708090a0b0c0d0e0f"));

        assertEquals("64cfac7f70cde0033c460990c90d5652", key.check().hex());
        assertEquals(
                "94574f34474d33ee6f0759a326c664ad85e7afb9009834f567a40e04e47dd0a3",
                Bytes.of(key.secret().getEncoded()).hex());
    }

    @Test
    void create_overSomething_leavesIt() throws Exception {
        Files.writeString(path, "mine");

        assertProblem(Problem.EXISTS, this::create);
        assertEquals("mine", Files.readString(path));
        FileMedium.open(path).close();
    }

    @Test
    void create_withoutPassphrase_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> SealingKey.fresh(new char[0], random));
        assertThrows(IllegalArgumentException.class, () -> SealingKey.fresh(PASSPHRASE, 0, random));
    }

    @Test
    void open_nothing_saysSo() throws Exception {
        assertProblem(Problem.MISSING, () -> open(new String(PASSPHRASE)));
        assertProblem(Problem.MISSING, () -> FileMedium.existing(folder.resolve("other.key")));
        assertFalse(Files.exists(folder.resolve("other.key.lock")), "nothing is left beside a file that is not there");
        assertThrows(
                IOException.class,
                () -> FileMedium.open(folder.resolve("nowhere").resolve("my.key")));
        FileMedium.open(path).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"合鍵 correct hors", "合鍵 correct horse ", "", "x"})
    void open_wrongPassphrase_saysSo(String passphrase) throws Exception {
        create().close();

        assertProblem(Problem.WRONG_PASSPHRASE, () -> open(passphrase));
        open(new String(PASSPHRASE)).close();
    }

    /** Every byte: none of them may pass for a wrong passphrase or go unseen. */
    @Test
    void open_oneBitFlipped_saysDamaged() throws Exception {
        create().close();
        byte[] image = Files.readAllBytes(path);

        for (int at = 0; at < image.length; at++) {
            byte[] flipped = image.clone();
            flipped[at] ^= 4;
            Files.write(path, flipped);
            assertProblem(at < 7 ? Problem.NOT_A_KEY_FILE : Problem.DAMAGED, () -> open(new String(PASSPHRASE)));
        }
    }

    @Test
    void open_cutOffAnywhere_saysDamaged() throws Exception {
        create().close();
        byte[] image = Files.readAllBytes(path);

        for (int size = 0; size < image.length; size++) {
            Files.write(path, Arrays.copyOf(image, size));
            assertProblem(size == 0 ? Problem.NOT_A_KEY_FILE : Problem.DAMAGED, () -> open(new String(PASSPHRASE)));
        }
    }

    /** Somebody who mends the hash as well: only the key tells. */
    @ParameterizedTest
    @CsvSource({
        "7, NEWER_VERSION",
        "8, DAMAGED",
        "15, DAMAGED",
        "16, DAMAGED",
        "17, DAMAGED",
        "20, WRONG_PASSPHRASE",
        "21, WRONG_PASSPHRASE",
        "37, DAMAGED",
        "49, WRONG_PASSPHRASE",
        "65, DAMAGED",
        "-33, DAMAGED"
    })
    void open_forgedWithItsHash_isRefused(int at, Problem problem) throws Exception {
        create().close();
        byte[] image = Files.readAllBytes(path);
        image[at < 0 ? image.length + at : at] ^= 4;
        byte[] body = Arrays.copyOf(image, image.length - 32);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
        Files.write(path, Bytes.concat(Bytes.of(body), Bytes.of(hash)).toArray());

        assertProblem(problem, () -> open(new String(PASSPHRASE)));
    }

    @Test
    void open_whileItIsOpenInThisProcess_isInUse() throws Exception {
        try (KeyFile file = create()) {
            assertProblem(Problem.IN_USE, () -> open(new String(PASSPHRASE)));
            assertProblem(
                    Problem.IN_USE, () -> FileMedium.open(folder.resolve(".").resolve("my.key")));
            file.memory().credentials().nextCount();
            assertEquals("in use", elsewhere(), "the tries within this process did not give the lock up");
        }
        open(new String(PASSPHRASE)).close();
    }

    @Test
    void open_whileAnotherProcessHasIt_isInUse() throws Exception {
        create().close();
        assertEquals("free", elsewhere());

        FileMedium held = FileMedium.open(path);
        try {
            assertEquals("in use", elsewhere());
        } finally {
            held.close();
        }
        assertEquals("free", elsewhere());
    }

    @Test
    void write_afterClose_isRefused() throws Exception {
        KeyFile file = create();
        file.close();
        byte[] image = Files.readAllBytes(path);

        assertThrows(UncheckedIOException.class, () -> file.memory().oath().write(Bytes.of((byte) 1)));
        assertEquals(Optional.empty(), file.memory().oath().read());
        assertArrayEquals(image, Files.readAllBytes(path));
    }

    @Test
    void write_whereTheDiskRefuses_changesNothing() throws Exception {
        Path room = Files.createDirectory(folder.resolve("room"));
        KeyFile file = KeyFile.create(FileMedium.open(room.resolve("my.key")), key(), NEW, random);
        Files.move(room, folder.resolve("moved"));

        assertThrows(UncheckedIOException.class, () -> file.memory().oath().write(Bytes.of((byte) 1)));
        assertThrows(IOException.class, () -> file.changePassphrase(SealingKey.fresh(new char[] {'x'}, FEW, random)));
        assertEquals(Optional.empty(), file.memory().oath().read());
        Files.move(folder.resolve("moved"), room);
        file.memory().oath().write(Bytes.of((byte) 2));
        file.close();

        try (KeyFile again = KeyFile.open(FileMedium.open(room.resolve("my.key")), PASSPHRASE, random)) {
            assertEquals(Optional.of(Bytes.of((byte) 2)), again.memory().oath().read());
        }
    }

    @Test
    void changePassphrase_opensWithTheNewOneAlone() throws Exception {
        try (KeyFile file = create()) {
            file.memory().credentials().nextCount();
            file.changePassphrase(SealingKey.fresh("new".toCharArray(), FEW, random));
            file.memory().oath().write(Bytes.of((byte) 1));
        }

        assertProblem(Problem.WRONG_PASSPHRASE, () -> open(new String(PASSPHRASE)));
        try (KeyFile file = open("new")) {
            assertEquals(Optional.of(Bytes.of((byte) 1)), file.memory().oath().read());
            assertEquals(2, file.memory().credentials().nextCount());
        }
    }

    @Test
    void file_afterEveryWriting_isTheOwnersWithItsLockAndNothingElse() throws Exception {
        Files.writeString(folder.resolve("my.key.new"), "left by a crash");
        try (KeyFile file = create()) {
            file.memory().oath().write(Bytes.of((byte) 1));
        }

        assertEquals(List.of("my.key", "my.key.lock"), names());
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
    }

    @Test
    void file_behindASymbolicLink_isWrittenWhereItIs() throws Exception {
        create().close();
        Path link = Files.createSymbolicLink(folder.resolve("link"), path);

        try (KeyFile file = KeyFile.open(FileMedium.open(link), PASSPHRASE, random)) {
            file.memory().oath().write(Bytes.of((byte) 1));
            assertProblem(Problem.IN_USE, () -> open(new String(PASSPHRASE)));
        }

        assertTrue(Files.isSymbolicLink(link));
        try (KeyFile file = open(new String(PASSPHRASE))) {
            assertEquals(Optional.of(Bytes.of((byte) 1)), file.memory().oath().read());
        }
    }

    @Test
    void file_contents_areNotInTheClear() throws Exception {
        try (KeyFile file = create()) {
            file.memory().oath().write(Bytes.of("a secret of an account".getBytes(StandardCharsets.US_ASCII)));
        }
        byte[] first = Files.readAllBytes(path);
        try (KeyFile file = open(new String(PASSPHRASE))) {
            file.memory().keepAgain();
        }
        byte[] second = Files.readAllBytes(path);

        String text = new String(second, StandardCharsets.ISO_8859_1);
        assertTrue(text.startsWith("AIKAGIK"), "the search would find what is there");
        assertFalse(text.contains("a secret"));
        assertFalse(text.contains("security-key"));
        assertNotEquals(
                Bytes.of(first).slice(37, 49), Bytes.of(second).slice(37, 49), "each writing has its own nonce");
        assertEquals(Bytes.of(first).slice(17, 37), Bytes.of(second).slice(17, 37), "the salt stays");
    }

    private KeyFile create() throws IOException {
        return KeyFile.create(FileMedium.open(path), key(), NEW, random);
    }

    private KeyFile open(String passphrase) throws IOException {
        return KeyFile.open(FileMedium.open(path), passphrase.toCharArray(), random);
    }

    private SealingKey key() {
        return SealingKey.fresh(PASSPHRASE, FEW, random);
    }

    private static void assertProblem(Problem problem, Executable attempt) {
        KeyFileException refused = assertThrows(KeyFileException.class, attempt);
        assertEquals(problem, refused.problem(), refused::getMessage);
        assertTrue(refused.getMessage().matches(".*(my|other)[.]key.*"), refused::getMessage);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** What another process says of the file. */
    private String elsewhere() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Elsewhere.class.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    /** A process that tries to get a file, and says whether it could. */
    static final class Elsewhere {
        private Elsewhere() {}

        public static void main(String[] arguments) throws IOException {
            try (FileMedium medium = FileMedium.open(Path.of(arguments[0]))) {
                System.out.print(medium.name().equals("my.key") ? "free" : medium.name());
            } catch (KeyFileException e) {
                System.out.print(e.getMessage().matches(".*process \\([0-9]+\\):.*") ? "in use" : e.getMessage());
            }
        }
    }
}
