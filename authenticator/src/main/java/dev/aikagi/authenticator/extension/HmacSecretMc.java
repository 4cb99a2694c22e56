package dev.aikagi.authenticator.extension;

import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialExtras;
import java.util.Optional;

/** CTAP 2.2 §12.8 hmac-secret-mc: what hmac-secret answers later, already for the credential that was just made. */
public final class HmacSecretMc implements Extension {
    @Override
    public String identifier() {
        return "hmac-secret-mc";
    }

    /** Without hmac-secret in the same request there is no secret, and no answer. */
    @Override
    public Optional<CborValue> made(CborValue input, CredentialExtras extras, Making making) {
        return HmacSecret.answer(input, extras, making.using());
    }
}
