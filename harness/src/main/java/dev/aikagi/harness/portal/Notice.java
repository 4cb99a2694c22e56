package dev.aikagi.harness.portal;

/**
 * What a page says to its user.
 *
 * @param name of an error the profile's name, else {@link #UNKNOWN}; of an info the portal's own code, else
 *     {@link #UNKNOWN}
 */
public record Notice(Kind kind, String name, String text) {
    public static final String UNKNOWN = "unknown";

    /** A complaint, or anything else. */
    public enum Kind {
        ERROR,
        INFO
    }

    @Override
    public String toString() {
        return "%s %s '%s'".formatted(kind == Kind.ERROR ? "error" : "info", name, text);
    }
}
