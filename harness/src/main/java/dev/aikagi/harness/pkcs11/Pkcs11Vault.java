package dev.aikagi.harness.pkcs11;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.credential.KeyVault;
import dev.aikagi.authenticator.credential.TokenKey;
import dev.aikagi.authenticator.credential.VaultFullException;
import dev.aikagi.authenticator.keyfile.VaultReference;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Private keys in a token. Each is named {@code aikagi-OWNER-HANDLE}, both in hexadecimal, so that the keys of one owner are
 * found without knowing their handles. UncheckedIOException if the token fails.
 */
public final class Pkcs11Vault implements KeyVault {
    private static final int OWNER_SIZE = 8;
    private static final int HANDLE_SIZE = 16;
    private static final Bytes ATTESTATION = Bytes.of("attestation".getBytes(StandardCharsets.US_ASCII));

    private final TokenSession session;
    private final VaultReference reference;
    private final SecureRandom fresh;
    private final Set<CoseAlgorithm> offered;

    private Pkcs11Vault(TokenSession session, VaultReference reference, SecureRandom fresh) {
        this.session = session;
        this.reference = reference;
        this.fresh = fresh;
        this.offered =
                Arrays.stream(CoseAlgorithm.values()).filter(session::offers).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The reference of a new key.
     *
     * @param configuration of SunPKCS11, with {@code token = LABEL} in the place of a slot where that is wanted
     */
    public static VaultReference reference(String configuration, SecureRandom fresh) {
        byte[] owner = new byte[OWNER_SIZE];
        fresh.nextBytes(owner);
        return new VaultReference(configuration, Bytes.of(owner));
    }

    /**
     * Logs in to the token of a key.
     *
     * @param pin is not kept, nor wiped: it is the caller's
     * @param fresh chance that never repeats: a handle that comes again would take another's place
     * @throws TokenException that says what is wrong with library, token or PIN
     */
    public static Pkcs11Vault open(VaultReference reference, char[] pin, SecureRandom fresh) throws TokenException {
        return new Pkcs11Vault(
                TokenSession.open(new Pkcs11Configuration(reference.configuration()), pin), reference, fresh);
    }

    /** Which token a key's private keys are in, for people. */
    public static String token(VaultReference reference) throws TokenException {
        return new Pkcs11Configuration(reference.configuration()).token();
    }

    public VaultReference reference() {
        return reference;
    }

    @Override
    public boolean offers(CoseAlgorithm algorithm) {
        return offered.contains(algorithm);
    }

    @Override
    public CredentialKey generate(CoseAlgorithm algorithm, SecureRandom random) throws VaultFullException {
        byte[] handle = new byte[HANDLE_SIZE];
        fresh.nextBytes(handle);
        Key key = new Key(Bytes.of(handle), algorithm);
        return CredentialKey.of(algorithm, key, make(key));
    }

    /** Makes the pair on P-256 that the key attests with; clearing leaves it. The private half is a {@link TokenKey}. */
    public KeyPair attestationPair() throws VaultFullException {
        Key key = new Key(ATTESTATION, CoseAlgorithm.ES256);
        return new KeyPair(make(key), key);
    }

    /** The public half, as one in software: the token need not be asked for it again. */
    private PublicKey make(Key key) throws VaultFullException {
        try {
            KeyPair pair = session.generate(key.algorithm);
            session.keep(
                    key.name(),
                    pair.getPrivate(),
                    TokenCertificate.of(key.name(), pair, key.algorithm, session.provider()));
            return CredentialKey.publicKey(
                    key.algorithm, Bytes.of(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException | ProviderException e) {
            if (TokenException.saysFull(e)) {
                throw new VaultFullException(session.token() + " is full", e);
            }
            throw failed(e);
        }
    }

    @Override
    public Optional<TokenKey> find(CoseAlgorithm algorithm, Bytes handle) {
        return Optional.of(new Key(handle, algorithm));
    }

    @Override
    public void forget(CredentialKey key) {
        key.handle().ifPresent(handle -> delete(name(handle)));
    }

    @Override
    public void clear() {
        try {
            session.names().stream()
                    .filter(name -> name.startsWith(prefix()) && !name.equals(name(ATTESTATION)))
                    .forEach(this::delete);
        } catch (GeneralSecurityException | ProviderException e) {
            throw failed(e);
        }
    }

    private void delete(String name) {
        try {
            session.delete(name);
        } catch (GeneralSecurityException | ProviderException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        session.close();
    }

    private String prefix() {
        return "aikagi-" + reference.owner().hex() + "-";
    }

    private String name(Bytes handle) {
        return prefix() + handle.hex();
    }

    private UncheckedIOException failed(Exception e) {
        return new UncheckedIOException(TokenException.of(session.token(), e));
    }

    /** A private key that the token is asked for when it is used. */
    private final class Key implements TokenKey {
        private static final long serialVersionUID = 1L;

        private final transient Bytes handle;
        private final CoseAlgorithm algorithm;

        Key(Bytes handle, CoseAlgorithm algorithm) {
            this.handle = handle;
            this.algorithm = algorithm;
        }

        String name() {
            return Pkcs11Vault.this.name(handle);
        }

        @Override
        public Bytes handle() {
            return handle;
        }

        @Override
        public Provider provider() {
            return session.provider();
        }

        @Override
        public PrivateKey inToken() throws GeneralSecurityException {
            return session.key(name());
        }

        @Override
        public String getAlgorithm() {
            return algorithm.keyAlgorithm();
        }
    }
}
