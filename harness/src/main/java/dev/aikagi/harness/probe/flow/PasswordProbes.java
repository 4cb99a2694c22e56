package dev.aikagi.harness.probe.flow;

import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.MEDIUM;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Expectation;
import dev.aikagi.harness.probe.Guesses;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Subject;
import dev.aikagi.harness.probe.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;

/** F: passwords, initial and new, and guessing them. */
final class PasswordProbes {
    private static final Source LOCKOUT = Source.of(
            "WSTG-ATHN-03", StepProbes.WSTG + "04-Authentication_Testing/03-Testing_for_Weak_Lock_Out_Mechanism");
    private static final Source POLICY = Source.of(
            "WSTG-ATHN-07", StepProbes.WSTG + "04-Authentication_Testing/07-Testing_for_Weak_Authentication_Methods");
    private static final Source ENUMERATION = Source.of(
            "WSTG-IDNT-04",
            StepProbes.WSTG
                    + "03-Identity_Management_Testing/04-Testing_for_Account_Enumeration_and_Guessable_User_Account");
    private static final Duration PAUSE = Duration.ofMinutes(30);
    private static final int TIMES = 12;
    private static final int REPETITIONS = 3;
    private static final long LEAST_NANOS = 1_500_000;

    private PasswordProbes() {}

    static List<Probe> all() {
        return List.of(
                Probe.of("F-09", HIGH, "The initial password, guessed and kept")
                        .source(POLICY)
                        .tags("CWE-521", "CWE-307", "ASVS 6.4.1", "ASVS 6.1.2")
                        .correct("Judges a few guesses at the pattern, has it changed, and takes it not again.")
                        .fix("Count failures for each account; compare a new password with the one it replaces.")
                        .defects("password.initial-reusable", "password.not-throttled")
                        .pages(Steps.PASSWORD)
                        .destructive()
                        .trial(Trial.of(
                                Steps::honest,
                                Attempt.refused("kept as the new one", bench -> {
                                    Subject subject = Steps.at(bench, Steps.PASSWORD);
                                    return choose(subject, subject.persona().initialPassword());
                                }),
                                Attempt.refused("guessed by its pattern", bench -> {
                                    Subject subject = bench.newcomer();
                                    String pattern = subject.password()
                                            .substring(0, subject.password().length() - 8);
                                    int[] day = {10};
                                    return Guesses.thenRight(
                                            () -> signIn(subject, pattern + "199001" + day[0]++),
                                            () -> signIn(subject, subject.password()),
                                            PasswordProbes::isIn);
                                }))),
                Probe.of("F-21", MEDIUM, "A user id that exists beside one that does not")
                        .source(ENUMERATION)
                        .tags("CWE-204", "CWE-208", "ASVS 6.3.8")
                        .correct("Answers both alike: status, text, length, time.")
                        .fix("Use one message, and hash a password also where there is nobody.")
                        .defects("password.unknown-user-told", "password.unknown-user-quick")
                        .unless(Steps::lacksPasswords)
                        .destructive()
                        .alone()
                        .trial(Trial.look(
                                Attempt.refused("the answers", PasswordProbes::answers),
                                Attempt.refused("the time", PasswordProbes::times))),
                Probe.of("F-22", HIGH, "Twenty wrong passwords, then the right one; one password at twenty accounts")
                        .source(LOCKOUT)
                        .tags("CWE-307", "ASVS 6.1.1", "ASVS 6.3.1")
                        .correct("Judges a few, then none for a while, after which the person can sign in.")
                        .fix("Count failures for each account, with a pause that ends by itself; and for each"
                                + " password, or each source, over all accounts.")
                        .defects("password.not-throttled", "password.locked-for-good", "password.spraying-not-noticed")
                        .unless(Steps::lacksPasswords)
                        .destructive()
                        .trial(Trial.of(
                                PasswordProbes::honest,
                                Attempt.refused("at once", bench -> {
                                    Subject subject = bench.newcomer();
                                    return Guesses.thenRight(
                                            () -> signIn(subject, subject.password() + "x"),
                                            () -> signIn(subject, subject.password()),
                                            PasswordProbes::isIn);
                                }),
                                Attempt.refused("one password at twenty accounts", PasswordProbes::sprayed),
                                Attempt.accepted("half an hour later", bench -> {
                                    Subject subject = bench.newcomer();
                                    Guesses.judged(() -> signIn(subject, subject.password() + "x"));
                                    bench.pass(PAUSE);
                                    Page page = signIn(subject, subject.password());
                                    return isIn(page)
                                            ? Observation.accepted(
                                                    Answer.of(page).toString())
                                            : Observation.rejected("the person is locked out: " + Answer.of(page));
                                }))),
                Probe.of("F-23", MEDIUM, "New passwords: short, common, long, in Japanese")
                        .source(POLICY)
                        .tags("CWE-521", "ASVS 6.2.1", "ASVS 6.2.4", "ASVS 6.2.8", "ASVS 6.2.9")
                        .correct("Refuses short and common ones; takes 64 characters and any script.")
                        .fix("Ask for a length and compare with a list of common passwords.")
                        .defects("password.short-accepted", "password.common-accepted")
                        .pages(Steps.PASSWORD)
                        .trial(Trial.of(
                                Steps::honest,
                                Attempt.refused("seven characters", bench -> chosen(bench, "aB3-x9Q")),
                                Attempt.refused("one of the commonest", bench -> chosen(bench, "Password1234")),
                                Attempt.accepted("64 characters", bench -> chosen(bench, "aB3-x9Q_".repeat(8))),
                                Attempt.accepted("in Japanese", bench -> chosen(bench, "夏休みNatsu2026海と山")),
                                new Attempt(
                                        "200 characters",
                                        Expectation.NO_CRASH,
                                        bench -> chosen(bench, "aB3-x9Q_".repeat(25))))));
    }

