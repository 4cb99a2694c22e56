package dev.aikagi.harness.portal.reference;

import static dev.aikagi.harness.portal.reference.Defect.fault;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What may be forgotten about codes by mail. */
final class MailCodeDefects {
    static final List<Defect> ALL = List.of(
            Defect.of(
                    "mail.code-few-values",
                    "Three of a code's six digits are always 0.",
                    fault(CodeSource.class, right -> () -> "000" + right.next().substring(3))),
            Defect.of(
                    "mail.code-never-expires",
                    "A code is accepted after its time.",
                    fault(
                            MailCodes.class,
                            right -> judging(
                                    right,
                                    (session, typed) -> right.judge(session, typed)
                                            .filter(alert -> !alert.code().equals("code-expired"))))),
            Defect.of(
                    "mail.code-reusable",
                    "A code that has served is accepted again, also later.",
                    fault(MailCodes.class, MailCodeDefects::reusable)),
            Defect.of(
                    "mail.old-code-valid",
                    "Of the codes that were sent to one session, all are accepted.",
                    fault(MailCodes.class, right -> new Remembering<>(right, Visit::session, session -> session))),
            Defect.of(
                    "mail.code-any-session",
                    "A code is accepted in any session of the person's.",
                    fault(MailCodes.class, right -> new Remembering<>(right, Visit::person, Session::person))),
            Tampered.unthrottled("mail.code-not-throttled", "Codes by mail may be guessed without end.", "mail-code:"));

    private MailCodeDefects() {}

    private interface Judging {
        Optional<Alert> judge(Session session, String typed);
    }

    private static MailCodes judging(MailCodes right, Judging judging) {
        return new MailCodes() {
            @Override
            public Alert send(Visit visit) {
                return right.send(visit);
            }

            @Override
            public Optional<Alert> judge(Session session, String typed) {
                return judging.judge(session, typed);
            }
        };
    }

    private static MailCodes reusable(MailCodes right) {
        Map<Person, Set<String>> served = new ConcurrentHashMap<>();
        return judging(right, (session, typed) -> {
            Set<String> codes = served.computeIfAbsent(session.person(), any -> ConcurrentHashMap.newKeySet());
            if (codes.contains(typed)) {
                return Optional.empty();
            }
            Optional<Alert> objection = right.judge(session, typed);
            if (objection.isEmpty()) {
                codes.add(typed);
            }
            return objection;
        });
    }

    /** Accepts each code once that was sent to the same session, or person. */
    private record Remembering<K>(MailCodes right, Sending<K> sending, Judged<K> judged, Map<K, Set<String>> sent)
            implements MailCodes {
        private interface Sending<K> {
            K key(Visit visit);
        }

        private interface Judged<K> {
            K key(Session session);
        }

        Remembering(MailCodes right, Sending<K> sending, Judged<K> judged) {
            this(right, sending, judged, new ConcurrentHashMap<>());
        }

        @Override
        public Alert send(Visit visit) {
            Alert said = right.send(visit);
            visit.session()
                    .mailCode()
                    .ifPresent(code -> codes(sending.key(visit)).add(code.code()));
            return said;
        }

        @Override
        public Optional<Alert> judge(Session session, String typed) {
            boolean known = codes(judged.key(session)).remove(typed);
            Optional<Alert> objection = right.judge(session, typed);
            boolean late = objection
                    .filter(alert -> alert.code().equals("code-expired"))
                    .isPresent();
            return known && !late ? Optional.empty() : objection;
        }

        private Set<String> codes(K key) {
            return sent.computeIfAbsent(key, any -> ConcurrentHashMap.newKeySet());
        }
    }
}
