package dev.aikagi.harness.pkcs11;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a token is: what the JDK's provider SunPKCS11 is configured with, and besides that {@code token = LABEL}, since slots
 * have numbers that change. At least the library has to be named:
 *
 * <pre>
 *   library = /usr/lib/softhsm/libsofthsm2.so
 *   token = my token
 * </pre>
 */
record Pkcs11Configuration(String text) {
    private static final Pattern NAME = line("name");
    private static final Pattern LIBRARY = line("library");
    private static final Pattern TOKEN = line("token");
    private static final Pattern SLOT = Pattern.compile("(?m)^\\s*(slot|slotListIndex)\\s*=\\s*(\\S+)");

    /** A private key is made so that it does not leave the token, whatever the token's own habit. */
    private static final String SECRET = """

            attributes(generate, CKO_PRIVATE_KEY, *) = {
              CKA_SENSITIVE = true
              CKA_EXTRACTABLE = false
            }
            """;

    private static Pattern line(String keyword) {
        return Pattern.compile("(?m)^\\s*" + keyword + "\\s*=\\s*\"?([^\"\\r\\n]*?)\"?\\s*$");
    }

    /** As {@link java.security.Provider#configure} takes it, with the token's slot in the place of its label. */
    String forProvider() throws TokenException {
        String whole = text;
        Optional<String> label = find(TOKEN);
        if (label.isPresent()) {
            long slot = TokenSlots.slot(library(), label.get());
            whole = TOKEN.matcher(whole).replaceAll("\nslot = " + slot);
        }
        String named = find(NAME).isPresent() ? whole : "name = Aikagi\n" + whole;
        return "--" + named + SECRET;
    }

    /** The token, for people. */
    String token() throws TokenException {
        Matcher slot = SLOT.matcher(text);
        return find(TOKEN)
                        .map(label -> "token " + label)
                        .orElseGet(() -> slot.find() ? slot.group(1) + " " + slot.group(2) : "the first slot")
                + " of " + library();
    }

    private String library() throws TokenException {
        return find(LIBRARY)
                .orElseThrow(() -> new TokenException(
                        "the PKCS#11 configuration names no library: write library = PATH, the module of the token"));
    }

    private Optional<String> find(Pattern line) {
        Matcher found = line.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
