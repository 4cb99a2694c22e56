package dev.aikagi.harness.otp;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A one-time password as a portal hands it out: {@code otpauth://TYPE/ISSUER:ACCOUNT?secret=…}, after Google's key URI
 * format.
 *
 * @param issuer empty where none is named
 * @param secret 1 byte or more; never shown by {@link #toString()}
 * @param digits 6 to 8
 * @param period seconds of one TOTP step, 1 or more
 * @param counter of the next HOTP code
 */
public record OtpAuthUri(
        Type type,
        String issuer,
        String account,
        Bytes secret,
        Algorithm algorithm,
        int digits,
        int period,
        long counter) {
    private static final Pattern FORM = Pattern.compile("otpauth://([^/?#]*)/([^?#]*)\\?([^#]*)");

    /** What moves a code on: time (時間ベース) or a counter. */
    public enum Type {
        TOTP,
        HOTP
    }

    /** The keyed hash. */
    public enum Algorithm {
        SHA1,
        SHA256,
        SHA512
    }

    /**
     * Reads a URI, as it stands in a QR code.
     *
     * @throws OtpAuthException if an app could not take it
     */
    public static OtpAuthUri parse(String uri) throws OtpAuthException {
        Matcher form = FORM.matcher(uri.strip());
        if (!form.matches()) {
            throw new OtpAuthException("not of the form otpauth://TYPE/LABEL?secret=…");
        }
        Map<String, String> parameters = parameters(form.group(3));
        String label = decode(form.group(2), "label");
        int colon = label.indexOf(':');
        String prefix = colon < 0 ? "" : label.substring(0, colon).strip();
        String secret = Optional.ofNullable(parameters.get("secret"))
                .orElseThrow(() -> new OtpAuthException("the parameter secret is missing"));
        return new OtpAuthUri(
                choice(Type.class, form.group(1), "type"),
                parameters.getOrDefault("issuer", prefix),
                label.substring(colon + 1).strip(),
                secret(secret.replaceFirst("=+$", "")),
                choice(Algorithm.class, parameters.getOrDefault("algorithm", "SHA1"), "algorithm"),
                (int) number(parameters.getOrDefault("digits", "6"), "digits", 6, 8),
                (int) number(parameters.getOrDefault("period", "30"), "period", 1, 86_400),
                number(parameters.getOrDefault("counter", "0"), "counter", 0, 0xffff_ffffL));
    }

    /**
     * Takes a key as a person types it under 「スキャンできませんか?」: in groups, in either case. Time-based, SHA-1, six
     * digits, 30 seconds: no app asks for more.
     *
     * @throws OtpAuthException if the key is not base32
     */
    public static OtpAuthUri typedKey(String issuer, String account, String groupedSecret) throws OtpAuthException {
        String secret = groupedSecret.replaceAll("[\\s\u3000-]", "").toUpperCase(Locale.ROOT);
        return new OtpAuthUri(Type.TOTP, issuer, account, secret(secret), Algorithm.SHA1, 6, 30, 0);
    }

    /** The secret as a portal shows it: base32, unpadded, upper case. */
    public String secretBase32() {
        return Base32.encode(secret);
    }

    /** All but the secret. */
    @Override
    public String toString() {
        return "%s %s:%s %s %d digits, %s"
                .formatted(type, issuer, account, algorithm, digits, type == Type.TOTP ? period + " s" : "#" + counter);
    }

    private static Bytes secret(String text) throws OtpAuthException {
        Bytes secret = Base32.decode(text);
        if (secret.isEmpty()) {
            throw new OtpAuthException("the secret is empty");
        }
        return secret;
    }

    private static Map<String, String> parameters(String query) throws OtpAuthException {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), name);
            if (parameters.putIfAbsent(name, value) != null) {
                throw new OtpAuthException("the parameter " + name + " stands twice");
            }
        }
        return parameters;
    }

    /** RFC 3986 §2.1, UTF-8. A plus is a plus, as most apps have it: only %20 is a space. */
    private static String decode(String text, String part) throws OtpAuthException {
        ByteBuffer octets = ByteBuffer.allocate(text.length() * 4);
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                octets.put(hexOctet(raw, i + 1, part));
                i += 2;
            } else {
                octets.put(raw[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new OtpAuthException("the " + part + " is not percent-encoded UTF-8");
        }
    }

    private static byte hexOctet(byte[] raw, int at, String part) throws OtpAuthException {
        int high = at + 1 < raw.length ? Character.digit(raw[at], 16) : -1;
        int low = at + 1 < raw.length ? Character.digit(raw[at + 1], 16) : -1;
        if (high < 0 || low < 0) {
            throw new OtpAuthException("the " + part + " has a % without two hexadecimal digits");
        }
        return (byte) ((high << 4) | low);
    }

    private static <T extends Enum<T>> T choice(Class<T> choices, String text, String part) throws OtpAuthException {
        for (T choice : choices.getEnumConstants()) {
            if (choice.name().equalsIgnoreCase(text)) {
                return choice;
            }
        }
        throw new OtpAuthException("the " + part + " " + text + " is unknown");
    }

    private static long number(String text, String part, long least, long most) throws OtpAuthException {
        if (text.matches("[0-9]{1,10}")) {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw new OtpAuthException("%s is %s, not a number from %d to %d".formatted(part, text, least, most));
    }
}
