package dev.aikagi.authenticator.extension;

import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialExtras;
import java.util.Optional;

/** CTAP 2.1 §12.4 minPinLength: tells the policy to relying parties that may know it. */
public final class MinPinLength implements Extension {
    @Override
    public String identifier() {
        return "minPinLength";
    }

    @Override
    public Optional<CborValue> made(CborValue input, CredentialExtras extras, Making making) {
        boolean told = Extension.flag(input)
                && making.pin().policy().minLengthReaders().contains(making.rpId());
        return told ? Optional.of(CborValue.of(making.pin().minLength())) : Optional.empty();
    }
}
