package dev.aikagi.harness.portal.reference;

import static dev.aikagi.harness.portal.reference.Defect.fault;
import static dev.aikagi.harness.portal.reference.Defect.faultWith;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What may be forgotten in the first sign-in, and about passwords. */
final class SetUpDefects {
    static final List<Defect> ALL = List.of(
            passing("flow.skip-birth-date", "Any date of birth will do.", Turn.BIRTH_DATE, Turn.TERMS),
            Tampered.unthrottled(
                    "flow.birth-date-not-throttled", "Dates of birth may be guessed without end.", "birth-date:"),
            passing(
                    "flow.terms-not-needed",
                    "Who does not agree to the terms goes on all the same.",
                    Turn.TERMS,
                    Turn.MAIL),
            Defect.of(
                    "flow.terms-version-not-checked",
                    "An agreement counts whichever version of the terms it names.",
                    fault(
                            TermsRule.class,
                            right -> form -> Optional.of(form.get("version"))
                                    .filter(version -> form.get("decision").equals("accept")))),
            Defect.of(
                    "flow.terms-version-not-kept",
                    "Of an agreement to the terms it is not kept to which version.",
                    fault(TermsRule.class, right -> form -> right.agreed(form).map(version -> ""))),
            Defect.of(
                    "flow.mail-not-needed",
                    "The set-up goes on before the link of the mail was opened.",
                    fault(Handler.class, right -> visit -> {
                        Reply reply = right.handle(visit);
                        if (!visit.post() && visit.session().turn() == Turn.MAIL_SENT) {
                            visit.session()
                                    .mailConfirmation()
                                    .ifPresent(asked -> visit.session().mailConfirmation(unasked(asked.address())));
                        }
                        return reply;
                    })),
            Tampered.unthrottled("password.not-throttled", "Passwords may be guessed without end.", "password:"),
            Defect.of(
                    "password.spraying-not-noticed",
                    "One password may be tried at any number of accounts.",
                    fault(SprayRule.class, right -> SprayRule.BLIND)),
            Defect.of(
                    "password.initial-reusable",
                    "The new password may be the initial one.",
                    fault(
                            PasswordRule.class,
                            right -> (person, password) -> right.objection(person, password)
                                    .filter(objection -> !objection.equals("password-reused")))),
            Defect.of(
                    "password.short-accepted",
                    "Any new password will do that differs from the old.",
                    fault(
                            PasswordRule.class,
                            right -> (person, password) -> right.objection(person, password)
                                    .filter(objection -> !objection.equals("password-policy")))),
            Defect.of(
                    "password.current-not-asked",
                    "Who is signed in changes the password without the present one.",
                    fault(StepUp.class, right -> (person, password) -> true)),
            Defect.of(
                    "password.common-accepted",
                    "The new password may be one that everybody tries first.",
                    fault(
                            PasswordRule.class,
                            right -> (person, password) -> CommonPasswords.has(password)
                                    ? Optional.empty()
                                    : right.objection(person, password))),
            Defect.of(
                    "password.locked-for-good",
                    "Who has guessed too often is never judged again.",
                    fault(Throttle.class, LockedForGood::new)),
            Defect.of(
                    "password.unknown-user-quick",
                    "Where there is nobody, no password is hashed.",
                    faultWith(Handler.class, (right, around) -> visit -> {
                        boolean signIn = visit.post() && visit.path().equals(Turn.SIGN_IN.path());
                        String userId = visit.form().trimmed("userId");
                        if (!signIn || around.accounts().byUserId(userId).isPresent()) {
                            return right.handle(visit);
                        }
                        visit.session().flash(Alert.error("bad-credentials"));
                        return right.handle(visit.as("GET", Form.EMPTY));
                    })),
            Defect.of(
                    "password.unknown-user-told",
                    "The sign-in says that there is no such user.",
                    faultWith(Handler.class, (right, around) -> visit -> {
                        Reply reply = right.handle(visit);
                        boolean unknown = around.accounts()
                                .byUserId(visit.form().trimmed("userId"))
                                .isEmpty();
                        return unknown && Tampered.refused(visit, Turn.SIGN_IN, reply)
                                ? Tampered.page(reply, "data-error=\"bad-credentials\"", "data-error=\"no-such-user\"")
                                : reply;
                    })));

    private SetUpDefects() {}

    private static MailConfirmation unasked(String address) {
        MailConfirmation confirmation = new MailConfirmation(address, "", Instant.MAX);
        confirmation.confirm();
        return confirmation;
    }

    /** The form of that turn is refused, and yet its turn is over. */
    private static Defect passing(String name, String broken, Turn turn, Turn next) {
        return Defect.of(name, broken, fault(Handler.class, right -> visit -> {
            Reply reply = right.handle(visit);
            return Tampered.refused(visit, turn, reply) ? visit.moveTo(next) : reply;
        }));
    }

    /** Forgets no lock. */
    private record LockedForGood(Throttle right, Set<String> locked) implements Throttle {
        LockedForGood(Throttle right) {
            this(right, ConcurrentHashMap.newKeySet());
        }

        @Override
        public boolean admits(String key) {
            boolean admitted = right.admits(key) && !locked.contains(key);
            if (!admitted && key.startsWith("password:")) {
                locked.add(key);
            }
            return admitted;
        }

        @Override
        public void clear(String key) {
            right.clear(key);
        }

        @Override
        public long pauseSeconds() {
            return right.pauseSeconds();
        }
    }
}
