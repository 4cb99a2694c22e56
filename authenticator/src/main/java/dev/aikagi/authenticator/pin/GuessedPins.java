package dev.aikagi.authenticator.pin;

import java.util.Locale;
import java.util.Set;

/**
 * PINs that are tried first by whoever guesses. CTAP 2.2 §6.5.1 leaves to each key what its complexity policy is; this one
 * refuses one character or two over and over, counting up or down, and the best-known ones.
 */
final class GuessedPins {
    private static final Set<String> KNOWN = Set.of(
            "password", "passw0rd", "qwerty", "qwertyui", "qwertyuiop", "letmein", "iloveyou", "123123", "159753");

    private GuessedPins() {}

    static boolean contains(String pin) {
        int[] codePoints = pin.codePoints().toArray();
        long different = pin.codePoints().distinct().count();
        return different < 3 || counts(codePoints) || KNOWN.contains(pin.toLowerCase(Locale.ROOT));
    }

    private static boolean counts(int[] codePoints) {
        int step = codePoints[1] - codePoints[0];
        for (int i = 1; i < codePoints.length; i++) {
            if (codePoints[i] - codePoints[i - 1] != step) {
                return false;
            }
        }
        return Math.abs(step) == 1;
    }
}
