package dev.aikagi.authenticator.extension;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import java.util.Optional;

/**
 * CTAP 2.1 §12.3 largeBlobKey: a key for the platform to encrypt a large blob with. It is told beside the
 * authenticator data, never in it.
 */
public final class LargeBlobKey implements Extension {
    private static final int KEY_SIZE = 32;

    @Override
    public String identifier() {
        return "largeBlobKey";
    }

    @Override
    public CredentialExtras attach(CborValue input, CredentialExtras extras, Making making) {
        requireTrue(input);
        if (!making.discoverable()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_OPTION);
        }
        byte[] key = new byte[KEY_SIZE];
        making.random().nextBytes(key);
        return extras.withLargeBlobKey(Bytes.of(key));
    }

    @Override
    public Optional<CborValue> used(CborValue input, PublicKeyCredentialSource credential, Using using) {
        requireTrue(input);
        return Optional.empty();
    }

    private static void requireTrue(CborValue input) {
        if (!Extension.flag(input)) {
            throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_OPTION);
        }
    }
}
