package dev.aikagi.harness.portal;

import java.time.Instant;
import java.util.Optional;

/**
 * A stored cookie (RFC 6265bis §5.7).
 *
 * @param domain in lower case, without a leading dot
 * @param hostOnly sent to this very host alone, not to those below it
 * @param expires empty for a session's cookie
 */
public record Cookie(
        String name,
        String value,
        String domain,
        String path,
        boolean hostOnly,
        boolean secure,
        boolean httpOnly,
        SameSite sameSite,
        Optional<Instant> expires) {

    /** As the portal said it; {@code UNSET} where it did not. */
    public enum SameSite {
        STRICT,
        LAX,
        NONE,
        UNSET
    }

    boolean isExpired(Instant now) {
        return expires.filter(at -> !at.isAfter(now)).isPresent();
    }

    /** All but the value. */
    @Override
    public String toString() {
        return "%s for %s%s%s%s SameSite=%s"
                .formatted(name, domain, path, secure ? " Secure" : "", httpOnly ? " HttpOnly" : "", sameSite);
    }
}
