package dev.aikagi.harness.probe.passkey;

import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.LOW;
import static dev.aikagi.harness.probe.Severity.MEDIUM;
import static dev.aikagi.harness.probe.passkey.RegistrationProbes.probe;
import static dev.aikagi.harness.probe.passkey.RegistrationTrial.registration;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Expectation;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Trial;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The rows of R that hold a portal to what its own options say, and ask how often it stores and what it shows. */
final class RegistrationPolicyProbes {
    private static final String NAME = "passkey-name";
    private static final String MARKUP = "<img src=x onerror=aikagi()>";
    private static final int LONG = 10_000;

    List<Probe> probes() {
        return List.of(excluded(), race(), attachment(), again(), discoverable(), names(), conditional());
    }

    private static Probe excluded() {
        return probe("R-04", MEDIUM, "The options for who has a passkey already", 26)
                .source(Source.webAuthn("§5.4", "dom-publickeycredentialcreationoptions-excludecredentials"))
                .tags("CWE-694")
                .correct("List it under excludeCredentials.")
                .fix("Write the ids of all passkeys of the account into excludeCredentials.")
                .defects("webauthn.exclude-list-empty")
                .trial(Trial.look(SecondEnrolment::excluded));
    }

    private static Probe race() {
        return probe("R-10", HIGH, "The same response twice, at once", 8)
                .source(Source.webAuthn("§13.4.3", "sctn-cryptographic-challenges"))
                .tags("CWE-362", "CWE-294")
                .correct("Stores one passkey.")
                .fix("Remove the challenge in the same step that compares it.")
                .defects("webauthn.registered-twice")
                .trial(registration().refusedDeed("", SecondEnrolment::twiceAtOnce));
    }

    private static Probe attachment() {
        return probe("R-31", MEDIUM, "Another authenticatorAttachment than the options ask for", 19)
                .source(Source.webAuthn("§5.4.5", "enum-attachment"))
                .tags("CWE-602", "ASVS 2.2.2")
                .correct("Refuses it, if it insists; a hint that nobody insists on is better not given.")
                .fix("Compare the response's authenticatorAttachment with the options' on the server.")
                .defects("webauthn.attachment-not-checked")
                .trial(registration((seams, here) -> seams.json(Mutations.put("authenticatorAttachment", asked(here))))
                        .refused("the other one", (seams, here) -> {
                            String other = asked(here).equals("platform") ? "cross-platform" : "platform";
                            seams.json(Mutations.put("authenticatorAttachment", other));
                        })
                        .either("none", (seams, here) -> seams.json(json -> json.remove("authenticatorAttachment"))));
    }

    private static String asked(Enrolment here) {
        String asked = here.forge()
                .options()
                .path("authenticatorSelection")
                .path("authenticatorAttachment")
                .asString("");
        if (asked.isEmpty()) {
            throw new NotApplicableException("the portal's options ask for no attachment");
        }
        return asked;
    }

    private static Probe again() {
        return probe("R-32", MEDIUM, "A passkey that the options exclude, registered again", 26)
                .tags("CWE-694", "CVE-2026-8830")
                .correct("Refuses the same credential id, whoever has it.")
                .fix("Refuse a credential id that is taken.")
                .defects("webauthn.credential-id-overwrites")
                .trial(Trial.of(SecondEnrolment::other, Attempt.refused("", SecondEnrolment::same)));
    }

    private static Probe discoverable() {
        return probe("R-33", LOW, "credProps says that the passkey is not discoverable, and the options require it", 28)
                .source(Source.webAuthn("§10.1.3", "sctn-authenticator-credential-properties-extension"))
                .tags("CWE-602", "CVE-2026-8830")
                .correct("Refuses it, or marks it as one that cannot sign in without a name.")
                .fix("Look at clientExtensionResults.credProps.rk where residentKey is required.")
                .defects("webauthn.not-discoverable-accepted")
                .trial(registration().refused("", (seams, here) -> {
                    requireDiscoverableAsked(here);
                    seams.json(json ->
                            json.withObject("/clientExtensionResults/credProps").put("rk", false));
                }));
    }

    private static void requireDiscoverableAsked(Enrolment here) {
        ObjectNode options = here.forge().options();
        String asked =
                options.path("authenticatorSelection").path("residentKey").asString("");
        boolean answered = options.path("extensions").path("credProps").asBoolean(false);
        if (!asked.equals("required") || !answered) {
            throw new NotApplicableException("the options do not require a discoverable passkey and ask for credProps");
        }
    }

    private static Probe names() {
        return probe("R-39", MEDIUM, "Names of passkeys: markup, none, very long, in odd characters", 29)
                .source(Source.asvs("1.2.1", "0x10-V1-Encoding-and-Sanitization"))
                .tags("CWE-79", "ASVS 1.2.1", "ASVS 2.2.1")
                .correct("Stores what it takes as text, and escapes it wherever it is shown.")
                .fix("Escape every name when it is written into a page; limit its length.")
                .defects("webauthn.name-as-markup")
                .pages(NAME)
                .trial(Trial.of(
                        bench -> ended(named(bench, "aikagi")),
                        Attempt.refused("markup", RegistrationPolicyProbes::markup),
                        either("none", ""),
                        either("10 000 characters", "x".repeat(LONG)),
                        either("a NUL", "a\0b"),
                        either("from right to left", "\u202Eikagia"),
                        either("beyond the basic plane", "鍵\uD83D\uDD11")));
    }

    private static Attempt either(String name, String label) {
        return new Attempt(name, Expectation.NO_CRASH, bench -> ended(named(bench, label)));
    }

    private static Page named(Bench bench, String label) throws IOException {
        return named(Enrolment.begin(bench), label);
    }

    private static Page named(Enrolment here, String label) throws IOException {
        here.submit(here.honest(here.newCredential()).json()).require(NAME);
        return here.window().submit(NAME, Map.of("label", label));
    }

    private static Observation ended(Page page) {
        return Observation.ended(
                page,
                !page.id().filter(NAME::equals).isPresent() && !Answer.of(page).isRefusal());
    }

    private static Observation markup(Bench bench) throws IOException {
        Enrolment here = Enrolment.begin(bench);
        Page page = named(here, MARKUP);
        Optional<Page> list = page.has("credentials") ? Optional.empty() : Landing.list(here.window(), bench.profile());
        boolean asMarkup = page.html().contains(MARKUP)
                || list.filter(shown -> shown.html().contains(MARKUP)).isPresent();
        return Observation.that(
                !asMarkup,
                asMarkup ? "the page holds it as markup" : "as text, or not at all: " + Answer.of(list.orElse(page)));
    }

    private static Probe conditional() {
        return probe("R-40", MEDIUM, "Neither touched nor verified (UP=0, UV=0), where nobody asked for that", 15)
                .source(Source.webAuthn("§5.1.3", "sctn-createCredential"))
                .tags("CWE-287")
                .correct("Refuses: only a ceremony with conditional mediation goes without both.")
                .fix("Require the flags unless this very ceremony was begun as conditional.")
                .defects("webauthn.conditional-create-anywhere")
                .trial(registration()
                        .refused(
                                "",
                                (seams, here) -> seams.authData(
                                        data -> data.without(AuthData.UP).without(AuthData.UV))));
    }
}
