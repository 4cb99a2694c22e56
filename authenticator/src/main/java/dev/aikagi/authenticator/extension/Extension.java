package dev.aikagi.authenticator.extension;

import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.env.UserVerificationMethod;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.pin.PinState;
import dev.aikagi.authenticator.pin.PinUvAuthProtocol;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.LongFunction;

/** What an extension does when a credential is made, and when it is used. Without a say it does nothing. */
public interface Extension {
    /** The extension identifier, the key of its input and output. */
    String identifier();

    /** What it attaches to the credential about to be made. */
    default CredentialExtras attach(CborValue input, CredentialExtras extras, Making making) {
        return extras;
    }

    /** Its output for a credential that was made. */
    default Optional<CborValue> made(CborValue input, CredentialExtras extras, Making making) {
        return Optional.empty();
    }

    /** Its output for a credential that is used. */
    default Optional<CborValue> used(CborValue input, PublicKeyCredentialSource credential, Using using) {
        return Optional.empty();
    }

    /** Its output for a credential that was made, beside what is signed. */
    default Optional<CborValue> madeUnsigned(CborValue input, Making making) {
        return Optional.empty();
    }

    /** Its output for a credential that is used, beside what is signed. */
    default Optional<CborValue> usedUnsigned(CborValue input, PublicKeyCredentialSource credential, Using using) {
        return Optional.empty();
    }

    /** The circumstances in which a credential is made. */
    record Making(String rpId, boolean discoverable, PinState pin, Using using, SecureRandom random) {}

    /**
     * The circumstances in which a credential is used, or made.
     *
     * @param method how the user was verified, if at all
     * @param protocols by their numbers
     */
    record Using(boolean present, UserVerificationMethod method, LongFunction<PinUvAuthProtocol> protocols) {}

    /** The input as the type it has to be; CTAP2_ERR_CBOR_UNEXPECTED_TYPE. */
    static <T extends CborValue> T typed(CborValue input, Class<T> type) {
        if (!type.isInstance(input)) {
            throw new CtapException(CtapStatus.CTAP2_ERR_CBOR_UNEXPECTED_TYPE);
        }
        return type.cast(input);
    }

    /** An input that says yes or no. */
    static boolean flag(CborValue input) {
        return typed(input, CborValue.Bool.class).value();
    }
}
