package dev.aikagi.harness.probe;

import java.net.URI;

/**
 * Where it is written.
 *
 * @param words document and place, e.g. {@code WebAuthn L3 §7.1 step 9}
 * @param link to the place itself
 */
public record Source(String words, URI link) {
    public static Source of(String words, String link) {
        return new Source(words, URI.create(link));
    }

    /**
     * WebAuthn Level 3, W3C Recommendation.
     *
     * @param anchor without the hash, e.g. {@code sctn-registering-a-new-credential}
     */
    public static Source webAuthn(String place, String anchor) {
        return of("WebAuthn L3 " + place, "https://www.w3.org/TR/webauthn-3/#" + anchor);
    }

    /**
     * OWASP Application Security Verification Standard 5.0.0.
     *
     * @param chapter its file's name without the ending, e.g. {@code 0x15-V6-Authentication}
     */
    public static Source asvs(String requirement, String chapter) {
        return of("ASVS 5.0.0 " + requirement, "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/" + chapter + ".md");
    }
}
