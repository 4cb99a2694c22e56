package dev.aikagi.harness.probe.mail;

import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.MEDIUM;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Guesses;
import dev.aikagi.harness.probe.Method;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Subject;
import dev.aikagi.harness.probe.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** E: codes by mail. */
final class MailCodeProbes {
    private static final Source SP800_63B =
            Source.of("NIST SP 800-63B-4 §3.1.3", "https://pages.nist.gov/800-63-4/sp800-63b.html#out-of-band");
    private static final int PEOPLE = 10;
    private static final int MAILS = 4;
    private static final int MOST_MAILS = 10;

    private MailCodeProbes() {}

    private static Probe.Builder probe(String id, Severity severity, String title) {
        return Probe.of(id, severity, title).pages("mail-code");
    }

    /** A sign-in that waits for the code that was mailed for it. */
    private record Asked(Subject subject, PortalSession browser, String code) {
        static Asked by(Subject subject, Bench bench) throws IOException {
            PortalSession browser = bench.browser();
            subject.signIn(browser).require("mail-code");
            return new Asked(subject, browser, next(subject));
        }

        static Asked anyone(Bench bench) throws IOException {
            return by(bench.setUp(Method.EMAIL), bench);
        }

        Page type(String typed) throws IOException {
            return browser.submit("code", Map.of("code", typed));
        }

        Asked resent() throws IOException {
            browser.submit("resend", Map.of());
            return new Asked(subject, browser, next(subject));
        }

        String wrong() {
            return code.equals("000000") ? "000001" : "000000";
        }

        private static String next(Subject subject) throws IOException {
            return subject.awaitMail(mail -> mail.code().isPresent()).code().orElseThrow();
        }
    }

    private static boolean isIn(Page page) {
        return !page.id()
                        .filter(id -> id.equals("mail-code") || id.contains("sign-in"))
                        .isPresent()
                && !Answer.of(page).isRefusal();
    }

    private static Observation typed(Asked asked, String code) throws IOException {
        Page page = asked.type(code);
        return Observation.ended(page, isIn(page));
    }

    private static Observation honest(Bench bench) throws IOException {
        Asked asked = Asked.anyone(bench);
        return typed(asked, asked.code());
    }

