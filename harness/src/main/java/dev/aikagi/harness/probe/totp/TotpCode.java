package dev.aikagi.harness.probe.totp;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.otp.OtpAuthUri;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** RFC 6238 by hand, so that an attacker's time and seed may be put in. */
final class TotpCode {
    private TotpCode() {}

    /** The code of a step that the URI's app would show. */
    static String of(OtpAuthUri uri, long step) {
        return of(uri.secret(), "Hmac" + uri.algorithm().name(), uri.digits(), step);
    }

    /** The same URI with another seed. */
    static OtpAuthUri with(OtpAuthUri like, Bytes secret) {
        return new OtpAuthUri(
                like.type(),
                like.issuer(),
                like.account(),
                secret,
                like.algorithm(),
                like.digits(),
                like.period(),
                like.counter());
    }

    private static String of(Bytes secret, String algorithm, int digits, long step) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.toArray(), algorithm));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xF;
            long number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7FFF_FFFFL;
            long modulus = (long) Math.pow(10, digits);
            return String.format(Locale.ROOT, "%0" + digits + "d", number % modulus);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
