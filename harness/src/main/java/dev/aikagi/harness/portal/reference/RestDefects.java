package dev.aikagi.harness.portal.reference;

import static dev.aikagi.harness.portal.reference.Defect.fault;

import java.util.List;
import java.util.Optional;

/** What may be forgotten by a portal without pages, where a name alone gets options. */
final class RestDefects {
    static final List<Defect> ALL = List.of(
            Defect.of(
                    "rest.options-for-either",
                    "Options to sign in are leave to register, and the other way round (--rest).",
                    fault(RestRule.class, EitherCeremony::new)),
            Defect.of(
                    "rest.taken-name-registers",
                    "Whoever says a name that is taken may add a passkey to it (--rest).",
                    fault(RestRule.class, AnyName::new)));

    private RestDefects() {}

    private record EitherCeremony(RestRule right) implements RestRule {
        @Override
        public boolean mayRegister(Session session, Optional<Person> known) {
            return right.mayRegister(session, known);
        }

        @Override
        public Optional<Person> candidate(Session session, boolean registers) {
            return right.candidate(session, registers).or(() -> right.candidate(session, !registers));
        }
    }

    private record AnyName(RestRule right) implements RestRule {
        @Override
        public boolean mayRegister(Session session, Optional<Person> known) {
            return true;
        }

        @Override
        public Optional<Person> candidate(Session session, boolean registers) {
            return right.candidate(session, registers);
        }
    }
}
