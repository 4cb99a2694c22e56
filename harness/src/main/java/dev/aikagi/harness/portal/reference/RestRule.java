package dev.aikagi.harness.portal.reference;

import java.util.Optional;

/** What a caller without pages has leave to do. */
interface RestRule {
    RestRule STRICT = new RestRule() {
        @Override
        public boolean mayRegister(Session session, Optional<Person> known) {
            return known.isEmpty() || (session.turn() == Turn.TOP && session.isOf(known.get()));
        }

        @Override
        public Optional<Person> candidate(Session session, boolean registers) {
            return session.candidate(registers);
        }
    };

    /**
     * Whether options to register are given out in a name.
     *
     * @param known who has the name already: they must be signed in
     */
    boolean mayRegister(Session session, Optional<Person> known);

    /**
     * Whom the options were about that a response answers.
     *
     * @param registers the response is a registration, and options to sign in are no leave for it; or the other way round
     */
    Optional<Person> candidate(Session session, boolean registers);
}
