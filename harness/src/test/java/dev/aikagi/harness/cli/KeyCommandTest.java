package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.keyfile.FileMedium;
import dev.aikagi.authenticator.keyfile.Identity;
import dev.aikagi.authenticator.keyfile.KeyContent;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.authenticator.keyfile.SealingKey;
import dev.aikagi.authenticator.keyfile.Snapshot;
import dev.aikagi.authenticator.message.UserEntity;
import dev.aikagi.harness.device.AttestationAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code aikagi key}, each of its commands and each of its errors. */
class KeyCommandTest {
    private static final String PASSPHRASE = "correct horse";

    private final SecureRandom random = new SecureRandom();
    private final Program program = new Program();

    @TempDir
    private Path folder;

    private Path file;
    private String passphrase;

    @BeforeEach
    void name() throws IOException {
        file = folder.resolve("my.key");
        passphrase = secret("passphrase", PASSPHRASE);
    }

    @Test
    void create_thenShow_saysWhatTheKeyIsAndHolds() throws Exception {
        assertEquals(0, key("create", file.toString()));
        assertTrue(program.out().contains("a new Aikagi Security Key"), program::out);
        put(credential(1, "example.com", "taro\u001b[2J"));

        assertEquals(0, key("show", file.toString()));

        String tree = program.out();
        assertTrue(tree.contains("\n  profile: security-key\n"), tree);
        assertTrue(
                tree.matches("(?s).*\n  getInfo\n    versions: U2F_V2, .*|.*\n  getInfo\n    versions: FIDO_.*"), tree);
        assertTrue(tree.contains("      rpId: example.com\n"), tree);
        assertTrue(tree.contains("      name: taro\ufffd[2J\n"), "a name does not move the cursor: " + tree);
        assertTrue(tree.contains("clientPin: false"), tree);
    }

    @Test
    void show_asJson_isReadByPrograms() throws Exception {
        create();
        put(credential(1, "example.com", "taro"));

        assertEquals(0, key("show", file.toString(), "--json"));

        JsonNode shown = JsonMapper.builder().build().readTree(program.out());
        assertEquals("security-key", shown.required("profile").asString());
        assertEquals(100, shown.required("capacity").asInt());
        JsonNode info = shown.required("getInfo");
        assertEquals("61696b6167694b658000000000000001", info.required("aaguid").asString());
        assertTrue(info.required("options").required("rk").asBoolean());
        assertEquals(
                "taro", shown.required("credentials").get(0).required("name").asString());
        assertFalse(shown.toString().contains("\"privateKey\""));
        assertEquals("in the file", shown.required("privateKeys").asString());
    }

    @Test
    void create_ofAProfileFile_keepsTheProfile() throws Exception {
        Path profile = Files.writeString(folder.resolve("mine.properties"), """
                display-name=My Key
                aaguid=00112233-4455-6677-8899-aabbccddeeff
                platform=false
                transports=usb
                algorithms=ES256
                backup-eligible=false
                backed-up=false
                counting=true
                attestation=self
                capacity=5
                """);

        assertEquals(0, key("create", file.toString(), "--profile", profile.toString()));
        Files.delete(profile);

        assertEquals(0, key("show", file.toString()));
        assertTrue(program.out().contains("kind: My Key\n  profile: mine\n"), program::out);
        assertEquals(3, key("create", folder.resolve("b").toString(), "--profile", "abacus"));
        assertTrue(program.err().contains("no profile and no file 'abacus'"), program::err);
    }

    @Test
    void whatCannotBeOpened_isSaidEachInItsWay() throws Exception {
        assertRefused("there is no key file", "show", file.toString());
        create();
        assertRefused("my.key is there already", "create", file.toString());
        byte[] image = Files.readAllBytes(file);
        String wrong = secret("wrong", "incorrect horse");
        assertEquals(3, program.run("key", "show", file.toString(), "--passphrase-file", wrong));
        assertTrue(program.err().contains("the passphrase is not that of my.key"), program::err);

        try (FileMedium held = FileMedium.open(file)) {
            assertRefused(held.name() + " is in use by another process", "show", file.toString());
        }
        Files.write(file, Arrays.copyOf(image, image.length - 1));
        assertRefused("my.key is damaged", "show", file.toString());
        Files.write(file, newer(image));
        assertRefused("my.key has version 2 of the format", "show", file.toString());
        Files.writeString(file, "hello");
        assertRefused("my.key is not a key file", "show", file.toString());
        assertRefused("the password file", "show", file.toString(), "--passphrase-file", "nowhere");
    }

