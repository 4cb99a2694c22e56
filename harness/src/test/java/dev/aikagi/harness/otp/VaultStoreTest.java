package dev.aikagi.harness.otp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultStoreTest {
    private static final char[] MASTER = "合鍵 correct horse".toCharArray();
    private static final int FEW = 1_000;
    private static final Bytes SECRET = Bytes.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
    private static final OtpAuthUri URI = account("KOSMO Web", "taro", SECRET, OtpAuthUri.Algorithm.SHA1, 6);

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void name() {
        path = directory.resolve("vault");
    }

    @Test
    void open_afterPut_hasTheAccountsInOrder() throws Exception {
        VaultStore store = VaultStore.create(path, MASTER, random, FEW);
        assertEquals("KOSMO Web:taro", store.put(URI));
        assertEquals("hanako", store.put(account("", "hanako", SECRET, OtpAuthUri.Algorithm.SHA1, 6)));
        assertEquals("KOSMO Web:taro", store.put(account("KOSMO Web", "taro", SECRET, OtpAuthUri.Algorithm.SHA1, 8)));

        VaultStore reopened = VaultStore.open(path, MASTER, random);

        assertEquals(List.of("KOSMO Web:taro", "hanako"), store.names());
        assertEquals(store.names(), reopened.names());
        assertEquals("9428 7082", reopened.code("KOSMO Web:taro", Instant.ofEpochSecond(59)));
        assertEquals("287 082", reopened.code("hanako", Instant.ofEpochSecond(59)));
    }

    /** RFC 6238 appendix B, whose secrets are of the hash's length; 6 and 7 digits are the last of its 8. */
    @ParameterizedTest
    @CsvSource({
        "59, SHA1, 20, 8, 9428 7082",
        "1111111109, SHA1, 20, 8, 0708 1804",
        "1111111109, SHA1, 20, 6, 081 804",
        "1111111109, SHA1, 20, 7, 7081 804",
        "59, SHA256, 32, 8, 4611 9246",
        "59, SHA512, 64, 8, 9069 3936",
        "20000000000, SHA512, 64, 6, 863 826"
    })
    void code_rfc6238_isShownInTwoGroups(
            long second, OtpAuthUri.Algorithm algorithm, int size, int digits, String shown) throws Exception {
        Bytes secret = Bytes.of("1234567890".repeat(7).substring(0, size).getBytes(StandardCharsets.US_ASCII));
        VaultStore store = VaultStore.create(path, MASTER, random, FEW);
        store.put(account("", "a", secret, algorithm, digits));

        assertEquals(shown, store.code("a", Instant.ofEpochSecond(second)));
        assertEquals(shown.replace(" ", ""), VaultStore.typed(shown));
    }

    @Test
    void code_otherPeriod_counts() throws Exception {
        VaultStore store = VaultStore.create(path, MASTER, random, FEW);
        store.put(new OtpAuthUri(OtpAuthUri.Type.TOTP, "", "a", SECRET, OtpAuthUri.Algorithm.SHA1, 8, 60, 0));

        assertEquals("9428 7082", store.code("a", Instant.ofEpochSecond(119)));
        assertEquals("9428 7082", VaultStore.open(path, MASTER, random).code("a", Instant.ofEpochSecond(60)));
    }

    @Test
    void typed_anySpace_isRemoved() {
        assertEquals("123456", VaultStore.typed(" 123\u00a04\u30005 6 "));
    }

    @Test
    void file_contents_areNotInTheClear() throws Exception {
        VaultStore store = VaultStore.create(path, MASTER, random, FEW);
        store.put(URI);
        Bytes first = Bytes.of(Files.readAllBytes(path));
        store.put(URI);
        Bytes second = Bytes.of(Files.readAllBytes(path));

        List<String> planted = List.of(
                "taro", "KOSMO", SECRET.hex(), URI.secretBase32(), "12345678901234567890", "correct horse", "digits");
        String text = new String(second.toArray(), StandardCharsets.ISO_8859_1);
        assertTrue(text.startsWith("AIKAGIV"), "the search would find what is there");
        for (String secret : planted) {
            assertFalse(text.contains(secret), secret);
        }
        assertFalse(text.contains(new String(SECRET.slice(4, 12).toArray(), StandardCharsets.ISO_8859_1)));
        assertEquals(first.slice(0, 28), second.slice(0, 28), "header and salt stay");
        assertFalse(first.slice(28, 40).equals(second.slice(28, 40)), "each writing has its own nonce");
    }

    @Test
    void file_afterEveryWriting_isTheOwnersAndAlone() throws Exception {
        VaultStore store = VaultStore.create(path, MASTER, random, FEW);
        store.put(URI);

        try (var files = Files.list(directory)) {
            assertEquals(List.of(path), files.toList());
        }
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
    }

    @Test
    void put_whereTheDiskRefuses_changesNothing() throws Exception {
        VaultStore store = VaultStore.create(path, MASTER, random, FEW);
        byte[] before = Files.readAllBytes(path);
        Path elsewhere = directory.resolve("moved");
        Path inside = Files.createDirectory(directory.resolve("room")).resolve("vault");
        VaultStore lost = VaultStore.create(inside, MASTER, random, FEW);
        Files.move(inside.getParent(), elsewhere);

        assertThrows(IOException.class, () -> lost.put(URI));
        assertEquals(List.of(), lost.names());
        assertRefused(
                "time-based",
                () -> store.put(
                        new OtpAuthUri(OtpAuthUri.Type.HOTP, "", "a", SECRET, OtpAuthUri.Algorithm.SHA1, 6, 30, 1)));
        assertArrayEquals(before, Files.readAllBytes(path));
    }

    @Test
    void create_whatCannotBe_isRefused() throws Exception {
        Files.writeString(path, "mine");

        assertThrows(FileAlreadyExistsException.class, () -> VaultStore.create(path, MASTER, random, FEW));
        assertEquals("mine", Files.readString(path));
        Path other = directory.resolve("other");
        assertRefused("password is empty", () -> VaultStore.create(other, new char[0], random, FEW));
        assertThrows(IllegalArgumentException.class, () -> VaultStore.create(other, MASTER, random, 0));
        assertFalse(Files.exists(other));
        assertThrows(NoSuchFileException.class, () -> VaultStore.open(other, MASTER, random));
    }

    @Test
    void create_withoutSayingHowOften_iterates600000Times() throws Exception {
        VaultStore.create(path, MASTER, random).put(URI);

        assertEquals(600_000, VaultFile.read(path).iterations());
        assertEquals(
                List.of("KOSMO Web:taro"), VaultStore.open(path, MASTER, random).names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"合鍵 correct hors", "合鍵 correct horse ", "", "x"})
    void open_wrongPassword_saysSo(String password) throws Exception {
        VaultStore.create(path, MASTER, random, FEW).put(URI);

        assertRefused("the master password is wrong", () -> VaultStore.open(path, password.toCharArray(), random));
    }

    @Test
    void code_unknownAccount_saysSo() throws Exception {
        VaultStore store = VaultStore.create(path, MASTER, random, FEW);

        assertRefused("no account jiro", () -> store.code("jiro", Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource({
        "0, is not a vault",
        "6, is not a vault",
        "7, is of version",
        "8, damaged",
        "11, damaged",
        "12, damaged",
        "27, damaged",
        "28, damaged",
        "39, damaged",
        "40, damaged",
        "55, damaged",
        "56, damaged",
        "-33, damaged",
        "-32, damaged",
        "-1, damaged"
    })
    void open_oneBitFlipped_saysDamagedNotWrongPassword(int at, String reason) throws Exception {
        VaultStore.create(path, MASTER, random, FEW).put(URI);
        byte[] file = Files.readAllBytes(path);
        file[at < 0 ? file.length + at : at] ^= 4;
        Files.write(path, file);

        assertRefused(reason, () -> VaultStore.open(path, MASTER, random));
    }

    /** Somebody who mends the hash as well: only the key tells. */
    @ParameterizedTest
    @CsvSource({
        "8, iterations",
        "11, password is wrong",
        "12, password is wrong",
        "28, was changed",
        "40, password is wrong",
        "56, was changed",
        "-33, was changed"
    })
    void open_forgedWithItsHash_isStillRefused(int at, String reason) throws Exception {
        VaultStore.create(path, MASTER, random, FEW).put(URI);
        byte[] file = Files.readAllBytes(path);
        file[at < 0 ? file.length + at : at] ^= 4;
        byte[] body = Arrays.copyOf(file, file.length - 32);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
        Files.write(path, Bytes.concat(Bytes.of(body), Bytes.of(hash)).toArray());

        assertRefused(reason, () -> VaultStore.open(path, MASTER, random));
    }

    @Test
    void open_cutOffAnywhere_saysSo() throws Exception {
        VaultStore.create(path, MASTER, random, FEW).put(URI);
        byte[] file = Files.readAllBytes(path);

        for (int size = 0; size < file.length; size++) {
            Files.write(path, Arrays.copyOf(file, size));
            assertRefused(size == 0 ? "not a vault" : "damaged", () -> VaultStore.open(path, MASTER, random));
        }
        Files.write(path, Arrays.copyOf(file, file.length + 1));
        assertRefused("damaged", () -> VaultStore.open(path, MASTER, random));
    }

    private static void assertRefused(String reason, org.junit.jupiter.api.function.Executable attempt) {
        var refused = assertThrows(VaultException.class, attempt);
        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
    }

    private static OtpAuthUri account(
            String issuer, String account, Bytes secret, OtpAuthUri.Algorithm algorithm, int digits) {
        return new OtpAuthUri(OtpAuthUri.Type.TOTP, issuer, account, secret, algorithm, digits, 30, 0);
    }
}
