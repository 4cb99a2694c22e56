package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.pkcs11.SoftHsm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code aikagi key} and {@code --key sim:FILE} with private keys in a token. */
@Timeout(240)
class TokenKeyCommandTest {
    private static final String PASSPHRASE = "correct horse";

    @TempDir
    private Path folder;

    private SoftHsm hsm;
    private Path file;
    private String configuration;
    private String passphrase;
    private String pin;
    private final Program program = new Program();

    @BeforeEach
    void prepare() throws Exception {
        hsm = SoftHsm.required();
        file = folder.resolve("my.key");
        configuration = write("token.cfg", hsm.token());
        passphrase = write("passphrase", PASSPHRASE + "\n");
        pin = write("pin", SoftHsm.PIN + "\n");
    }

    @Test
    void keyInAToken_isMadeShownUsedAndReset() throws Exception {
        int before = hsm.privateKeys("aikagi-").size();

        assertEquals(
                0, key("create", file.toString(), "--profile", "touch-id", "--pkcs11", configuration), program::err);
        assertTrue(
                program.out().contains(", its private keys in token " + SoftHsm.TOKEN + " of " + hsm.library()),
                program::out);

        String report = folder.resolve("report").toString();
        assertRuns("run", "passkey-pc:touch-id", "--key", "sim:" + file, "--lang", "en", "--report", report);
        assertTrue(
                Files.readString(folder.resolve("report/report.json")).contains("\"token " + SoftHsm.TOKEN),
                "the report says who did the arithmetic");
        assertEquals(before + 1, hsm.privateKeys("aikagi-").size(), "the passkey");

        assertEquals(0, key("show", file.toString()), program::err);
        assertTrue(program.out().contains("\n  privateKeys: in token " + SoftHsm.TOKEN), program::out);
        assertTrue(program.out().contains("\n      rpId: localhost\n"), program::out);

        assertEquals(0, key("reset", file.toString(), "--force"), program::err);
        assertEquals(before, hsm.privateKeys("aikagi-").size());
    }

    @Test
    void privateKeys_comeNeitherOutNorIn() throws Exception {
        assertEquals(
                0, key("create", file.toString(), "--profile", "touch-id", "--pkcs11", configuration), program::err);
        String travel = write("travel", "travels with it\n");
        Path exported = folder.resolve("exported");

        assertRefused("are in a token, which does not give them away", "export", file.toString(), exported.toString());
        assertFalse(Files.exists(exported));
        Path other = folder.resolve("other.key");
        assertEquals(0, key("create", other.toString(), "--profile", "touch-id"));
        assertEquals(0, key("export", other.toString(), exported.toString(), "--export-passphrase-file", travel));
        assertRefused(
                "none comes into it from elsewhere",
                "import",
                file.toString(),
                exported.toString(),
                "--export-passphrase-file",
                travel);
    }

    @Test
    void whatIsWrong_isSaid_andNothingIsLeft() throws Exception {
        int before = hsm.privateKeys("aikagi-").size();
        String nowhere = write("nowhere.cfg", "library = " + folder.resolve("nowhere.so") + "\ntoken = mine\n");
        assertRefused("there is no PKCS#11 library", "create", file.toString(), "--pkcs11", nowhere);
        assertRefused(
                "cannot be read",
                "create",
                file.toString(),
                "--pkcs11",
                folder.resolve("no.cfg").toString());
        String right = pin;
        pin = write("wrong", "9999\n");
        assertRefused("the PIN is not that of token", "create", file.toString(), "--pkcs11", configuration);
        pin = right;
        assertFalse(Files.exists(file));

        assertEquals(2, key("create", file.toString(), "--profile", androidPhone(), "--pkcs11", configuration));
        assertTrue(program.err().contains("a certificate for each credential"), program::err);

        assertEquals(0, key("create", file.toString(), "--pkcs11", configuration), program::err);
        assertRefused("my.key is there already", "create", file.toString(), "--pkcs11", configuration);
        assertEquals(before + 1, hsm.privateKeys("aikagi-").size(), "the one to attest with");
        assertEquals(3, program.run("key", "show", file.toString(), "--passphrase-file", passphrase));
        assertTrue(program.err().contains("set " + PassphraseOption.PIN_VARIABLE), program::err);
    }

    private String androidPhone() throws IOException {
        return write("phone.properties", """
                display-name=Phone
                aaguid=00112233-4455-6677-8899-aabbccddeeff
                platform=true
                transports=internal
                algorithms=ES256
                backup-eligible=false
                backed-up=false
                counting=true
                attestation=android-key
                capacity=5
                """);
    }

    private void assertRuns(String... arguments) throws Exception {
        Map<String, String> secrets =
                Map.of(PassphraseOption.VARIABLE, PASSPHRASE, PassphraseOption.PIN_VARIABLE, SoftHsm.PIN);
        assertEquals(0, program.runApart(secrets, arguments), program::out);
    }

    private int key(String command, String... arguments) {
        return program.run(words(command, arguments));
    }

    private String[] words(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of("key", command));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--passphrase-file", passphrase, "--token-pin-file", pin));
        return all.toArray(String[]::new);
    }

    private void assertRefused(String reason, String command, String... arguments) {
        program.assertRefused(reason, words(command, arguments));
    }

    private String write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
