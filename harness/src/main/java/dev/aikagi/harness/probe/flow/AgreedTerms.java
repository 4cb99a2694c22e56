package dev.aikagi.harness.probe.flow;

import dev.aikagi.harness.mail.Mail;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.RequestDraft;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.FirstSignIn;
import dev.aikagi.harness.probe.Method;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Subject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which version of the terms a portal has kept as agreed to, where it shows that to the person. */
final class AgreedTerms {
    private static final String CODE = "mail-code";
    private static final String KEPT = "terms-version";
    private static final Pattern VERSION = Pattern.compile("(?i)(?:^|&)[^&=]*version[^&=]*=([^&]+)");

    private AgreedTerms() {}

    /** What the form names beside what the top page says afterwards. */
    static Observation kept(Bench bench) throws IOException {
        boolean shown = bench.profile().pages().values().stream()
                .anyMatch(page -> page.places().containsKey(KEPT));
        if (!shown || !bench.profile().pages().containsKey(CODE)) {
            throw new NotApplicableException(
                    "the portal shows nobody what they agreed to, as far as the profile tells: no place '" + KEPT
                            + "'");
        }
        Subject subject = bench.newcomer();
        FirstSignIn signIn = new FirstSignIn(subject, Method.EMAIL, bench.browser());
        signIn.walkTo(Steps.TERMS);
        RequestDraft agreement = subject.window().draft(Steps.TERMS, Map.of("decision", "accept"));
        Matcher version = VERSION.matcher(agreement.body());
        if (!version.find()) {
            throw new NotApplicableException("the form does not say which version of the terms is agreed to");
        }
        String agreed = URLDecoder.decode(version.group(1), StandardCharsets.UTF_8);
        subject.freshWindow();
        new FirstSignIn(subject, Method.EMAIL, bench.browser()).walk();
        String kept = signedIn(subject).place(KEPT).strip();
        return Observation.that(kept.equals(agreed), "agreed to '%s', kept '%s'".formatted(agreed, kept));
    }

    private static Page signedIn(Subject subject) throws IOException {
        subject.freshWindow();
        subject.signIn().require(CODE);
        Mail mail = subject.awaitMail(candidate -> candidate.code().isPresent());
        return subject.window().submit("code", Map.of("code", mail.code().orElseThrow()));
    }
}
