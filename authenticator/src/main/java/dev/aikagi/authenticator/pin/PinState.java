package dev.aikagi.authenticator.pin;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * What has to outlast power about a key's PIN, CTAP 2.1 §6.5.1.
 *
 * @param hash the first 16 bytes of the PIN's SHA-256; empty where no PIN is set
 * @param length the PIN's length in code points
 * @param retries how often a wrong PIN may still be given, 8 to 0
 * @param uvRetries how often built-in user verification may still miss, 5 to 0
 * @param minLength the least length of a PIN in code points, 4 to 63
 * @param minLengthReaders relying parties that may learn it by the minPinLength extension
 * @param forceChange whether the PIN has to be changed before it is good for anything
 */
public record PinState(
        Optional<Bytes> hash,
        int length,
        int retries,
        int uvRetries,
        int minLength,
        List<String> minLengthReaders,
        boolean forceChange) {
    public static final int MAX_RETRIES = 8;
    public static final int MAX_UV_RETRIES = 5;
    public static final int LEAST_MIN_LENGTH = 4;

    /** A key without a PIN. */
    public static final PinState INITIAL =
            new PinState(Optional.empty(), 0, MAX_RETRIES, MAX_UV_RETRIES, LEAST_MIN_LENGTH, List.of(), false);

    public PinState {
        minLengthReaders = List.copyOf(minLengthReaders);
    }

    public boolean set() {
        return hash.isPresent();
    }

    PinState withPin(Bytes newHash, int codePoints) {
        return new PinState(
                Optional.of(newHash), codePoints, MAX_RETRIES, uvRetries, minLength, minLengthReaders, false);
    }

    PinState withRetries(int left) {
        return new PinState(hash, length, left, uvRetries, minLength, minLengthReaders, forceChange);
    }

    public PinState withUvRetries(int left) {
        return new PinState(hash, length, retries, left, minLength, minLengthReaders, forceChange);
    }

    /** A new policy; whoever may read it stays as it was where {@code readers} is empty. */
    public PinState withPolicy(int newMinLength, Optional<List<String>> readers, boolean change) {
        return new PinState(hash, length, retries, uvRetries, newMinLength, readers.orElse(minLengthReaders), change);
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
