package dev.aikagi.authenticator.extension;

import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import java.util.List;
import java.util.Optional;

/**
 * WebAuthn L2 §10.3 uvm: how the user was verified, how the key is protected and what compares fingers or PINs, in the
 * numbers of the FIDO Registry of Predefined Values. Both protections are software, which is the truth.
 */
public final class Uvm implements Extension {
    private static final CborValue SOFTWARE = CborValue.of(1);

    @Override
    public String identifier() {
        return "uvm";
    }

    @Override
    public Optional<CborValue> made(CborValue input, CredentialExtras extras, Making making) {
        return told(input, making.using());
    }

    @Override
    public Optional<CborValue> used(CborValue input, PublicKeyCredentialSource credential, Using using) {
        return told(input, using);
    }

    private static Optional<CborValue> told(CborValue input, Using using) {
        CborValue entry = CborValue.of(List.of(CborValue.of(using.method().bit()), SOFTWARE, SOFTWARE));
        return Optional.of(CborValue.of(List.of(entry))).filter(any -> Extension.flag(input));
    }
}