    private static Observation honest(Bench bench) throws IOException {
        Subject subject = bench.newcomer();
        Page page = signIn(subject, subject.password());
        return Observation.ended(page, isIn(page));
    }

    /** The last account's is the right one. */
    private static Observation sprayed(Bench bench) throws IOException {
        Subject last = bench.newcomer();
        return Guesses.thenRight(
                () -> signIn(bench.newcomer(), last.password()),
                () -> signIn(last, last.password()),
                PasswordProbes::isIn);
    }

    private static Page signIn(Subject subject, String password) throws IOException {
        PortalSession window = subject.freshWindow();
        window.open("sign-in").require("sign-in");
        return window.submit("sign-in", Map.of("user-id", subject.persona().userId(), "password", password));
    }

    private static boolean isIn(Page page) {
        return !page.id().filter("sign-in"::equals).isPresent()
                && !Answer.of(page).isRefusal();
    }

    private static Observation chosen(Bench bench, String password) throws IOException {
        return choose(Steps.at(bench, Steps.PASSWORD), password);
    }

    private static Observation choose(Subject subject, String password) throws IOException {
        Map<String, String> typed = Map.of("new-password", password, "confirm-password", password);
        return Steps.ended(subject.window().submit(Steps.PASSWORD, typed), Steps.PASSWORD);
    }

    private static Observation answers(Bench bench) throws IOException {
        Subject known = bench.newcomer();
        Page wrong = signIn(known, "aikagi-Wrong-1");
        Page nobody = unknown(bench, known.persona().userId());
        String one = said(wrong, known.persona().userId());
        String other = said(nobody, "x" + known.persona().userId().substring(1));
        boolean alike =
                wrong.status() == nobody.status() && Answer.of(wrong).equals(Answer.of(nobody)) && one.equals(other);
        return Observation.that(
                alike, "one that exists: %s; one that does not: %s".formatted(Answer.of(wrong), Answer.of(nobody)));
    }

    private static Page unknown(Bench bench, String like) throws IOException {
        PortalSession window = bench.browser();
        window.open("sign-in");
        return window.submit("sign-in", Map.of("user-id", "x" + like.substring(1), "password", "aikagi-Wrong-1"));
    }

    private static String said(Page page, String userId) {
        return Jsoup.parse(page.html()).text().replace(userId, "");
    }

    /** A difference counts that shows each time: once may be the machine's. */
    private static Observation times(Bench bench) throws IOException {
        Times times = Times.measure(bench);
        for (int again = 1; again < REPETITIONS && times.areApart(); again++) {
            times = Times.measure(bench);
        }
        return times.areApart()
                ? Observation.broken(times.toString())
                : Observation.kept("of %d each none is quicker each time".formatted(TIMES));
    }

    /** Nanoseconds of answers, the quickest first, asked for in turns. */
    private record Times(List<Long> exists, List<Long> none) {
        static Times measure(Bench bench) throws IOException {
            List<Long> exists = new ArrayList<>();
            List<Long> none = new ArrayList<>();
            for (int time = 0; time < TIMES; time++) {
                String userId = bench.newcomer().persona().userId();
                exists.add(took(bench, userId));
                none.add(took(bench, "x" + userId.substring(1)));
            }
            return new Times(
                    exists.stream().sorted().toList(), none.stream().sorted().toList());
        }

        /** Of one kind even the quickest took longer than the other's three quickest. Noise makes answers slower, never quicker. */
        boolean areApart() {
            return isSlower(exists, none) || isSlower(none, exists);
        }

        private static boolean isSlower(List<Long> slow, List<Long> quick) {
            long third = quick.get(2);
            return slow.get(0) - third > Math.max(third * 3 / 10, LEAST_NANOS);
        }

        @Override
        public String toString() {
            return "of %d each the quickest took %d µs for one that exists, %d µs for one that does not"
                    .formatted(TIMES, exists.get(0) / 1_000, none.get(0) / 1_000);
        }
    }

    private static long took(Bench bench, String userId) throws IOException {
        PortalSession window = bench.browser();
        window.open("sign-in");
        long before = System.nanoTime();
        // Another password for each: the same one at so many accounts is refused by a portal that notices spraying.
        window.submit("sign-in", Map.of("user-id", userId, "password", "aikagi-Wrong-" + userId));
        return System.nanoTime() - before;
    }
}
