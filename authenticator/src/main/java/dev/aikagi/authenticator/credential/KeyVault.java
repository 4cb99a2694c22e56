package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Where the private keys of credentials are made. In software they then are wherever the credential is: in its id, or in
 * the key's memory. In a token they stay, and id and memory hold a handle. One thread at a time uses it.
 */
public interface KeyVault extends AutoCloseable {
    /** Private keys are made, and used, in this process. */
    KeyVault SOFTWARE = new SoftwareKeyVault();

    /** Whether it can make keys of that algorithm and sign with them. */
    boolean offers(CoseAlgorithm algorithm);

    /**
     * Makes a fresh pair on the algorithm's curve, or of RSA with 2048 bits.
     *
     * @param random of which a token makes no use: it has its own
     * @throws VaultFullException if there is no room for another
     */
    CredentialKey generate(CoseAlgorithm algorithm, SecureRandom random) throws VaultFullException;

    /**
     * The private key of a handle that it has given out. Whether the token still has it may show only when it signs.
     *
     * @return empty where private keys have no handles
     */
    Optional<TokenKey> find(CoseAlgorithm algorithm, Bytes handle);

    /** The credential is gone, and its private key may go, too. */
    void forget(CredentialKey key);

    /** All credentials are gone, those as well that only their relying parties knew. */
    void clear();

    @Override
    void close();
}
