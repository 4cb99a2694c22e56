package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.security.SecureRandom;
import java.util.Optional;

/** Keeps nothing: a private key is in its credential, and goes with it. */
final class SoftwareKeyVault implements KeyVault {
    @Override
    public boolean offers(CoseAlgorithm algorithm) {
        return algorithm.available();
    }

    @Override
    public CredentialKey generate(CoseAlgorithm algorithm, SecureRandom random) {
        return CredentialKey.generate(algorithm, random);
    }

    @Override
    public Optional<TokenKey> find(CoseAlgorithm algorithm, Bytes handle) {
        return Optional.empty();
    }

    @Override
    public void forget(CredentialKey key) {}

    @Override
    public void clear() {}

    @Override
    public void close() {}
}
