package dev.aikagi.harness.transfer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON under a passphrase, for any program that knows JSON Web Encryption: RFC 7516 in compact form, key management
 * PBES2-HS512+A256KW (RFC 7518 §4.8), content A256GCM.
 */
public final class EncryptedJson {
    private static final String ALGORITHM = "PBES2-HS512+A256KW";
    private static final int ITERATIONS = 210_000;
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int TAG_SIZE = 16;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private EncryptedJson() {}

    /** Whether a text is encrypted: five parts between dots, and no JSON. */
    public static boolean isEncrypted(String text) {
        return text.strip().matches("[A-Za-z0-9_-]+([.][A-Za-z0-9_-]+){4}");
    }

    /** {@code random}: chance that never repeats. */
    public static String encrypt(String json, char[] passphrase, SecureRandom random) {
        byte[] salt = bytes(random, 16);
        byte[] contentKey = bytes(random, 32);
        byte[] nonce = bytes(random, 12);
        String header = ENCODER.encodeToString(JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("alg", ALGORITHM)
                .put("enc", "A256GCM")
                .put("cty", "json")
                .put("p2s", ENCODER.encodeToString(salt))
                .put("p2c", ITERATIONS)));
        try {
            byte[] wrapped = wrapping(Cipher.WRAP_MODE, wrappingKey(passphrase, salt, ITERATIONS))
                    .wrap(new SecretKeySpec(contentKey, "AES"));
            byte[] sealed =
                    gcm(Cipher.ENCRYPT_MODE, contentKey, nonce, header).doFinal(json.getBytes(StandardCharsets.UTF_8));
            int end = sealed.length - TAG_SIZE;
            return String.join(
                    ".",
                    header,
                    ENCODER.encodeToString(wrapped),
                    ENCODER.encodeToString(nonce),
                    ENCODER.encodeToString(Arrays.copyOf(sealed, end)),
                    ENCODER.encodeToString(Arrays.copyOfRange(sealed, end, sealed.length)));
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    /**
     * Reads what {@link #encrypt} or another program with the same algorithms has written.
     *
     * @throws TransferException if the passphrase is wrong, the text was changed, or other algorithms were used
     */
    public static String decrypt(String text, char[] passphrase) throws TransferException {
        String[] parts = text.strip().split("[.]", -1);
        try {
            JsonNode header = JSON.readTree(DECODER.decode(parts[0]));
            int iterations = header.path("p2c").asInt(0);
            if (!header.path("alg").asString("").equals(ALGORITHM)
                    || !header.path("enc").asString("").equals("A256GCM")
                    || iterations < 1
                    || iterations > MOST_ITERATIONS) {
                throw new TransferException(
                        "it is encrypted in a way that is not known here, only " + ALGORITHM + " with A256GCM");
            }
            byte[] salt = DECODER.decode(header.required("p2s").asString());
            byte[] contentKey = contentKey(parts[1], wrappingKey(passphrase, salt, iterations));
            Cipher cipher = gcm(Cipher.DECRYPT_MODE, contentKey, DECODER.decode(parts[2]), parts[0]);
            cipher.update(DECODER.decode(parts[3]));
            return new String(cipher.doFinal(DECODER.decode(parts[4])), StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new TransferException("it is damaged: its contents do not fit its tag", e);
        } catch (JacksonException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new TransferException("it is damaged: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    private static byte[] contentKey(String wrapped, SecretKeySpec wrappingKey)
            throws GeneralSecurityException, TransferException {
        Cipher cipher = wrapping(Cipher.UNWRAP_MODE, wrappingKey);
        try {
            return cipher.unwrap(DECODER.decode(wrapped), "AES", Cipher.SECRET_KEY)
                    .getEncoded();
        } catch (InvalidKeyException e) {
            throw new TransferException("the passphrase is wrong", e);
        }
    }

    /** RFC 7518 §4.8.1.1: the salt of PBKDF2 is the algorithm's name, a zero and the salt of the header. */
    private static SecretKeySpec wrappingKey(char[] passphrase, byte[] salt, int iterations)
            throws GeneralSecurityException {
        byte[] name = (ALGORITHM + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(name, name.length + salt.length);
        System.arraycopy(salt, 0, whole, name.length, salt.length);
        PBEKeySpec spec = new PBEKeySpec(passphrase, whole, iterations, 256);
        try {
            return new SecretKeySpec(
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                            .generateSecret(spec)
                            .getEncoded(),
                    "AES");
        } finally {
            spec.clearPassword();
        }
    }

    private static Cipher wrapping(int mode, SecretKeySpec key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AESWrap");
        cipher.init(mode, key);
        return cipher;
    }

    private static Cipher gcm(int mode, byte[] key, byte[] nonce, String header) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_SIZE * 8, nonce));
        cipher.updateAAD(header.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    private static byte[] bytes(SecureRandom random, int size) {
        byte[] octets = new byte[size];
        random.nextBytes(octets);
        return octets;
    }

    private static IllegalStateException lacking(GeneralSecurityException e) {
        return new IllegalStateException("this Java platform cannot encrypt as RFC 7518 has it", e);
    }
}
