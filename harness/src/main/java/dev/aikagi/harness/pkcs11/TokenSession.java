package dev.aikagi.harness.pkcs11;

import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialKey;
import java.io.IOException;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/** A token that this process is logged in to, and the private keys in it by their names. */
final class TokenSession implements AutoCloseable {
    private static final String PROVIDER = "SunPKCS11";

    private final String token;
    private final Provider provider;
    private final KeyStore keyStore;

    private TokenSession(String token, Provider provider, KeyStore keyStore) {
        this.token = token;
        this.provider = provider;
        this.keyStore = keyStore;
    }

    /** Logs in; {@code pin} is the caller's to wipe. */
    static TokenSession open(Pkcs11Configuration configuration, char[] pin) throws TokenException {
        String token = configuration.token();
        try {
            Provider provider = unconfigured().configure(configuration.forProvider());
            KeyStore keyStore = KeyStore.getInstance("PKCS11", provider);
            keyStore.load(null, pin);
            return new TokenSession(token, provider, keyStore);
        } catch (TokenException e) {
            throw e;
        } catch (InvalidParameterException e) {
            throw TokenException.of("the PKCS#11 configuration", e);
        } catch (GeneralSecurityException | ProviderException | IOException e) {
            throw TokenException.of(token, e);
        }
    }

    private static Provider unconfigured() throws TokenException {
        return Optional.ofNullable(Security.getProvider(PROVIDER))
                .orElseThrow(() -> new TokenException(
                        "this Java has no " + PROVIDER + ": it was built without the module jdk.crypto.cryptoki"));
    }

    /** For people. */
    String token() {
        return token;
    }

    Provider provider() {
        return provider;
    }

    /** Whether keys of that algorithm can be made in the token and used there. */
    boolean offers(CoseAlgorithm algorithm) {
        try {
            generator(algorithm);
            return provider.getService("Signature", algorithm.signatureAlgorithm()) != null;
        } catch (GeneralSecurityException | ProviderException e) {
            return false;
        }
    }

    /** Makes a pair in the token, which forgets it unless it is kept. */
    KeyPair generate(CoseAlgorithm algorithm) throws GeneralSecurityException {
        return requireSecret(generator(algorithm).generateKeyPair(), token);
    }

    /** There are tokens that do not heed what a private key is to be like. */
    static KeyPair requireSecret(KeyPair pair, String token) throws GeneralSecurityException {
        byte @Nullable [] outside = pair.getPrivate().getEncoded();
        if (outside != null) {
            throw new GeneralSecurityException(token + " gives its private keys away");
        }
        return pair;
    }

    private KeyPairGenerator generator(CoseAlgorithm algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keyAlgorithm(), provider);
        generator.initialize(CredentialKey.parameters(algorithm));
        return generator;
    }

    /** Keeps a private key, under its certificate's public half. */
    void keep(String name, PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        keyStore.setKeyEntry(name, key, null, new Certificate[] {certificate});
    }

    /** The private key of that name. */
    PrivateKey key(String name) throws GeneralSecurityException {
        if (keyStore.getKey(name, null) instanceof PrivateKey key) {
            return key;
        }
        throw new UnrecoverableKeyException(token + " has no private key " + name + " any more");
    }

    /** What is in the token under whatever name. */
    List<String> names() throws GeneralSecurityException {
        return Collections.list(keyStore.aliases());
    }

    void delete(String name) throws GeneralSecurityException {
        if (keyStore.containsAlias(name)) {
            keyStore.deleteEntry(name);
        }
    }

    /** Logs out, and with that whatever else in this process uses the token. */
    @Override
    public void close() {
        if (provider instanceof AuthProvider loggedIn) {
            try {
                loggedIn.logout();
            } catch (LoginException | ProviderException e) {
                return; // the token is gone, and with it the login
            }
        }
    }
}
