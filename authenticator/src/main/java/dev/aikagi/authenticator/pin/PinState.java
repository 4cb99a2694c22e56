package dev.aikagi.authenticator.pin;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Optional;

/**
 * What has to outlast power about a key's PIN, CTAP 2.1 §6.5.1.
 *
 * @param hash the first 16 bytes of the PIN's SHA-256; empty where no PIN is set
 * @param length the PIN's length in code points
 * @param retries how often a wrong PIN may still be given, 8 to 0
 * @param uvRetries how often built-in user verification may still miss, 5 to 0
 * @param uvsSincePin how often built-in user verification succeeded since the PIN was last given, CTAP 2.2 §6.4
 */
public record PinState(
        Optional<Bytes> hash, int length, int retries, int uvRetries, int uvsSincePin, PinPolicy policy) {
    public static final int MAX_RETRIES = 8;
    public static final int MAX_UV_RETRIES = 5;

    /** A key without a PIN. */
    public static PinState initial(PinPolicy policy) {
        return new PinState(Optional.empty(), 0, MAX_RETRIES, MAX_UV_RETRIES, 0, policy);
    }

    public boolean set() {
        return hash.isPresent();
    }

    public int minLength() {
        return policy.minLength();
    }

    public boolean forceChange() {
        return policy.forceChange();
    }

    PinState withPin(Bytes newHash, int codePoints) {
        return new PinState(Optional.of(newHash), codePoints, MAX_RETRIES, uvRetries, uvsSincePin, policy.changed());
    }

    PinState withRetries(int left) {
        return new PinState(hash, length, left, uvRetries, uvsSincePin, policy);
    }

    /** The right PIN was given: all attempts at it and at the finger are there again. */
    PinState given() {
        return new PinState(hash, length, MAX_RETRIES, MAX_UV_RETRIES, 0, policy);
    }

    public PinState withUvRetries(int left) {
        return new PinState(hash, length, retries, left, uvsSincePin, policy);
    }

    /** The user was recognised. */
    public PinState recognised() {
        return new PinState(hash, length, retries, MAX_UV_RETRIES, uvsSincePin + 1, policy);
    }

    public PinState withPolicy(PinPolicy changed) {
        return new PinState(hash, length, retries, uvRetries, uvsSincePin, changed);
    }

    /** Says nothing of the hash: short PINs can be found from it. */
    @Override
    public String toString() {
        return "PinState[set " + set() + ", " + retries + " retries, " + uvRetries + " uv retries]";
    }

    /** Where it is kept; what is written is durable when {@link #write} returns. */
    public interface Memory {
        PinState read();

        void write(PinState state);
    }
}
