package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The ways in which bytes are written in text. */
final class Encodings {
    private static final Pattern HEX = Pattern.compile("(0x)?([0-9a-fA-F]{2})+");
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+={0,2}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

    private Encodings() {}

    /** Every encoding that the text can be in, the likeliest first: what is all hexadecimal is seldom base64. */
    static Map<String, Bytes> readings(String text) {
        Map<String, Bytes> readings = new LinkedHashMap<>();
        String dense = text.replaceAll("\\s", "");
        String hex = dense.replace(":", "");
        if (HEX.matcher(hex).matches()) {
            readings.put("hexadecimal", Bytes.fromHex(hex.replaceFirst("^0x", "")));
        }
        if (BASE64URL.matcher(dense).matches()) {
            put(readings, "base64url", Base64.getUrlDecoder(), dense);
        }
        if (BASE64.matcher(dense).matches() && !readings.containsKey("base64url")) {
            put(readings, "base64", Base64.getDecoder(), dense);
        }
        return readings;
    }

    private static void put(Map<String, Bytes> readings, String name, Base64.Decoder decoder, String text) {
        try {
            readings.put(name, Bytes.of(decoder.decode(text)));
        } catch (IllegalArgumentException e) {
            // A length that no base64 has: this reading is simply not one of them.
            return;
        }
    }
}
