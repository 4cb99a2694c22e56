package dev.aikagi.authenticator.extension;

import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import java.util.Optional;

/** CTAP 2.2 §12.9 thirdPartyPayment: whether somebody else than the relying party may have it sign payments. */
public final class ThirdPartyPayment implements Extension {
    @Override
    public String identifier() {
        return "thirdPartyPayment";
    }

    @Override
    public CredentialExtras attach(CborValue input, CredentialExtras extras, Making making) {
        return Extension.flag(input) ? extras.withThirdPartyPayment() : extras;
    }

    @Override
    public Optional<CborValue> made(CborValue input, CredentialExtras extras, Making making) {
        return Optional.of(CborValue.of(true)).filter(yes -> extras.thirdPartyPayment());
    }

    @Override
    public Optional<CborValue> used(CborValue input, PublicKeyCredentialSource credential, Using using) {
        return Extension.flag(input)
                ? Optional.of(CborValue.of(credential.extras().thirdPartyPayment()))
                : Optional.empty();
    }
}
