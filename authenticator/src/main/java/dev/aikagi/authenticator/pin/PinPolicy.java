package dev.aikagi.authenticator.pin;

import java.util.List;

/**
 * What a PIN has to be like.
 *
 * @param minLength the least length in code points, 4 to 63
 * @param minLengthReaders relying parties that may learn it by the minPinLength extension, and the complexity policy by
 *     pinComplexityPolicy
 * @param complex whether PINs that are easily guessed are refused, CTAP 2.2 §6.5.1
 * @param forceChange whether the PIN has to be changed before it is good for anything
 */
public record PinPolicy(int minLength, List<String> minLengthReaders, boolean complex, boolean forceChange) {
    public static final int LEAST_MIN_LENGTH = 4;

    /** In bytes, so in code points, too: CTAP 2.1 §6.5.1. */
    public static final int MAX_LENGTH = 63;

    /** What CTAP 2.1 §6.5.1 wants of all PINs. */
    public static final PinPolicy LEAST = new PinPolicy(LEAST_MIN_LENGTH, List.of(), false, false);

    public PinPolicy {
        minLengthReaders = List.copyOf(minLengthReaders);
    }

    PinPolicy changed() {
        return new PinPolicy(minLength, minLengthReaders, complex, false);
    }
}
