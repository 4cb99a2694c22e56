package dev.aikagi.authenticator.state;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.pin.PinState;
import java.security.SecureRandom;

/**
 * What outlasts power and ends with a reset, besides credentials and their counter.
 *
 * @param wrappingKey 32 bytes: credentials that are not discoverable are encrypted with it
 * @param alwaysUv whether every credential takes user verification, CTAP 2.1 §7.2
 * @param enterpriseAttestation whether it is enabled, CTAP 2.1 §7.1
 * @param largeBlobs the serialised large-blob array
 */
public record AuthenticatorState(
        PinState pin, Bytes wrappingKey, boolean alwaysUv, boolean enterpriseAttestation, Bytes largeBlobs) {
    /** The serialised large-blob array without blobs: an empty CBOR array and its hash, CTAP 2.1 §6.10. */
    public static final Bytes NO_LARGE_BLOBS = Bytes.fromHex("8076be8b528d0075f7aae98d6fa57a6d3c");

    private static final int WRAPPING_KEY_SIZE = 32;

    /** A key as it leaves the factory, or authenticatorReset. */
    public static AuthenticatorState initial(SecureRandom random) {
        byte[] wrappingKey = new byte[WRAPPING_KEY_SIZE];
        random.nextBytes(wrappingKey);
        return new AuthenticatorState(PinState.INITIAL, Bytes.of(wrappingKey), false, false, NO_LARGE_BLOBS);
    }

    public AuthenticatorState withPin(PinState changed) {
        return new AuthenticatorState(changed, wrappingKey, alwaysUv, enterpriseAttestation, largeBlobs);
    }

    public AuthenticatorState withAlwaysUv(boolean changed) {
        return new AuthenticatorState(pin, wrappingKey, changed, enterpriseAttestation, largeBlobs);
    }

    public AuthenticatorState withEnterpriseAttestation(boolean changed) {
        return new AuthenticatorState(pin, wrappingKey, alwaysUv, changed, largeBlobs);
    }

    public AuthenticatorState withLargeBlobs(Bytes changed) {
        return new AuthenticatorState(pin, wrappingKey, alwaysUv, enterpriseAttestation, changed);
    }

    /** Says nothing of the wrapping key. */
    @Override
    public String toString() {
        return "AuthenticatorState[" + pin + ", alwaysUv " + alwaysUv + "]";
    }
}
