package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A token as the engine sees one: it knows P-256 alone, and its private keys stay behind handles. */
public final class Drawer implements KeyVault {
    public final Map<Bytes, PrivateKey> keys = new LinkedHashMap<>();
    public int capacity = 100;

    @Override
    public boolean offers(CoseAlgorithm algorithm) {
        return algorithm == CoseAlgorithm.ES256;
    }

    @Override
    public CredentialKey generate(CoseAlgorithm algorithm, SecureRandom random) throws VaultFullException {
        if (keys.size() >= capacity) {
            throw new VaultFullException("the drawer is full", new GeneralSecurityException());
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(CredentialKey.parameters(algorithm), random);
            KeyPair pair = generator.generateKeyPair();
            byte[] handle = new byte[16];
            random.nextBytes(handle);
            keys.put(Bytes.of(handle), pair.getPrivate());
            return CredentialKey.of(algorithm, new Handle(this, Bytes.of(handle)), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Optional<TokenKey> find(CoseAlgorithm algorithm, Bytes handle) {
        return Optional.of(new Handle(this, handle));
    }

    @Override
    public void forget(CredentialKey key) {
        keys.remove(key.handle().orElseThrow());
    }

    @Override
    public void clear() {
        keys.clear();
    }

    @Override
    public void close() {}

    private record Handle(Drawer drawer, Bytes handle) implements TokenKey {
        @Override
        public Provider provider() {
            return Security.getProvider("SunEC");
        }

        @Override
        public PrivateKey inToken() throws GeneralSecurityException {
            return Optional.ofNullable(drawer.keys.get(handle))
                    .orElseThrow(() -> new InvalidKeyException("the drawer has it no more"));
        }

        @Override
        public String getAlgorithm() {
            return "EC";
        }
    }
}
