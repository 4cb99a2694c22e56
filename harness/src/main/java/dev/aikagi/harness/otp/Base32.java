package dev.aikagi.harness.otp;

import dev.aikagi.authenticator.bytes.Bytes;
import java.io.ByteArrayOutputStream;

/** RFC 4648 §6 without padding, as the key URI format asks. */
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32() {}

    static String encode(Bytes octets) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < octets.size(); i++) {
            buffer = (buffer << 8) | (octets.at(i) & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt((buffer >>> bits) & 0x1f));
            }
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt((buffer << (5 - bits)) & 0x1f));
        }
        return text.toString();
    }

    /**
     * Reads upper-case characters of the alphabet.
     *
     * @throws OtpAuthException if there is another character, a length that no octets give, or left-over bits
     */
    static Bytes decode(String text) throws OtpAuthException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < text.length(); i++) {
            buffer = (buffer << 5) | digit(text, i);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                octets.write(buffer >>> bits);
                buffer &= (1 << bits) - 1;
            }
        }
        if (bits >= 5 || buffer != 0) {
            throw new OtpAuthException("the secret of " + text.length() + " characters is cut off: not whole bytes");
        }
        return Bytes.of(octets.toByteArray());
    }

    private static int digit(String text, int at) throws OtpAuthException {
        int digit = ALPHABET.indexOf(text.charAt(at));
        if (digit < 0) {
            throw new OtpAuthException(
                    "the secret's character " + (at + 1) + " is none of A to Z and 2 to 7 (RFC 4648 §6)");
        }
        return digit;
    }
}