    @Test
    void pin_setThenChanged_isCountedWhenWrong() throws Exception {
        create();
        String first = secret("first", "1234");
        String second = secret("second", "567890");

        assertEquals(0, key("pin", file.toString(), "--new-pin-file", first));
        assertEquals(2, key("pin", file.toString(), "--pin-file", second, "--new-pin-file", second));
        assertTrue(program.err().contains("the PIN is wrong"), program::err);
        assertEquals(0, key("show", file.toString()));
        assertTrue(program.out().contains("retries: 7"), program::out);
        assertEquals(0, key("pin", file.toString(), "--pin-file", first, "--new-pin-file", second));
        assertEquals(0, key("show", file.toString()));
        assertTrue(program.out().contains("retries: 8"), program::out);
    }

    @Test
    void export_encrypted_comesIntoAnotherKeyWhole() throws Exception {
        create();
        PublicKeyCredentialSource credential = credential(1, "example.com", "taro");
        put(credential);
        Path exported = folder.resolve("exported");
        String travel = secret("travel", "travels with it");

        assertEquals(0, key("export", file.toString(), exported.toString(), "--export-passphrase-file", travel));
        assertTrue(program.err().contains("under its own passphrase"), program::err);
        assertFalse(Files.readString(exported).contains("example.com"));
        requireOwnersAlone(exported);
        assertRefused(
                "is there already", "export", file.toString(), exported.toString(), "--export-passphrase-file", travel);

        Path other = folder.resolve("other.key");
        create(other);
        String wrong = secret("wrong", "incorrect horse");
        assertRefused(
                "the passphrase is wrong",
                "import",
                other.toString(),
                exported.toString(),
                "--export-passphrase-file",
                wrong);
        assertEquals(0, key("import", other.toString(), exported.toString(), "--export-passphrase-file", travel));
        try (KeyFile imported = open(other)) {
            PublicKeyCredentialSource came =
                    imported.memory().credentials().all().get(0);
            assertEquals(credential.id(), came.id());
            assertEquals(credential.user(), came.user());
            assertEquals(credential.extras(), came.extras());
            assertEquals(credential.key().kept(), came.key().kept());
        }
        assertRefused(
                "has a credential of that user",
                "import",
                other.toString(),
                exported.toString(),
                "--export-passphrase-file",
                travel);
    }

    @Test
    void export_plain_warnsAndKeepsTheOrder() throws Exception {
        create();
        put(credential(1, "example.com", "taro"));
        put(credential(2, "example.org", "hanako"));
        Path exported = folder.resolve("exported.json");

        assertEquals(0, key("export", file.toString(), exported.toString(), "--plain"));

        assertTrue(program.err().contains("2 credentials, IN THE CLEAR"), program::err);
        requireOwnersAlone(exported);
        Path other = folder.resolve("other.key");
        create(other);
        assertEquals(0, key("import", other.toString(), exported.toString()));
        assertEquals(0, key("list", other.toString()));
        String listed = program.out();
        assertTrue(listed.contains("holds 2 discoverable credentials"), listed);
        assertTrue(listed.indexOf("example.org") < listed.indexOf("example.com"), "the newest first: " + listed);
        Files.writeString(exported, Files.readString(exported).replace("\"rpId\"", "\"rp\""));
        assertRefused("/credentials/0: property 'rp' is not defined", "import", file.toString(), exported.toString());
        assertRefused("there is no file", "import", file.toString(), "nowhere");
    }

    @Test
    void reset_takesCredentialsAndPin_onlyIfItIsMeant() throws Exception {
        create();
        put(credential(1, "example.com", "taro"));
        assertEquals(0, key("pin", file.toString(), "--new-pin-file", secret("first", "1234")));

        assertRefused("nothing was done", "reset", file.toString());
        assertEquals(0, key("reset", file.toString(), "--force"));

        assertEquals(0, key("show", file.toString(), "--json"));
        JsonNode shown = JsonMapper.builder().build().readTree(program.out());
        assertEquals(0, shown.required("credentials").size());
        assertFalse(shown.required("pin").required("set").asBoolean());
    }

    @Test
    void snapshot_isTheSameKey_andGoesItsOwnWay() throws Exception {
        create();
        put(credential(1, "example.com", "taro"));
        Path copy = folder.resolve("copy.key");

        assertEquals(0, program.run("key", "snapshot", file.toString(), copy.toString()));
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(copy));
        assertEquals(3, program.run("key", "snapshot", file.toString(), copy.toString()));
        assertEquals(0, key("delete", copy.toString(), "01", "--force"));

