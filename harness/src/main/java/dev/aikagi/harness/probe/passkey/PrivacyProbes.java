package dev.aikagi.harness.probe.passkey;

import static dev.aikagi.harness.probe.Severity.LOW;
import static dev.aikagi.harness.probe.Severity.MEDIUM;
import static dev.aikagi.harness.probe.passkey.AuthenticationProbes.probe;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalProfile.Field;
import dev.aikagi.harness.portal.PortalProfile.FormProfile;
import dev.aikagi.harness.portal.PortalProfile.HtmlFormProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Exhibit;
import dev.aikagi.harness.probe.Method;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Trial;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jsoup.Jsoup;
import tools.jackson.databind.node.ObjectNode;

/** The rows of A that ask what a stranger learns of accounts and their passkeys. */
final class PrivacyProbes {
    private static final String SIGN_IN = "sign-in";

    List<Probe> probes() {
        return List.of(
                probe("A-26", MEDIUM, "The options for people with passkeys, without any, and for nobody", 1)
                        .source(
                                Source.webAuthn("§14.6.2", "sctn-username-enumeration"),
                                Source.webAuthn("§14.6.3", "sctn-credential-id-privacy-leak"))
                        .tags("CWE-204", "ASVS 6.3.8")
                        .correct("Gives everybody the same options before anybody has signed in.")
                        .fix("List no passkeys before the password; let the passkey say who comes.")
                        .defects("webauthn.options-by-name")
                        .unless(profile -> profile.asksForNameAlone()
                                ? Optional.of("whoever says a name is told its passkeys: the portal hides no names")
                                : Optional.empty())
                        .trial(Trial.look(PrivacyProbes::options)),
                probe("A-27", LOW, "What is said of a bad signature, and of an unknown passkey", 7)
                        .source(Source.webAuthn("§14.6.2", "sctn-username-enumeration"))
                        .tags("CWE-204")
                        .correct("Says the same of both.")
                        .fix("Use one message for every passkey that is refused.")
                        .defects("webauthn.unknown-passkey-told")
                        .trial(Trial.look(PrivacyProbes::failures)));
    }

    private static Observation options(Bench bench) throws IOException {
        String with = SignInTrial.enrolled(bench).subject().persona().userId();
        String without = bench.setUp(Method.EMAIL).persona().userId();
        String nobody = "x" + with.substring(1);
        List<String> seen = new ArrayList<>();
        for (String userId : List.of(with, without, nobody, with)) {
            seen.add(named(bench, userId));
            seen.add(afterWrongPassword(bench, userId));
        }
        return Observation.that(
                new HashSet<>(seen).size() == 1,
                "%d of %d sets of options are alike"
                        .formatted(seen.stream().filter(seen.get(0)::equals).count(), seen.size()),
                Exhibit.text("options, without their challenges", String.join("\n", seen)));
    }

    private static String named(Bench bench, String userId) throws IOException {
        PortalSession window = bench.browser();
        URI address = window.open(SIGN_IN).uri();
        String query = field(bench) + "=" + URLEncoder.encode(userId, StandardCharsets.UTF_8);
        return known(window.get(URI.create(address + (address.getRawQuery() == null ? "?" : "&") + query)));
    }

    private static String afterWrongPassword(Bench bench, String userId) throws IOException {
        PortalSession window = bench.browser();
        window.open(SIGN_IN);
        return known(window.submit(SIGN_IN, Map.of("user-id", userId, "password", "aikagi-Wrong-" + userId)));
    }

    /** What the form calls the user id in the HTML. */
    private static String field(Bench bench) {
        FormProfile form = Objects.requireNonNull(bench.profile().pages().get(SIGN_IN))
                .forms()
                .get(SIGN_IN);
        return form instanceof HtmlFormProfile html && html.fields().get("user-id") instanceof Field.Control control
                ? control.htmlName()
                : "username";
    }

    /** The options without what has to differ. */
    private static String known(Page page) {
        if (!PasskeyPage.isThere(page)) {
            throw new NotApplicableException("the portal gives no options before the password");
        }
        ObjectNode options = PasskeyPage.forge(page).options().deepCopy();
        options.remove("challenge");
        return options.toString();
    }

    private static Observation failures(Bench bench) throws IOException {
        SignInTrial.Enrolled person = SignInTrial.enrolled(bench);
        ForgedCredential known = person.credential();
        ForgedCredential unknown = ForgedCredential.create(known.userHandle(), bench.random());
        Page bad = refused(person, known);
        Page none = refused(person, unknown);
        boolean alike = Answer.of(bad).equals(Answer.of(none)) && text(bad).equals(text(none));
        return Observation.that(
                alike, "a bad signature: %s; an unknown passkey: %s".formatted(Answer.of(bad), Answer.of(none)));
    }

    private static Page refused(SignInTrial.Enrolled person, ForgedCredential credential) throws IOException {
        PasskeySignIn signIn = person.signInFirst();
        AssertionSeams seams = new AssertionSeams().signature((key, data) -> Mutations.flipLast(key.sign(data)));
        return signIn.send(signIn.forge().assertion(credential, 0, seams).json());
    }

    private static String text(Page page) {
        return Jsoup.parse(page.html()).text();
    }
}
