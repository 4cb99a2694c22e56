package dev.aikagi.keycloak;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** A date of birth as an operator entered it and as a person types it: eight digits, YYYYMMDD. */
final class BirthDate {
    private BirthDate() {}

    /**
     * Whether they are the same. Hyphens, slashes and full-width digits do not matter; who has none on record matches
     * nothing.
     */
    static boolean matches(@Nullable String onRecord, @Nullable String typed) {
        String expected = digits(onRecord);
        boolean same = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), digits(typed).getBytes(StandardCharsets.UTF_8));
        return same && expected.length() == 8;
    }

    private static String digits(@Nullable String text) {
        return text == null
                ? ""
                : Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\s/.-]", "");
    }
}
