package dev.aikagi.authenticator.extension;

import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialExtras;
import java.util.Optional;

/** CTAP 2.2 §12.10 pinComplexityPolicy: tells relying parties that may know it whether guessed PINs are refused. */
public final class PinComplexityPolicy implements Extension {
    @Override
    public String identifier() {
        return "pinComplexityPolicy";
    }

    @Override
    public Optional<CborValue> made(CborValue input, CredentialExtras extras, Making making) {
        boolean told = Extension.flag(input)
                && making.pin().policy().minLengthReaders().contains(making.rpId());
        return told ? Optional.of(CborValue.of(making.pin().policy().complex())) : Optional.empty();
    }
}