    static List<Probe> all() {
        return List.of(
                probe("E-01", MEDIUM, "Forty codes by mail beside each other")
                        .source(SP800_63B)
                        .tags("CWE-331", "ASVS 6.5.3", "ASVS 6.5.4")
                        .correct("20 bits at least, each value as likely as the others.")
                        .fix("Draw six digits from a cryptographic generator.")
                        .defects("mail.code-few-values")
                        .destructive()
                        .trial(Trial.look(MailCodeProbes::chance)),
                probe("E-02", MEDIUM, "A code after ten minutes")
                        .source(SP800_63B)
                        .tags("CWE-613", "ASVS 6.5.5")
                        .correct("Refuses codes older than ten minutes.")
                        .fix("Store when the code was sent, and refuse it after its time.")
                        .defects("mail.code-never-expires")
                        .trial(Trial.of(MailCodeProbes::honest, Attempt.refused("", bench -> {
                            Asked asked = Asked.anyone(bench);
                            bench.pass(Duration.ofMinutes(11));
                            return typed(asked, asked.code());
                        }))),
                probe("E-03", HIGH, "A code that has served, in the next sign-in")
                        .source(SP800_63B)
                        .tags("CWE-294", "ASVS 6.5.1")
                        .correct("Takes each code once.")
                        .fix("Delete the code in the step that accepts it.")
                        .defects("mail.code-reusable")
                        .trial(Trial.of(MailCodeProbes::honest, Attempt.refused("", bench -> {
                            Asked first = Asked.anyone(bench);
                            first.type(first.code());
                            return typed(Asked.by(first.subject(), bench), first.code());
                        }))),
                probe("E-04", MEDIUM, "再送信: the code from before, and how often it may be pressed")
                        .source(SP800_63B)
                        .tags("CWE-799", "ASVS 6.5.1", "ASVS 6.6.3")
                        .correct("The newest code counts alone; after a few mails no more are sent for a while; the"
                                + " page says how many were sent.")
                        .fix("Replace the code when another is sent; count the mails for each account.")
                        .defects(
                                "mail.old-code-valid",
                                "mail.code-any-session",
                                "mail.resend-not-limited",
                                "mail.count-not-shown")
                        .destructive()
                        .trial(Trial.of(
                                MailCodeProbes::honest,
                                Attempt.refused("the code from before", bench -> {
                                    Asked first = Asked.anyone(bench);
                                    return typed(first.resent(), first.code());
                                }),
                                Attempt.refused("the count on the page", MailCodeProbes::count),
                                Attempt.refused("again and again", MailCodeProbes::flood))),
                probe("E-08", HIGH, "The code of another sign-in of the same person")
                        .source(SP800_63B)
                        .tags("CWE-384", "ASVS 6.6.2")
                        .correct("Takes a code in the session that it was sent for.")
                        .fix("Keep the code in the session.")
                        .defects("mail.code-any-session")
                        .trial(Trial.of(MailCodeProbes::honest, Attempt.refused("", bench -> {
                            Asked first = Asked.anyone(bench);
                            return typed(Asked.by(first.subject(), bench), first.code());
                        }))),
                probe("E-09", HIGH, "Twenty wrong codes, then the right one")
                        .source(SP800_63B)
                        .tags("CWE-307", "ASVS 6.6.3")
                        .correct("Judges a few codes, then none for a while, whatever is sent again.")
                        .fix("Count failures for each account, not for each mail.")
                        .defects("mail.code-not-throttled")
                        .destructive()
                        .trial(Trial.of(
                                MailCodeProbes::honest,
                                Attempt.refused("of one mail", bench -> {
                                    Asked asked = Asked.anyone(bench);
                                    return Guesses.thenRight(
                                            () -> asked.type(asked.wrong()),
                                            () -> asked.type(asked.code()),
                                            MailCodeProbes::isIn);
                                }),
                                Attempt.refused("of two mails", bench -> {
                                    Asked first = Asked.anyone(bench);
                                    Guesses.judged(() -> first.type(first.wrong()));
                                    Asked second = first.resent();
                                    Page page = second.type(second.code());
                                    return Observation.that(
                                            !isIn(page), "the second mail's code got " + Answer.of(page));
                                }))));
    }

    /** Only where the profile says where the page counts. */
    private static Observation count(Bench bench) throws IOException {
        Asked asked = Asked.anyone(bench);
        Page first = asked.browser().page();
        if (!first.has("mail-count")) {
            throw new NotApplicableException(
                    "the page shows no count, as far as the profile tells: no place 'mail-count'");
        }
        Page second = asked.browser().submit("resend", Map.of());
        String before = first.place("mail-count").strip();
        String after = second.place("mail-count").strip();
        boolean counted = after.matches("[0-9]{1,4}") && !after.equals(before);
        return Observation.that(counted, "'%s' after one mail, '%s' after two".formatted(before, after));
    }

    private static Observation flood(Bench bench) throws IOException {
        Asked asked = Asked.anyone(bench);
        for (int sent = 1; sent <= MOST_MAILS; sent++) {
            Answer answer = Answer.of(asked.browser().submit("resend", Map.of()));
            if (answer.isThrottled()) {
                return Observation.kept("after %d mails: %s".formatted(sent, answer));
            }
        }
        return Observation.broken("%d mails were sent one after the other".formatted(MOST_MAILS + 1));
    }

    /** Each place of the code shows six digits or more: of forty fair codes fewer come once in a thousand million times. */
    private static Observation chance(Bench bench) throws IOException {
        List<String> codes = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            Asked asked = Asked.anyone(bench);
            codes.add(asked.code());
            for (int mail = 1; mail < MAILS; mail++) {
                asked = asked.resent();
                codes.add(asked.code());
            }
        }
        int shortest = codes.stream().mapToInt(String::length).min().orElse(0);
        int fewest = 10;
        for (int place = 0; place < shortest; place++) {
            HashSet<Character> digits = new HashSet<>();
            for (String code : codes) {
                digits.add(code.charAt(place));
            }
            fewest = Math.min(fewest, digits.size());
        }
        return Observation.that(
                shortest >= 6 && fewest >= 6,
                "%d codes of %d digits; one place shows %d different digits".formatted(codes.size(), shortest, fewest));
    }
}
