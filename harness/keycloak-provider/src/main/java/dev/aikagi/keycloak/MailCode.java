package dev.aikagi.keycloak;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A one-time password that was mailed.
 *
 * @param expiresAt in seconds since 1970; then it is no longer taken
 * @param triesLeft wrong ones that may still be typed before it dies
 */
record MailCode(String digits, long expiresAt, int triesLeft) {
    /** What came of typing a code. */
    enum Verdict {
        RIGHT,
        WRONG,
        EXPIRED
    }

    /** Reads what {@link #toNote} wrote; empty for anything else. */
    static Optional<MailCode> ofNote(@Nullable String note) {
        if (note == null || !note.matches("[0-9]{1,9}:[0-9]{1,18}:[0-9]{1,3}")) {
            return Optional.empty();
        }
        String[] parts = note.split(":", -1);
        return Optional.of(new MailCode(parts[0], Long.parseLong(parts[1]), Integer.parseInt(parts[2])));
    }

    String toNote() {
        return digits + ":" + expiresAt + ":" + triesLeft;
    }

    boolean isAlive(long now) {
        return now < expiresAt && triesLeft > 0;
    }

    /** A right code after its time is expired; a wrong one is wrong at any time. */
    Verdict judge(String typed, long now) {
        boolean same =
                MessageDigest.isEqual(digits.getBytes(StandardCharsets.UTF_8), typed.getBytes(StandardCharsets.UTF_8));
        if (!same) {
            return Verdict.WRONG;
        }
        return isAlive(now) ? Verdict.RIGHT : Verdict.EXPIRED;
    }

    MailCode afterWrongTry() {
        return new MailCode(digits, expiresAt, Math.max(0, triesLeft - 1));
    }

    /** Not the digits: a log may show it. */
    @Override
    public String toString() {
        return "MailCode[expiresAt=" + expiresAt + ", triesLeft=" + triesLeft + "]";
    }
}
