package dev.aikagi.harness.otp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An otpauth URI taken with good will, and what is wrong with it: of a secret in lower case, in groups or with padding
 * the bytes are clear all the same.
 *
 * @param remarks why another app may not take it, or not as it is meant; empty for a URI as it should be
 */
public record ScannedUri(OtpAuthUri uri, List<String> remarks) {
    private static final Pattern SECRET = Pattern.compile("([?&]secret=)([^&#]*)");
    private static final Pattern LABEL = Pattern.compile("otpauth://[^/?#]*/([^?#]*)");
    private static final Pattern ISSUER = Pattern.compile("[?&]issuer=");
    private static final Pattern MAIL_ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    /** Shorter numbers say nothing about anybody. */
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{6,}");

    public ScannedUri {
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads a URI, as it stands in a QR code or was pasted.
     *
     * @throws OtpAuthException if no good will helps
     */
    public static ScannedUri read(String text) throws OtpAuthException {
        List<String> remarks = new ArrayList<>();
        OtpAuthUri uri = OtpAuthUri.parse(plainSecret(text.strip(), remarks));
        label(text, uri, remarks);
        person(uri, remarks);
        for (AuthenticatorApp app : AuthenticatorApp.values()) {
            remarks.addAll(app.remarks(uri));
        }
        return new ScannedUri(uri, remarks);
    }

    private static String plainSecret(String text, List<String> remarks) {
        Matcher secret = SECRET.matcher(text);
        if (!secret.find()) {
            return text;
        }
        String written = secret.group(2);
        String plain = written.replaceAll("%20|%3D|%3d|[+ =-]", "").toUpperCase(Locale.ROOT);
        if (written.matches(".*(=|%3D|%3d)")) {
            remarks.add("the secret has padding, which the key URI format leaves out");
        }
        if (written.matches(".*[a-z].*")
                && !written.replaceAll("%[0-9a-f]{2}", "").equals(plain)) {
            remarks.add("the secret is not in upper case");
        }
        if (written.matches(".*(%20|[+ -]).*")) {
            remarks.add("the secret is in groups");
        }
        return text.substring(0, secret.start(2)) + plain + text.substring(secret.end(2));
    }

    private static void label(String text, OtpAuthUri uri, List<String> remarks) {
        Matcher written = LABEL.matcher(text.strip());
        String label = written.find() ? written.group(1) : "";
        int colon = label.toLowerCase(Locale.ROOT).replace("%3a", ":::").indexOf(':');
        String prefix = colon < 0 ? "" : label.substring(0, colon);
        if (!ISSUER.matcher(text).find()) {
            remarks.add("there is no parameter issuer");
        } else if (colon >= 0 && !uri.issuer().equals(prefixOf(text, prefix))) {
            remarks.add("the issuer " + uri.issuer() + " is not the label's");
        }
        if (uri.account().contains(":")) {
            remarks.add("the label has more than one colon");
        }
        if (label.contains("+")) {
            remarks.add("the label has a + where a space is %20");
        }
        if (uri.account().isEmpty()) {
            remarks.add("the label names no account");
        }
    }

    /** Apps show a label on locked screens and carry it into exports and backups. */
    private static void person(OtpAuthUri uri, List<String> remarks) {
        if (MAIL_ADDRESS.matcher(uri.account()).find()) {
            remarks.add("the label carries an e-mail address, which apps show on locked screens and export");
        } else if (LONG_NUMBER.matcher(uri.account()).find()) {
            remarks.add("the label carries a number such as an insured person's, which apps show on locked screens");
        }
    }

    private static String prefixOf(String text, String prefix) {
        try {
            return OtpAuthUri.parse("otpauth://totp/" + prefix + ":?secret=MY").issuer();
        } catch (OtpAuthException e) {
            throw new IllegalStateException(text.length() + " characters were readable before", e);
        }
    }
}
