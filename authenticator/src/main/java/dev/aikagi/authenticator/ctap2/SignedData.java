package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.message.AuthenticatorData;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Makes the authenticator data of an answer: flags and counter as the profile has them, then the declared seam. */
final class SignedData {
    private final AuthenticatorProfile profile;
    private final Environment environment;

    SignedData(Key key) {
        this.profile = key.profile();
        this.environment = key.environment();
    }

    Bytes of(
            String rpId,
            boolean present,
            boolean verified,
            Optional<AuthenticatorData.AttestedCredential> attested,
            CborValue.Map extensions) {
        AuthenticatorData data = new AuthenticatorData(
                sha256(rpId),
                new AuthenticatorData.Flags(present, verified, profile.backupEligible(), profile.backedUp()),
                profile.counting() ? environment.credentials().nextCount() : 0,
                attested,
                extensions);
        return environment.filter().filter(data).encode();
    }

    static Bytes sha256(String rpId) {
        return sha256(utf8(rpId));
    }

    static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Bytes sha256(Bytes message) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(message.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
