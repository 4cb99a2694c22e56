package dev.aikagi.harness.webauthn;

import java.util.List;

/** Which account the user picks when the key holds several for a relying party. */
@FunctionalInterface
public interface AccountChooser {
    /** Whoever signed up last: what the key offers first. */
    AccountChooser FIRST = names -> 0;

    /**
     * Picks one.
     *
     * @param names as the key tells them, a name each, empty where it tells none
     * @return the index, from 0
     */
    int choose(List<String> names);
}
