package dev.aikagi.harness.pkcs11;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.keyfile.VaultReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.ProviderException;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever can be wrong with a library, a token or its PIN, each told in its own words. */
class TokenErrorsTest {
    private final SecureRandom fresh = new SecureRandom();

    @TempDir
    private Path folder;

    @Test
    void library_missingOrNone_isSaid() throws Exception {
        String nowhere = folder.resolve("nowhere.so").toString();
        String text = Files.writeString(folder.resolve("text.so"), "hello").toString();

        assertRefused("there is no PKCS#11 library " + nowhere, "library = " + nowhere + "\ntoken = mine");
        assertRefused("Library " + nowhere + " does not exist", "library = " + nowhere + "\nslot = 1");
        assertRefused(text + " is no PKCS#11 library for this machine", "library = " + text + "\ntoken = mine");
        assertRefused("invalid ELF header|file too short|wrong ELF|not a mach-o", "library = " + text + "\nslot = 1");
        assertRefused("names no library: write library = PATH", "token = mine");
    }

    @Test
    void configuration_thatTheProviderCannotRead_isSaidWithItsLine() throws Exception {
        String library = SoftHsm.required().library();

        assertRefused(
                "the PKCS#11 configuration cannot be used: Unknown keyword 'fish'",
                "library = " + library + "\nfish = 1");
    }

    @Test
    void token_thatIsNotThere_isSaidWithThoseThereAre() throws Exception {
        String library = SoftHsm.required().library();

        assertRefused(
                "no token of " + library + " have the label 'not mine'; there are: ",
                "library = " + library + "\ntoken = not mine");
        assertRefused(
                "there is no token at slot 77 of " + library + " \\(CKR_SLOT_ID_INVALID\\)",
                "library = " + library + "\nslot = 77");
        assertRefused("slotListIndex is 99", "library = " + library + "\nslotListIndex = 99");
    }

    @Test
    void pin_wrong_isSaid_andTheRightOneGoesOn() throws Exception {
        SoftHsm hsm = SoftHsm.required();
        VaultReference reference =
                Pkcs11Vault.reference(hsm.token().replace(SoftHsm.TOKEN, SoftHsm.OTHER_TOKEN), fresh);

        var refused =
                assertThrows(TokenException.class, () -> Pkcs11Vault.open(reference, "9999".toCharArray(), fresh));
        assertTrue(
                refused.getMessage().contains("the PIN is not that of token " + SoftHsm.OTHER_TOKEN),
                refused::getMessage);
        try (Pkcs11Vault vault = Pkcs11Vault.open(reference, SoftHsm.PIN.toCharArray(), fresh)) {
            assertTrue(vault.offers(CoseAlgorithm.ES256));
            assertFalse(vault.offers(CoseAlgorithm.EDDSA), "SunPKCS11 has no EdDSA");
        }
        assertThrows(
                TokenException.class,
                () -> Pkcs11Vault.open(reference, "9999".toCharArray(), fresh),
                "closing has logged out");
    }

    @Test
    void privateKeyThatCouldBeHad_isRefused() throws Exception {
        KeyPairGenerator software = KeyPairGenerator.getInstance("EC");
        software.initialize(256);

        var refused = assertThrows(
                GeneralSecurityException.class, () -> TokenSession.requireSecret(software.generateKeyPair(), "it"));

        assertEquals("it gives its private keys away", refused.getMessage());
    }

    @Test
    void configurationThatWouldGivePrivateKeysAway_isOverruled() throws Exception {
        SoftHsm hsm = SoftHsm.required();
        VaultReference reference = Pkcs11Vault.reference(
                hsm.token()
                        + "attributes(generate, CKO_PRIVATE_KEY, CKK_EC) = {\n"
                        + "  CKA_SENSITIVE = false\n  CKA_EXTRACTABLE = true\n}\n",
                fresh);
        try (Pkcs11Vault vault = Pkcs11Vault.open(reference, SoftHsm.PIN.toCharArray(), fresh)) {
            vault.attestationPair();
        }
        String name = "aikagi-" + reference.owner().hex();
        String shown = hsm.privateKeys(name).get(0);
        assertTrue(shown.contains("sensitive, always sensitive, never extractable"), shown);
    }

    @ParameterizedTest
    @CsvSource({
        "CKR_PIN_INCORRECT, the PIN is not that of it",
        "CKR_PIN_LOCKED, the PIN of it is locked",
        "CKR_TOKEN_NOT_PRESENT, there is no token at it (CKR_TOKEN_NOT_PRESENT)",
        "CKR_DEVICE_ERROR, it cannot be used: CKR_DEVICE_ERROR"
    })
    void returnValue_atTheBottomOfTheCauses_isWhatIsTold(String value, String message) {
        Exception failure = new ProviderException("outside", new GeneralSecurityException(value + ": inside"));

        assertTrue(String.valueOf(TokenException.of("it", failure).getMessage()).startsWith(message));
        assertFalse(TokenException.saysFull(failure));
    }

    @Test
    void deviceMemory_saysThatTheTokenIsFull() {
        assertTrue(TokenException.saysFull(new ProviderException(new GeneralSecurityException("CKR_DEVICE_MEMORY"))));
    }

    @Test
    void token_forPeople_isLabelOrSlot() throws Exception {
        assertEquals("token mine of /a/b.so", told("library = /a/b.so\ntoken = \"mine\"\n"));
        assertEquals("slot 5 of /a/b.so", told("slot=5\nlibrary=/a/b.so"));
        assertEquals("the first slot of /a/b.so", told("library = /a/b.so"));
    }

    private static String told(String configuration) throws TokenException {
        return Pkcs11Vault.token(new VaultReference(configuration, Bytes.EMPTY));
    }

    private void assertRefused(String pattern, String configuration) {
        var refused = assertThrows(
                TokenException.class,
                () -> Pkcs11Vault.open(Pkcs11Vault.reference(configuration, fresh), SoftHsm.PIN.toCharArray(), fresh));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.matches("(?s).*(" + pattern + ").*") || message.contains(pattern), message);
    }
}
