package dev.aikagi.authenticator.extension;

import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.CredentialStore;
import dev.aikagi.authenticator.credential.LargeBlob;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.LargeBlobInput;
import java.util.Optional;

/**
 * CTAP 2.3 §12.4 largeBlob: a blob beside a discoverable credential, read and written with an assertion. It is told among
 * the unsigned outputs.
 */
public final class LargeBlobInMessage implements Extension {
    private final CredentialStore store;
    private final int maxSize;

    /** {@code maxSize}: of a compressed blob, in bytes. */
    public LargeBlobInMessage(CredentialStore store, int maxSize) {
        this.store = store;
        this.maxSize = maxSize;
    }

    @Override
    public String identifier() {
        return "largeBlob";
    }

    /** A credential that is not discoverable has no room for one: that is refused only where it is required. */
    @Override
    public CredentialExtras attach(CborValue input, CredentialExtras extras, Making making) {
        if (LargeBlobInput.required(input) && !making.discoverable()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_OPTION);
        }
        return extras;
    }

    @Override
    public Optional<CborValue> madeUnsigned(CborValue input, Making making) {
        return Optional.of(new CborMapBuilder()
                .put("supported", CborValue.of(making.discoverable()))
                .build());
    }

    @Override
    public Optional<CborValue> usedUnsigned(CborValue input, PublicKeyCredentialSource credential, Using using) {
        LargeBlobInput asked = LargeBlobInput.decode(input);
        if (asked.write().isPresent()) {
            return Optional.of(new CborMapBuilder()
                    .put("written", CborValue.of(written(asked.write().get(), credential, using)))
                    .build());
        }
        return credential
                .extras()
                .largeBlob()
                .map(blob -> new CborMapBuilder()
                        .put("blob", CborValue.of(blob.compressed()))
                        .put("originalSize", CborValue.of(blob.originalSize()))
                        .build());
    }

    private boolean written(LargeBlobInput.Write asked, PublicKeyCredentialSource credential, Using using) {
        boolean able = using.present()
                && credential.discoverable()
                && asked.compressed().size() <= maxSize;
        if (able) {
            LargeBlob blob = new LargeBlob(asked.compressed(), asked.originalSize());
            store.update(credential.withExtras(credential.extras().withLargeBlob(blob)));
        }
        return able;
    }
}
