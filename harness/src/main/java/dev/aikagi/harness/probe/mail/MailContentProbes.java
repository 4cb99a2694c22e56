package dev.aikagi.harness.probe.mail;

import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.INFO;
import static dev.aikagi.harness.probe.Severity.LOW;

import dev.aikagi.harness.mail.Mail;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.FirstSignIn;
import dev.aikagi.harness.probe.InconclusiveException;
import dev.aikagi.harness.probe.Method;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Subject;
import dev.aikagi.harness.probe.Trial;
import dev.aikagi.harness.scenario.Persona;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** E: what stands in mail, which addresses it goes to, and whether it should let anybody in. */
final class MailContentProbes {
    private static final String CODE = "mail-code";
    private static final String METHOD = "choose-method";
    private static final String CHANGE = "change-mail";
    private static final String SECOND_FACTOR = "mail-as-second-factor";
    private static final Duration NOTICE_LIMIT = Duration.ofSeconds(3);

    private MailContentProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.of("E-12", LOW, "What stands in mail")
                        .source(Source.asvs("14.2.1", "0x23-V14-Data-Protection"))
                        .tags("CWE-200", "ASVS 14.2.1")
                        .source(Source.of("RFC 7489 §3.1", "https://www.rfc-editor.org/rfc/rfc7489#section-3.1"))
                        .correct("A link to the portal itself; no password, no date of birth, no code in the subject;"
                                + " from the domain that it bounces to.")
                        .fix("Write into mail what its reader needs for the next step, and nothing else; send it in the"
                                + " name of one domain.")
                        .defects("mail.code-in-subject", "mail.tells-birth-date", "mail.from-not-aligned")
                        .pages(CODE)
                        .trial(Trial.look(
                                Attempt.refused("the mail with a link", MailContentProbes::linkMail),
                                Attempt.refused("the mail with a code", MailContentProbes::codeMail),
                                Attempt.refused("who it is from", MailContentProbes::sender))),
                Probe.of("E-13", HIGH, "Another mail address")
                        .source(
                                Source.asvs("7.5.1", "0x16-V7-Session-Management"),
                                Source.asvs("6.3.7", "0x15-V6-Authentication"))
                        .tags("CWE-640", "CWE-306", "ASVS 7.5.1", "ASVS 6.3.7")
                        .correct("Asks for the password once more, verifies the new address first, tells the old one.")
                        .fix("Let the new address wait for its link; mail to the old one when it is asked for.")
                        .defects("account.mail-not-confirmed", "account.changes-not-told", "password.current-not-asked")
                        .pages(CODE, CHANGE)
                        .trial(Trial.of(
                                MailContentProbes::changed,
                                Attempt.refused("a wrong password", MailContentProbes::withoutPassword),
                                Attempt.refused("before its link is opened", MailContentProbes::unconfirmed),
                                Attempt.refused("what the old address hears", MailContentProbes::told))),
                Probe.of("E-15", INFO, "Mail as the only second factor")
                        .source(Source.of(
                                "NIST SP 800-63B-4 §3.1.3",
                                "https://pages.nist.gov/800-63-4/sp800-63b.html#out-of-band"))
                        .tags("CWE-308", "ASVS 6.3.6")
                        .correct("Does not let mail alone stand beside the password, or says that its operator wants"
                                + " it.")
                        .fix("Offer a passkey or an app in its place; or state " + SECOND_FACTOR
                                + ": accepted in the profile's policy.")
                        .pages(CODE, METHOD)
                        .trial(Trial.look(MailContentProbes::onlyMail)));
    }

    private static Observation linkMail(Bench bench) throws IOException {
        if (!bench.profile().pages().containsKey(MailedLink.WAITING)) {
            throw new NotApplicableException("the portal has no page '" + MailedLink.WAITING + "'");
        }
        Subject subject = bench.newcomer();
        new FirstSignIn(subject, Method.EMAIL, bench.browser()).walkTo(MailedLink.WAITING);
        Mail mail = MailedLink.await(subject);
        List<String> wrong = told(mail, subject.persona());
        // Who signs people in may be on another host than what they sign in to.
        List<String> own = List.of(
                bench.target().baseUri().getAuthority(),
                bench.browser().open("sign-in").uri().getAuthority());
        if (mail.links().stream().anyMatch(link -> !own.contains(link.getAuthority()))) {
            wrong.add("a link leads elsewhere");
        }
        return Observation.that(wrong.isEmpty(), wrong.isEmpty() ? "a link to the portal, and no secret" : wrong + "");
    }

    private static Observation codeMail(Bench bench) throws IOException {
        Subject subject = bench.setUp(Method.EMAIL);
        subject.signIn().require(CODE);
        Mail mail = subject.awaitMail(candidate -> candidate.code().isPresent());
        List<String> wrong = told(mail, subject.persona());
        boolean secret = "false".equals(bench.profile().policy().get("mail-code-in-subject"));
        if (secret && mail.subject().contains(mail.code().orElseThrow())) {
            wrong.add("the code is in the subject, which lock screens show");
        }
        return Observation.that(wrong.isEmpty(), wrong.isEmpty() ? "a code, and nothing of the person" : wrong + "");
    }

    private static Observation sender(Bench bench) throws IOException {
        Subject subject = bench.setUp(Method.EMAIL);
        subject.signIn().require(CODE);
        return Sender.of(subject.awaitMail(candidate -> candidate.code().isPresent()))
                .observed();
    }

    private static List<String> told(Mail mail, Persona persona) {
        List<String> wrong = new ArrayList<>();
        String all = mail.subject() + "\n" + mail.text();
        if (all.contains(persona.initialPassword()) || all.contains(persona.newPassword())) {
            wrong.add("a password is in it");
        }
        boolean born = Stream.of("yyyyMMdd", "yyyy-MM-dd", "yyyy/MM/dd", "yyyy年M月d日")
                .anyMatch(form -> all.contains(DateTimeFormatter.ofPattern(form).format(persona.birthDate())));
        if (born) {
            wrong.add("the date of birth is in it");
        }
        return wrong;
    }

    /** Somebody who signs in by mail, and whoever has the address that is to take over. */
    private record Moving(Bench bench, Subject subject, Subject next) {
        static Moving in(Bench bench) throws IOException {
            Subject next = bench.newcomer();
            next.mailbox();
            Subject subject = bench.setUp(Method.EMAIL);
            subject.signIn().require(CODE);
            String code =
                    subject.awaitMail(mail -> mail.code().isPresent()).code().orElseThrow();
            Page in = subject.window().submit("code", Map.of("code", code));
            if (Answer.of(in).isRefusal()) {
                throw new InconclusiveException("the right code ended with " + Answer.of(in));
            }
            return new Moving(bench, subject, next);
        }

        Page ask(String password) throws IOException {
            PortalSession window = subject.window();
            window.open(CHANGE).require(CHANGE);
            return window.submit(CHANGE, Map.of("email", next.persona().mailAddress(), "current-password", password));
        }

        boolean codesGoToNext() throws IOException {
            subject.signIn(bench.browser()).require(CODE);
            return next.mailbox().all().stream().anyMatch(mail -> mail.code().isPresent());
        }
    }

    private static Observation changed(Bench bench) throws IOException {
        Moving moving = Moving.in(bench);
        moving.ask(moving.subject().password());
        MailedLink mailed = new MailedLink(
                bench, moving.next(), MailedLink.await(moving.next()).links().get(0));
        Page page = mailed.openIn(bench.browser());
        return Observation.ended(page, moving.codesGoToNext());
    }

    private static Observation withoutPassword(Bench bench) throws IOException {
        Moving moving = Moving.in(bench);
        Page page = moving.ask(moving.subject().password() + "x");
        boolean asked = moving.next().mailbox().all().stream()
                .anyMatch(mail -> !mail.links().isEmpty());
        return Observation.ended(page, asked);
    }

    private static Observation unconfirmed(Bench bench) throws IOException {
        Moving moving = Moving.in(bench);
        moving.ask(moving.subject().password());
        return moving.codesGoToNext()
                ? Observation.accepted("the next code went to the new address")
                : Observation.rejected("the next code went to the address from before");
    }

    private static Observation told(Bench bench) throws IOException {
        Moving moving = Moving.in(bench);
        moving.ask(moving.subject().password());
        try {
            Mail mail = moving.subject().mailbox().await(any -> any.code().isEmpty(), NOTICE_LIMIT);
            return Observation.kept("it was told: " + mail.subject());
        } catch (IOException e) {
            return Observation.broken("the address from before was not told");
        }
    }

    private static Observation onlyMail(Bench bench) throws IOException {
        String stated = Objects.requireNonNullElse(bench.profile().policy().get(SECOND_FACTOR), "");
        if (stated.equals("accepted")) {
            throw new NotApplicableException("its operator has accepted that: policy " + SECOND_FACTOR);
        }
        Subject subject = bench.newcomer();
        new FirstSignIn(subject, Method.EMAIL, bench.browser()).walkTo(METHOD);
        Page page = subject.window().submit(METHOD, Map.of("method", Method.EMAIL.word()));
        boolean taken = !page.id().filter(METHOD::equals).isPresent()
                && !Answer.of(page).isRefusal();
        return Observation.that(!taken, "choosing mail led to " + Answer.of(page));
    }
}
