package dev.aikagi.authenticator.extension;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.HmacSecretInput;
import dev.aikagi.authenticator.pin.SharedSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * CTAP 2.1 §12.5 hmac-secret: one or two salts under a secret of the credential; verified users and others have
 * different ones.
 */
public final class HmacSecret implements Extension {
    private static final int SIZE = 32;

    @Override
    public String identifier() {
        return "hmac-secret";
    }

    @Override
    public CredentialExtras attach(CborValue input, CredentialExtras extras, Making making) {
        if (!Extension.flag(input)) {
            return extras;
        }
        byte[] seed = new byte[SIZE];
        making.random().nextBytes(seed);
        return extras.withHmacSeed(Bytes.of(seed));
    }

    @Override
    public Optional<CborValue> made(CborValue input, CredentialExtras extras, Making making) {
        return extras.hmacSeed().map(seed -> CborValue.of(true));
    }

    @Override
    public Optional<CborValue> used(CborValue input, PublicKeyCredentialSource credential, Using using) {
        if (!using.present()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_UNSUPPORTED_OPTION);
        }
        return answer(input, credential.extras(), using);
    }

    /** The salts under the credential's secret; empty where it has none. */
    static Optional<CborValue> answer(CborValue input, CredentialExtras extras, Using using) {
        HmacSecretInput asked = HmacSecretInput.decode(input);
        SharedSecret platform = using.protocols()
                .apply(asked.protocol())
                .decapsulate(asked.keyAgreement())
                .orElseThrow(() -> new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER));
        if (!platform.verifies(asked.saltEnc(), asked.saltAuth())) {
            throw new CtapException(CtapStatus.CTAP2_ERR_PIN_AUTH_INVALID);
        }
        Bytes salts = platform.decrypt(asked.saltEnc())
                .filter(text -> text.size() == SIZE || text.size() == 2 * SIZE)
                .orElseThrow(() -> new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER));
        boolean verified = using.method().verifies();
        return extras.hmacSeed().map(seed -> CborValue.of(platform.encrypt(outputs(secret(seed, verified), salts))));
    }

    /** CredRandomWithUV and CredRandomWithoutUV. */
    private static Bytes secret(Bytes seed, boolean verified) {
        String label = verified ? "CredRandomWithUV" : "CredRandomWithoutUV";
        return hmac(seed, Bytes.of(label.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Bytes outputs(Bytes secret, Bytes salts) {
        Bytes first = hmac(secret, salts.slice(0, SIZE));
        return salts.size() == SIZE ? first : Bytes.concat(first, hmac(secret, salts.slice(SIZE, 2 * SIZE)));
    }

    private static Bytes hmac(Bytes key, Bytes message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.toArray(), "HmacSHA256"));
            return Bytes.of(mac.doFinal(message.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
