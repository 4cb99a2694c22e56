package dev.aikagi.harness.portal.reference;

import static dev.aikagi.harness.portal.reference.Defect.fault;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What may be forgotten about sessions: when they get another id, and when they end. */
final class SessionDefects {
    static final List<Defect> ALL = List.of(
            Defect.of(
                    "session.not-rotated",
                    "A session keeps its id when somebody signs in.",
                    fault(Sessions.class, right -> new Same(right) {
                        @Override
                        public void renew(Session session) {
                            // The mistake: nothing is done.
                        }
                    })),
            Defect.of(
                    "session.id-adopted",
                    "A session id that the browser brings is taken, whoever made it up.",
                    fault(Sessions.class, Adopting::new)),
            Defect.of(
                    "session.not-ended",
                    "Signing out takes the cookie away; the session lives on.",
                    fault(Sessions.class, right -> new Same(right) {
                        @Override
                        public void end(Session session) {
                            // The mistake: nothing is done.
                        }
                    })),
            Defect.of(
                    "session.others-live-on",
                    "A new password leaves the person's other sessions as they are.",
                    fault(Sessions.class, right -> new Same(right) {
                        @Override
                        public void endOthers(Session session) {
                            // The mistake: nothing is done.
                        }
                    })),
            Defect.of(
                    "session.never-idle",
                    "A session that nobody uses lives on.",
                    fault(Sessions.class, right -> new Same(right) {
                        @Override
                        public boolean touch(Session session) {
                            return true;
                        }
                    })));

    private SessionDefects() {}

    /** The right sessions, for one mistake to be made in them. */
    private abstract static class Same implements Sessions {
        private final Sessions right;

        Same(Sessions right) {
            this.right = right;
        }

        @Override
        public Session create() {
            return right.create();
        }

        @Override
        public Optional<Session> find(String id) {
            return right.find(id);
        }

        @Override
        public boolean touch(Session session) {
            return right.touch(session);
        }

        @Override
        public void renew(Session session) {
            right.renew(session);
        }

        @Override
        public void endOthers(Session session) {
            right.endOthers(session);
        }

        @Override
        public void end(Session session) {
            right.end(session);
        }
    }

    /** Makes a session for any id it is asked for, but for those that were its own once. */
    private static final class Adopting extends Same {
        private final Map<String, Session> adopted = new ConcurrentHashMap<>();
        private final Set<String> own = ConcurrentHashMap.newKeySet();

        Adopting(Sessions right) {
            super(right);
        }

        @Override
        public Optional<Session> find(String id) {
            Optional<Session> known = super.find(id);
            known.ifPresent(session -> own.add(id));
            return known.isPresent() || id.isEmpty() || own.contains(id)
                    ? known
                    : Optional.of(adopted.computeIfAbsent(id, this::adopt));
        }

        private Session adopt(String id) {
            Session session = create();
            super.end(session);
            session.rename(id, session.csrf());
            return session;
        }

        @Override
        public void renew(Session session) {
            // The id stays the one that was brought: adopted ids are not renewed.
            if (!adopted.containsValue(session)) {
                super.renew(session);
            }
        }

        @Override
        public void end(Session session) {
            adopted.remove(session.id());
            super.end(session);
        }
    }
}