        try (KeyFile original = open(file)) {
            assertEquals(1, original.memory().credentials().all().size());
        }
    }

    @Test
    void delete_whatIsNotOne_isRefused() throws Exception {
        create();
        put(credential(1, "example.com", "taro"));
        put(credential(0x12, "example.org", "hanako"));

        assertRefused("2 credentials of", "delete", file.toString(), "", "--force");
        assertRefused("no credential of", "delete", file.toString(), "ff", "--force");
        assertEquals(0, key("delete", file.toString(), "12", "--force"));
        try (KeyFile left = open(file)) {
            assertEquals(
                    List.of(Bytes.of((byte) 1)),
                    left.memory().credentials().all().stream()
                            .map(PublicKeyCredentialSource::id)
                            .toList());
        }
    }

    @Test
    void passphrase_changed_isTheOnlyOne() throws Exception {
        create();
        String next = secret("next", "another horse");

        assertEquals(0, key("passphrase", file.toString(), "--new-passphrase-file", next));

        assertRefused("the passphrase is not that of my.key", "show", file.toString());
        assertEquals(0, program.run("key", "show", file.toString(), "--passphrase-file", next));
    }

    /** As its own process, since a passphrase comes from the environment there. */
    @Test
    void run_withAKeyInAFile_leavesThePasskeyInIt() throws Exception {
        create();

        assertEquals(0, process("run", "passkey-pc:windows-hello", "--key", "sim:" + file, "--lang", "en"));

        try (KeyFile used = open(file)) {
            assertEquals(1, used.memory().credentials().all().size());
            assertTrue(used.memory().snapshot().count() > 0, "it has signed");
        }
        assertEquals(3, process("run", "passkey-pc", "--key", "sim:" + folder.resolve("nowhere.key"), "--lang", "en"));
    }

    private int process(String... arguments) throws Exception {
        return program.runApart(Map.of(PassphraseOption.VARIABLE, PASSPHRASE), arguments);
    }

    private void create() throws IOException {
        create(file);
    }

    /** As the command does, but for the iterations, which a test need not wait for. */
    private void create(Path path) throws IOException {
        var kind = ProfileReader.bundled("security-key");
        var batch = new AttestationAuthority(InstantSource.system(), random).batchKey(kind.aaguid());
        KeyContent content =
                new KeyContent(new Identity(kind.name(), Optional.empty(), Optional.of(batch)), Snapshot.EMPTY);
        KeyFile.create(FileMedium.open(path), SealingKey.fresh(PASSPHRASE.toCharArray(), 100, random), content, random)
                .close();
    }

    private void put(PublicKeyCredentialSource credential) throws IOException {
        try (KeyFile key = open(file)) {
            key.memory().credentials().put(credential);
        }
    }

    private KeyFile open(Path path) throws IOException {
        return KeyFile.open(FileMedium.open(path), PASSPHRASE.toCharArray(), random);
    }

    private PublicKeyCredentialSource credential(int id, String rpId, String name) {
        Bytes octets = Bytes.of((byte) id);
        return new PublicKeyCredentialSource(
                octets,
                rpId,
                Optional.of(new UserEntity(octets, Optional.of(name), Optional.empty())),
                CredentialKey.generate(CoseAlgorithm.ES256, random),
                CredentialExtras.NONE.withBlob(octets).withProtection(2));
    }

    private int key(String command, String... arguments) {
        return program.run(words(command, arguments));
    }

    private String[] words(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of("key", command));
        all.addAll(List.of(arguments));
        if (!all.contains("--passphrase-file")) {
            all.addAll(List.of("--passphrase-file", passphrase));
        }
        return all.toArray(String[]::new);
    }

    private void assertRefused(String reason, String command, String... arguments) {
        program.assertRefused(reason, words(command, arguments));
    }

    private String secret(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name + ".secret"), content + "\n")
                .toString();
    }

    private static void requireOwnersAlone(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
    }

    /** As a later Aikagi would write it: another version, and the hash fits. */
    private static byte[] newer(byte[] image) throws Exception {
        byte[] body = Arrays.copyOf(image, image.length - 32);
        body[7] = 2;
        return Bytes.concat(
                        Bytes.of(body),
                        Bytes.of(MessageDigest.getInstance("SHA-256").digest(body)))
                .toArray();
    }
}
