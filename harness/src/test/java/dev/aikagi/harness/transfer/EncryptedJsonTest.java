package dev.aikagi.harness.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedJsonTest {
    private static final char[] PASSPHRASE = "合鍵 horse".toCharArray();
    private static final String JSON = "{\"a\": \"鍵\"}";

    /** RFC 7518 §4.8 and RFC 7516, as they read to somebody with Python's cryptography. */
    private static final String PYTHON = """
            import base64, json, sys
            from cryptography.hazmat.primitives import hashes
            from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
            from cryptography.hazmat.primitives.keywrap import aes_key_unwrap
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM
            b = lambda s: base64.urlsafe_b64decode(s + '=' * (-len(s) % 4))
            head, wrapped, nonce, text, tag = sys.argv[1].split('.')
            h = json.loads(b(head))
            salt = h['alg'].encode() + b'\\0' + b(h['p2s'])
            kek = PBKDF2HMAC(hashes.SHA512(), 32, salt, h['p2c']).derive(sys.argv[2].encode())
            key = aes_key_unwrap(kek, b(wrapped))
            sys.stdout.buffer.write(AESGCM(key).decrypt(b(nonce), b(text) + b(tag), head.encode()))
            """;

    private final SecureRandom random = new SecureRandom();

    @Test
    void encrypted_isReadByPythonsCryptography() throws Exception {
        if (python("-c", "import cryptography").exit() != 0) {
            Requires.unavailable("pcsc", "python3-cryptography, which comes with python3-fido2, is not installed");
        }

        Said said = python("-c", PYTHON, EncryptedJson.encrypt(JSON, PASSPHRASE, random), new String(PASSPHRASE));

        assertEquals(JSON, said.text());
    }

    @Test
    void decrypt_withThePassphrase_isWhatItWas() throws Exception {
        String encrypted = EncryptedJson.encrypt(JSON, PASSPHRASE, random);

        assertTrue(EncryptedJson.isEncrypted(encrypted + "\n"));
        assertFalse(EncryptedJson.isEncrypted(JSON));
        assertEquals(JSON, EncryptedJson.decrypt(encrypted, PASSPHRASE));
        assertRefused("the passphrase is wrong", encrypted, "other".toCharArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void decrypt_ofAChangedPart_isRefused(int part) {
        String[] parts = EncryptedJson.encrypt(JSON, PASSPHRASE, random).split("[.]", -1);
        char[] changed = parts[part].toCharArray();
        changed[1] = changed[1] == 'A' ? 'B' : 'A';
        parts[part] = new String(changed);

        assertThrows(TransferException.class, () -> EncryptedJson.decrypt(String.join(".", parts), PASSPHRASE));
    }

    @Test
    void decrypt_ofAnotherKind_saysWhichIsKnown() {
        assertRefused("PBES2-HS512+A256KW", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0.a.a.a.a", PASSPHRASE);
        assertRefused("damaged", "a.b.c.d.e", PASSPHRASE);
    }

    private static void assertRefused(String reason, String text, char[] passphrase) {
        var refused = assertThrows(TransferException.class, () -> EncryptedJson.decrypt(text, passphrase));
        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
    }

    private record Said(int exit, String text) {}

    private static Said python(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "/usr/bin/python3";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new Said(127, String.valueOf(e.getMessage()));
        }
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            return new Said(process.exitValue(), text);
        } finally {
            process.destroyForcibly();
        }
    }
}
