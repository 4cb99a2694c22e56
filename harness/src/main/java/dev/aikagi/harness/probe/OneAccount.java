package dev.aikagi.harness.probe;

import dev.aikagi.harness.portal.PageMismatchException;
import dev.aikagi.harness.portal.PortalSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The account of the one person whom a portal knows. What a probe enrols there is removed after it; what was there before
 * stays. Where it cannot be removed, that is remembered and told at the end.
 */
final class OneAccount {
    private final PortalSession unheard;
    private final Set<String> staying = new LinkedHashSet<>();
    private @Nullable Noted noted;

    /** What the account had before a probe. */
    private record Noted(Subject person, List<String> before) {}

    /**
     * An account.
     *
     * @param unheard a browser whose requests are no evidence
     */
    OneAccount(PortalSession unheard) {
        this.unheard = unheard;
    }

    /** Notes what the person has, before a probe does anything. */
    void note(Subject person) throws IOException {
        Optional<FactorRemoval> page = open(person);
        noted = page.isPresent() ? new Noted(person, page.get().ids()) : null;
    }

    /**
     * Removes what has been enrolled since.
     *
     * @throws dev.aikagi.harness.portal.PortalUnreachableException if nobody answers
     */
    void restore() throws IOException {
        Noted then = noted;
        noted = null;
        if (then == null) {
            return;
        }
        Optional<FactorRemoval> page = open(then.person());
        List<String> planted = new ArrayList<>(page.map(FactorRemoval::ids).orElse(List.of()));
        planted.removeAll(then.before());
        for (String id : planted) {
            remove(then.person(), id);
        }
    }

    private void remove(Subject person, String id) throws IOException {
        Optional<FactorRemoval> page = open(person);
        if (page.isPresent()) {
            Answer answer = Answer.of(page.get().remove(id, person.password()));
            if (answer.isRefusal()) {
                staying.add("what %s enrolled as '%s' stays: %s"
                        .formatted(person.persona().userId(), id, answer));
            }
        }
    }

    private Optional<FactorRemoval> open(Subject person) throws IOException {
        PortalSession browser = unheard.newBrowser();
        try {
            person.signIn(browser);
            return Optional.of(FactorRemoval.open(browser));
        } catch (NotApplicableException | PageMismatchException e) {
            staying.add("what %s enrols stays: %s".formatted(person.persona().userId(), e.getMessage()));
            return Optional.empty();
        }
    }

    /** What could not be removed, and why; in the order in which it was seen. */
    List<String> staying() {
        return List.copyOf(staying);
    }
}
