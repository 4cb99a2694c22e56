package dev.aikagi.harness.probe.totp;

import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.MEDIUM;
import static dev.aikagi.harness.probe.totp.TotpProbes.probe;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.OtpAuthUri;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** O: the seeds of apps. */
final class TotpSeedProbes {
    private static final int PEOPLE = 6;
    private static final int LEAST_BITS = 128;

    List<Probe> probes() {
        return List.of(
                probe("O-09", HIGH, "The seeds of several enrolments")
                        .source(Source.of("RFC 4226 §4 R6", "https://www.rfc-editor.org/rfc/rfc4226#section-4"))
                        .tags("CWE-331", "ASVS 6.5.3")
                        .correct("Draws 128 bits at least, another seed each time, from nothing that is known.")
                        .fix("Draw 20 bytes from a cryptographic generator for every enrolment.")
                        .defects("totp.short-seed", "totp.seed-constant")
                        .trial(Trial.look(TotpSeedProbes::quality)),
                probe("O-10", MEDIUM, "The seed on pages after the enrolment")
                        .source(Source.asvs("14.2.1", "0x23-V14-Data-Protection"))
                        .tags("CWE-200", "ASVS 14.2.1")
                        .correct("Shows the seed until it is confirmed, never again.")
                        .fix("Keep a confirmed seed where no page reads it.")
                        .defects("totp.seed-shown-again")
                        .trial(Trial.of(TotpProbes::honest, Attempt.refused("", TotpSeedProbes::shownAgain))),
                probe("O-11", HIGH, "A seed of the client's own choice")
                        .source(Source.of("WSTG-ATHN-11", TotpProbes.WSTG_MFA))
                        .tags("CWE-602", "ASVS 2.2.2")
                        .correct("Takes its own seed alone.")
                        .fix("Keep the seed in the session, not in the form.")
                        .defects("totp.seed-from-client")
                        .trial(Trial.of(TotpProbes::honest, Attempt.refused("", TotpSeedProbes::chosen))),
                probe("O-12", MEDIUM, "The enrolment page is loaded again: the seed from before")
                        .source(Source.asvs("2.3.3", "0x11-V2-Validation-and-Business-Logic"))
                        .tags("CWE-613", "ASVS 2.3.3")
                        .correct("Keeps the seed, or forgets the one from before: never are two valid.")
                        .fix("Keep one seed that waits for its code.")
                        .defects("totp.seeds-pile-up")
                        .trial(Trial.of(TotpProbes::honest, Attempt.refused("", TotpSeedProbes::fromBefore))),
                probe("O-13", HIGH, "An enrolment without a code")
                        .source(Source.of("WSTG-ATHN-11", TotpProbes.WSTG_MFA))
                        .tags("CWE-287", "ASVS 6.5.1")
                        .correct("Enrols an app after a code from it.")
                        .fix("Verify a code before the seed is stored.")
                        .defects("totp.not-proved")
                        .trial(Trial.of(
                                TotpProbes::honest,
                                Attempt.refused("a wrong code", bench -> enrolment(bench, TotpApp::wrongCode)),
                                Attempt.refused("no code", bench -> enrolment(bench, app -> "")))));
    }

    private static Observation quality(Bench bench) throws Exception {
        Set<Bytes> seeds = new HashSet<>();
        TotpApp first = TotpApp.scanned(bench);
        PortalSession again = bench.browser();
        first.subject().signIn(again);
        seeds.add(first.seed().secret());
        seeds.add(TotpApp.seedOn(again.page(), bench).secret());
        for (int person = 1; person < PEOPLE; person++) {
            seeds.add(TotpApp.scanned(bench).seed().secret());
        }
        int least = seeds.stream().mapToInt(seed -> seed.size() * 8).min().orElse(0);
        String user = first.subject().persona().userId();
        boolean telling =
                seeds.stream().anyMatch(seed -> new String(seed.toArray(), StandardCharsets.ISO_8859_1).contains(user));
        return Observation.that(
                least >= LEAST_BITS && seeds.size() == PEOPLE + 1 && !telling,
                "of %d enrolments, one person's twice, %d seeds differ; the shortest has %d bits%s"
                        .formatted(PEOPLE + 1, seeds.size(), least, telling ? "; the user id is in one" : ""));
    }

    private static Observation shownAgain(Bench bench) throws Exception {
        TotpApp app = TotpApp.enrolled(bench);
        String seed = app.seed().secretBase32();
        PortalSession window = app.subject().window();
        Page page = window.page();
        Page reloaded = window.reload();
        boolean shown = shows(page, seed) || shows(reloaded, seed);
        return Observation.that(
                !shown, "the page after the enrolment %s the seed".formatted(shown ? "bears" : "lacks"));
    }

    private static boolean shows(Page page, String seed) {
        return page.html().replaceAll("[ -]", "").contains(seed);
    }

    /** Puts the seed where the form has the portal's own, base32 or plain, and under the names that it might have. */
    private static Observation chosen(Bench bench) throws Exception {
        TotpApp app = TotpApp.scanned(bench);
        Bytes plain = Bytes.of(TotpApp.letters(bench).getBytes(StandardCharsets.US_ASCII));
        OtpAuthUri ours = TotpCode.with(app.seed(), plain);
        String base32 = ours.secretBase32();
        PortalSession window = app.subject().window();
        RequestDraft draft = window.draft("totp", Map.of("code", TotpCode.of(ours, app.step())));
        String portals = new String(app.seed().secret().toArray(), StandardCharsets.ISO_8859_1);
        String body = draft.body()
                .replace("=" + app.seed().secretBase32(), "=" + base32)
                .replace("=" + portals, "=" + new String(plain.toArray(), StandardCharsets.ISO_8859_1));
        for (String name : List.of("secret", "totpSecret", "key", "seed")) {
            body += body.contains(name + "=") ? "" : "&" + name + "=" + base32;
        }
        Page page = window.send(draft.withBody(body));
        if (TotpApp.isEnrolment(page) || Answer.of(page).isRefusal()) {
            return ended(page);
        }
        // Whatever was enrolled: it is the chosen seed only if codes of it let the person in.
        app.steps(1);
        Page in = TotpApp.type(app.asked(), TotpCode.of(ours, app.step()));
        return Observation.ended(in, TotpApp.isIn(in));
    }

    private static Observation fromBefore(Bench bench) throws Exception {
        TotpApp app = TotpApp.scanned(bench);
        Page again = app.subject().window().reload();
        OtpAuthUri second = TotpApp.seedOn(again, bench);
        if (second.equals(app.seed())) {
            return Observation.kept("the seed stays the same");
        }
        return ended(app.enrol(app.code(0)));
    }

    private interface Typed {
        String code(TotpApp app);
    }

    private static Observation enrolment(Bench bench, Typed typed) throws IOException, OtpAuthException {
        TotpApp app = TotpApp.scanned(bench);
        return ended(app.enrol(typed.code(app)));
    }

    private static Observation ended(Page page) {
        return Observation.ended(
                page, !TotpApp.isEnrolment(page) && !Answer.of(page).isRefusal());
    }
}
