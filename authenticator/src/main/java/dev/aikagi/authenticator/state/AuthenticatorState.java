package dev.aikagi.authenticator.state;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.pin.PinState;
import java.security.SecureRandom;
import java.util.List;

/**
 * What outlasts power and ends with a reset, besides credentials and their counter.
 *
 * @param fingers those enrolled by authenticatorBioEnrollment, oldest first
 * @param largeBlobs the serialised large-blob array
 */
public record AuthenticatorState(
        PinState pin, DeviceSecrets secrets, Settings settings, List<FingerTemplate> fingers, Bytes largeBlobs) {
    /** The serialised large-blob array without blobs: an empty CBOR array and its hash, CTAP 2.1 §6.10. */
    public static final Bytes NO_LARGE_BLOBS = Bytes.fromHex("8076be8b528d0075f7aae98d6fa57a6d3c");

    public AuthenticatorState {
        fingers = List.copyOf(fingers);
    }

    /** A key as it leaves the factory, or authenticatorReset, with what its kind has set beforehand. */
    public static AuthenticatorState initial(SecureRandom random, PinState pin, Settings settings) {
        return new AuthenticatorState(pin, DeviceSecrets.fresh(random), settings, List.of(), NO_LARGE_BLOBS);
    }

    public AuthenticatorState withPin(PinState changed) {
        return new AuthenticatorState(changed, secrets, settings, fingers, largeBlobs);
    }

    /** Ends what the persistentPinUvAuthToken was given for, CTAP 2.2 §6.5.2.2 resetPersistentPinUvAuthToken. */
    public AuthenticatorState withPersistentToken(SecureRandom random) {
        return new AuthenticatorState(pin, secrets.withPersistentToken(random), settings, fingers, largeBlobs);
    }

    public AuthenticatorState withSettings(Settings changed) {
        return new AuthenticatorState(pin, secrets, changed, fingers, largeBlobs);
    }

    public AuthenticatorState withFingers(List<FingerTemplate> changed) {
        return new AuthenticatorState(pin, secrets, settings, changed, largeBlobs);
    }

    public AuthenticatorState withLargeBlobs(Bytes changed) {
        return new AuthenticatorState(pin, secrets, settings, fingers, changed);
    }

    /** Says nothing of large blobs either. */
    @Override
    public String toString() {
        return "AuthenticatorState[" + pin + ", " + settings + ", " + fingers.size() + " fingers]";
    }
}
