package dev.aikagi.authenticator.ctap1;

import dev.aikagi.authenticator.apdu.ApduException;
import dev.aikagi.authenticator.apdu.StatusWord;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.credential.CredentialWrapper;
import dev.aikagi.authenticator.credential.VaultFullException;
import dev.aikagi.authenticator.env.Environment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Credential ids as U2F sees them. */
final class KeyHandles {
    private final Environment environment;

    KeyHandles(Environment environment) {
        this.environment = environment;
    }

    /** ApduException 6A84 if there is no room for another private key. */
    CredentialKey generate() {
        try {
            return environment.credentials().vault().generate(CoseAlgorithm.ES256, environment.random());
        } catch (VaultFullException e) {
            throw new ApduException(StatusWord.NOT_ENOUGH_MEMORY);
        }
    }

    Bytes wrap(CredentialKey pair, Bytes application) {
        return wrapper().wrap(pair, CredentialExtras.NONE, application);
    }

    /** The credential's key, if it is one that U2F can use: of P-256, and usable without verification. */
    Optional<CredentialKey> find(Bytes handle, Bytes application) {
        Optional<CredentialWrapper.Unwrapped> kept = environment.credentials().all().stream()
                .filter(credential -> credential.id().equals(handle)
                        && sha256(credential.rpId()).equals(application))
                .map(credential -> new CredentialWrapper.Unwrapped(credential.key(), credential.extras()))
                .findFirst();
        return kept.or(() -> wrapper().unwrap(handle, application))
                .filter(found -> found.extras().allows(false, true))
                .map(CredentialWrapper.Unwrapped::key)
                .filter(key -> key.algorithm() == CoseAlgorithm.ES256);
    }

    private CredentialWrapper wrapper() {
        return new CredentialWrapper(
                environment.state().read().orElseThrow().secrets().wrappingKey(),
                environment.random(),
                environment.credentials().vault());
    }

    private static Bytes sha256(String rpId) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(rpId.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
