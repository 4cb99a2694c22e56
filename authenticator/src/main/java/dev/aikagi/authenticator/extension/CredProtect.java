package dev.aikagi.authenticator.extension;

import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import java.util.Optional;

/** CTAP 2.1 §12.1 credProtect: how much verification it takes to use a credential, or to learn of it. */
public final class CredProtect implements Extension {
    @Override
    public String identifier() {
        return "credProtect";
    }

    @Override
    public CredentialExtras attach(CborValue input, CredentialExtras extras, Making making) {
        long level = Extension.typed(input, CborValue.Int.class).value();
        if (level < CredentialExtras.UV_OPTIONAL || level > CredentialExtras.UV_REQUIRED) {
            throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_OPTION);
        }
        return extras.withProtection((int) level);
    }

    @Override
    public Optional<CborValue> made(CborValue input, CredentialExtras extras, Making making) {
        return Optional.of(CborValue.of(extras.protection()));
    }
}
