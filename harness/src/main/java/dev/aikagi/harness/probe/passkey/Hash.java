package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256 and base64url: what holds the parts of a WebAuthn response together. */
final class Hash {
    private Hash() {}

    static Bytes sha256(Bytes data) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(data.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static Bytes sha256(String text) {
        return sha256(utf8(text));
    }

    static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(Bytes utf8) {
        return new String(utf8.toArray(), StandardCharsets.UTF_8);
    }

    /** RFC 4648 §5, without padding. */
    static String base64Url(Bytes data) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(data.toArray());
    }

    static Bytes fromBase64Url(String text) {
        return Bytes.of(Base64.getUrlDecoder().decode(text));
    }
}
