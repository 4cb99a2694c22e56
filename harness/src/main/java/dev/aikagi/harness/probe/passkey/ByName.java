package dev.aikagi.harness.probe.passkey;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A portal that asks for a name and nothing else, such as a server of FIDO's REST shape: whoever says a name is told which
 * passkeys it signs in with, which is the list of them, and whoever has a name that nobody has registers.
 */
final class ByName {
    /** The form, on whichever page, that asks for options to register in a name. */
    private static final String REGISTER = "register";

    private ByName() {}

    /** A person's ceremony in another browser; empty where the name is not enough, or the portal does not know it. */
    static Optional<PasskeySignIn> signIn(Bench bench, Subject subject) throws IOException {
        if (!bench.profile().asksForNameAlone()) {
            return Optional.empty();
        }
        PortalSession window = bench.browser();
        Page page = subject.signIn(window);
        return page.id().filter("passkey-sign-in"::equals).isPresent()
                ? Optional.of(PasskeySignIn.onPage(bench, window))
                : Optional.empty();
    }

    /** The ids of the passkeys that the portal has of a person. */
    static List<String> listed(Bench bench, Subject subject) throws IOException {
        List<String> ids = new ArrayList<>();
        Optional<PasskeySignIn> signIn = signIn(bench, subject);
        if (signIn.isPresent()) {
            for (JsonNode passkey : signIn.get().forge().options().path("allowCredentials")) {
                ids.add(passkey.path("id").asString(""));
            }
        }
        return ids;
    }

    static boolean lists(Bench bench, Subject subject, ForgedCredential credential) throws IOException {
        return listed(bench, subject).contains(Hash.base64Url(credential.id()));
    }

    /**
     * Whether that passkey, used honestly, signs in under the person's name, and one that nobody has registered does not:
     * from a portal that says yes to either nothing is learnt.
     */
    static boolean opens(Bench bench, Subject subject, ForgedCredential credential) throws IOException {
        Optional<PasskeySignIn> signIn = signIn(bench, subject);
        if (signIn.isEmpty() || !signIn.get().takes(credential)) {
            return false;
        }
        return bench.once("sign-in by name: a passkey that nobody has registered", () -> {
                    PasskeySignIn other = signIn(bench, subject).orElse(signIn.get());
                    ForgedCredential nobodys = ForgedCredential.create(credential.userHandle(), bench.random());
                    return Answer.of(other.send(other.honest(nobodys).json()));
                })
                .isRefusal();
    }

    /** Whether the page that stands in that browser gives options to register in a name. */
    static boolean registers(PortalSession window) {
        return window.page().hasForm(REGISTER);
    }

    /** Asks for options to register in the person's name. */
    static Page register(PortalSession window, Subject subject) throws IOException {
        return window.submit(REGISTER, Map.of("user-id", subject.persona().userId()));
    }
}
