package dev.aikagi.authenticator.extension;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import java.util.Optional;

/** CTAP 2.1 §12.2 credBlob: a few bytes that a discoverable credential carries. */
public final class CredBlob implements Extension {
    /** In bytes, as authenticatorGetInfo says. */
    public static final int MAX_SIZE = 32;

    @Override
    public String identifier() {
        return "credBlob";
    }

    @Override
    public CredentialExtras attach(CborValue input, CredentialExtras extras, Making making) {
        Bytes blob = Extension.typed(input, CborValue.Octets.class).value();
        return making.discoverable() && blob.size() <= MAX_SIZE ? extras.withBlob(blob) : extras;
    }

    @Override
    public Optional<CborValue> made(CborValue input, CredentialExtras extras, Making making) {
        return Optional.of(CborValue.of(extras.blob().isPresent()));
    }

    @Override
    public Optional<CborValue> used(CborValue input, PublicKeyCredentialSource credential, Using using) {
        return Extension.flag(input)
                ? Optional.of(CborValue.of(credential.extras().blob().orElse(Bytes.EMPTY)))
                : Optional.empty();
    }
}
