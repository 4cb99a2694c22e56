package dev.aikagi.harness.probe.totp;

import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.OtpAuthUri;
import dev.aikagi.harness.otp.QrImage;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.probe.Bench;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in a QR code, looked at letter by letter: an app may read more into it. */
record QrText(String uri) {
    private static final Pattern SEED = Pattern.compile("(?<=[?&]secret=)[^&#]*");
    private static final Pattern FORM = Pattern.compile("otpauth://[^/?#]*/([^?#]*)\\?([^#]*)");

    static QrText on(Page page, Bench bench) throws OtpAuthException {
        QrText text = new QrText(QrImage.read(QrImage.fromDataUri(page.place("qr"))));
        bench.hide(page.place("qr").replaceFirst("^[^,]*,", ""), "QR code with the TOTP seed");
        text.parameter("secret").ifPresent(seed -> bench.hide(seed, "TOTP seed"));
        if (text.isReadable()) {
            TotpApp.hide(text.parsed(), bench);
        }
        return text;
    }

    boolean isReadable() {
        return problem().isEmpty();
    }

    String problem() {
        try {
            parsed();
            return "";
        } catch (OtpAuthException e) {
            return "no app could take it: " + e.getMessage();
        }
    }

    /** With the seed in plain base32, and a label that can be read: how both are written is another row's matter. */
    OtpAuthUri parsed() throws OtpAuthException {
        String readable = isUtf8() ? uri : uri.replace(rawLabel(), "unreadable");
        Matcher seed = SEED.matcher(readable);
        if (!seed.find()) {
            return OtpAuthUri.parse(readable);
        }
        String plain = seed.group().replaceAll("(?i)%3d|=", "").toUpperCase(Locale.ROOT);
        return OtpAuthUri.parse(readable.substring(0, seed.start()) + plain + readable.substring(seed.end()));
    }

    String type() {
        return uri.replaceFirst("(?s)^(otpauth://[^/]*).*", "$1");
    }

    /** As it stands there, percent signs included. */
    String rawLabel() {
        Matcher form = FORM.matcher(uri);
        return form.matches() ? form.group(1) : "";
    }

    int colons() {
        return rawLabel().replaceAll("(?i)%3a", ":").replaceAll("[^:]", "").length();
    }

    Optional<String> prefix() {
        String label = label();
        return label.contains(":") ? Optional.of(label.substring(0, label.indexOf(':'))) : Optional.empty();
    }

    String label() {
        return new String(octets(rawLabel()), StandardCharsets.UTF_8);
    }

    boolean isUtf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets(rawLabel())));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Decoded; empty if it is not there. */
    Optional<String> parameter(String name) {
        Matcher form = FORM.matcher(uri);
        if (!form.matches()) {
            return Optional.empty();
        }
        Matcher found = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(form.group(2));
        return found.find()
                ? Optional.of(new String(octets(found.group(1)), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    boolean isUsual() {
        return parameter("algorithm")
                        .filter(value -> !value.equalsIgnoreCase("SHA1"))
                        .isEmpty()
                && parameter("digits").filter(value -> !value.equals("6")).isEmpty()
                && parameter("period").filter(value -> !value.equals("30")).isEmpty();
    }

    String parameters() {
        return "algorithm %s, digits %s, period %s"
                .formatted(
                        parameter("algorithm").orElse("SHA1"),
                        parameter("digits").orElse("6"),
                        parameter("period").orElse("30"));
    }

    /** Which kinds of characters the seed has. */
    String alphabet() {
        String seed = parameter("secret").orElse("");
        List<String> kinds = new ArrayList<>();
        kinds.add(seed.matches(".*[a-z].*") ? "small letters" : "capitals");
        if (seed.contains("=")) {
            kinds.add("padding");
        }
        if (seed.matches(".*[0189].*")) {
            kinds.add("digits that base32 has not");
        }
        return String.join(", ", kinds);
    }

    private static byte[] octets(String escaped) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int at = 0; at < escaped.length(); at++) {
            boolean escape = escaped.charAt(at) == '%'
                    && at + 2 < escaped.length()
                    && escaped.substring(at + 1, at + 3).matches("[0-9A-Fa-f]{2}");
            if (escape) {
                octets.write(Integer.parseInt(escaped.substring(at + 1, at + 3), 16));
                at += 2;
            } else {
                octets.writeBytes(escaped.substring(at, at + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return octets.toByteArray();
    }
}
