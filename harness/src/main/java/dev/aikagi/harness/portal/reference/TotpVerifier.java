package dev.aikagi.harness.portal.reference;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/** One shared secret: SHA-1, 6 digits, 30 s, one step of tolerance, each step accepted once (RFC 6238 §5.2). */
final class TotpVerifier {
    static final Duration PERIOD = Duration.ofSeconds(30);
    static final int DIGITS = 6;

    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator(PERIOD, DIGITS);
    private final byte[] secret;
    private long lastStep = Long.MIN_VALUE;

    TotpVerifier(byte[] secret) {
        this.secret = secret.clone();
    }

    /** The secret as it is typed, without the groups. */
    String base32() {
        return Base32.toBase32String(secret).replace("=", "");
    }

    /** Accepts a code of the present step or its neighbours, never one of a step at or before the last accepted. */
    synchronized boolean accepts(String code, Instant now) {
        if (!CODE.matcher(code).matches()) {
            return false;
        }
        long present = now.getEpochSecond() / PERIOD.toSeconds();
        long matched = Long.MIN_VALUE;
        // All three are computed always: the time taken tells nothing.
        for (long step = present - 1; step <= present + 1; step++) {
            if (Tokens.same(codeOf(step), code) && step > lastStep) {
                matched = Math.max(matched, step);
            }
        }
        if (matched == Long.MIN_VALUE) {
            return false;
        }
        lastStep = matched;
        return true;
    }

    private String codeOf(long step) {
        try {
            Instant instant = Instant.ofEpochSecond(step * PERIOD.toSeconds());
            return generator.generateOneTimePasswordString(new SecretKeySpec(secret, "HmacSHA1"), instant, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HMAC takes any key", e);
        }
    }
}
