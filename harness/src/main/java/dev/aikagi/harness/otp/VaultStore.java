package dev.aikagi.harness.otp;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.aikagi.authenticator.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Time-based one-time passwords in a file guarded by a master password, as a browser extension keeps them. For one thread
 * and one process at a time.
 */
public final class VaultStore {
    /** OWASP's figure for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet). */
    public static final int USUAL_ITERATIONS = 600_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path path;
    private final SecureRandom random;
    private final int iterations;
    private final Bytes salt;
    private final VaultKey key;
    private final Map<String, OtpAuthUri> accounts;

    private VaultStore(Path path, SecureRandom random, VaultFile file, VaultKey key, Map<String, OtpAuthUri> accounts) {
        this.path = path;
        this.random = random;
        this.iterations = file.iterations();
        this.salt = file.salt();
        this.key = key;
        this.accounts = accounts;
    }

    /** Makes an empty vault; see the other method. */
    public static VaultStore create(Path path, char[] master, SecureRandom random) throws IOException, VaultException {
        return create(path, master, random, USUAL_ITERATIONS);
    }

    /**
     * Makes an empty vault.
     *
     * @param master is not kept, nor wiped: it is the caller's
     * @param iterations of PBKDF2, 1 to 10,000,000
     * @throws java.nio.file.FileAlreadyExistsException if the file is there; it is not touched
     * @throws VaultException if the master password is empty
     */
    public static VaultStore create(Path path, char[] master, SecureRandom random, int iterations)
            throws IOException, VaultException {
        if (master.length == 0) {
            throw new VaultException("the master password is empty");
        }
        if (iterations < 1 || iterations > VaultFile.MOST_ITERATIONS) {
            throw new IllegalArgumentException(iterations + " iterations");
        }
        Bytes salt = bytes(random, VaultFile.SALT_SIZE);
        VaultKey key = VaultKey.derive(master, salt, iterations);
        Map<String, OtpAuthUri> accounts = new LinkedHashMap<>();
        VaultFile file = VaultFile.seal(iterations, salt, bytes(random, VaultFile.NONCE_SIZE), key, encode(accounts));
        file.write(path, false);
        return new VaultStore(path, random, file, key, accounts);
    }

    /**
     * Opens a vault.
     *
     * @param random for the nonce of each later writing
     * @throws VaultException if the password is wrong or the file damaged; the message says which
     */
    public static VaultStore open(Path path, char[] master, SecureRandom random) throws IOException, VaultException {
        VaultFile file = VaultFile.read(path);
        VaultKey key = VaultKey.derive(master, file.salt(), file.iterations());
        return new VaultStore(path, random, file, key, decode(file.unseal(key)));
    }

    /**
     * Puts an account into the vault and onto the disk, in the place of one of the same name.
     *
     * @return its name there, {@code issuer:account}
     * @throws VaultException if it is counter-based
     */
    public String put(OtpAuthUri uri) throws IOException, VaultException {
        if (uri.type() != OtpAuthUri.Type.TOTP) {
            throw new VaultException("the vault keeps time-based one-time passwords alone");
        }
        String name = uri.issuer().isEmpty() ? uri.account() : uri.issuer() + ":" + uri.account();
        Map<String, OtpAuthUri> changed = new LinkedHashMap<>(accounts);
        changed.put(name, uri);
        VaultFile.seal(iterations, salt, bytes(random, VaultFile.NONCE_SIZE), key, encode(changed))
                .write(path, true);
        accounts.put(name, uri);
        return name;
    }

    /** In the order in which they were put. */
    public List<String> names() {
        return List.copyOf(accounts.keySet());
    }

    /**
     * An account's code as it is shown, in two groups: {@code "123 456"}.
     *
     * @throws VaultException if there is no such account
     */
    public String code(String name, Instant at) throws VaultException {
        OtpAuthUri uri = Optional.ofNullable(accounts.get(name))
                .orElseThrow(() -> new VaultException("the vault has no account " + name));
        String algorithm = "Hmac" + uri.algorithm();
        var generator =
                new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(uri.period()), uri.digits(), algorithm);
        try {
            String code = generator.generateOneTimePasswordString(
                    new SecretKeySpec(uri.secret().toArray(), algorithm), at, Locale.ROOT);
            int half = (code.length() + 1) / 2;
            return code.substring(0, half) + " " + code.substring(half);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("an HMAC takes every key", e);
        }
    }

    /** What is typed of a code that is shown: without the space. */
    public static String typed(String shown) {
        return shown.replaceAll("[\\s\u00a0\u3000]", "");
    }

    private static byte[] encode(Map<String, OtpAuthUri> accounts) {
        ArrayNode array = JSON.createArrayNode();
        accounts.forEach((name, uri) -> {
            ObjectNode account = array.addObject();
            account.put("name", name);
            account.put("issuer", uri.issuer());
            account.put("account", uri.account());
            account.put("secret", uri.secret().hex());
            account.put("algorithm", uri.algorithm().name());
            account.put("digits", uri.digits());
            account.put("period", uri.period());
        });
        return JSON.writeValueAsBytes(array);
    }

    private static Map<String, OtpAuthUri> decode(byte[] plain) throws VaultException {
        Map<String, OtpAuthUri> accounts = new LinkedHashMap<>();
        try {
            for (JsonNode account : JSON.readTree(plain)) {
                accounts.put(
                        account.required("name").asString(),
                        new OtpAuthUri(
                                OtpAuthUri.Type.TOTP,
                                account.required("issuer").asString(),
                                account.required("account").asString(),
                                Bytes.fromHex(account.required("secret").asString()),
                                OtpAuthUri.Algorithm.valueOf(
                                        account.required("algorithm").asString()),
                                account.required("digits").asInt(),
                                account.required("period").asInt(),
                                0));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw new VaultException("the vault was written by another program: its accounts cannot be read");
        }
        return accounts;
    }

    private static Bytes bytes(SecureRandom random, int size) {
        byte[] octets = new byte[size];
        random.nextBytes(octets);
        return Bytes.of(octets);
    }
}
