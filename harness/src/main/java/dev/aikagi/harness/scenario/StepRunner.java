package dev.aikagi.harness.scenario;

import dev.aikagi.harness.mail.MailTimeoutException;
import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.VaultException;
import dev.aikagi.harness.portal.PageMismatchException;
import dev.aikagi.harness.portal.PortalUnreachableException;
import dev.aikagi.harness.scenario.Evidence.Block;
import dev.aikagi.harness.scenario.Scenario.PlannedStep;
import dev.aikagi.harness.webauthn.WebAuthnException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes a step, and turns whatever comes of it into a result: the one place that does. */
final class StepRunner {
    private final Walk walk;
    private final InstantSource wall;
    private final Locale language;

    StepRunner(Walk walk, InstantSource wall, Locale language) {
        this.walk = walk;
        this.wall = wall;
        this.language = language;
    }

    StepResult run(PlannedStep step) {
        Instant startedAt = wall.instant();
        Finding finding = find(step);
        if (finding.outcome() != Outcome.PASSED) {
            keepPage();
        }
        return new StepResult(
                step.verb(),
                step.title(language),
                step.mark(),
                finding.outcome(),
                walk.redact(finding.message()),
                startedAt,
                Duration.between(startedAt, wall.instant()),
                walk.evidence().take());
    }

    StepResult skip(PlannedStep step) {
        return new StepResult(
                step.verb(),
                step.title(language),
                step.mark(),
                Outcome.SKIPPED,
                "",
                wall.instant(),
                Duration.ZERO,
                List.of());
    }

    private Finding find(PlannedStep step) {
        try {
            return new Finding(Outcome.PASSED, attempt(step));
        } catch (StepFailedException | PageMismatchException | MailTimeoutException e) {
            return new Finding(Outcome.FAILED, said(e));
        } catch (PortalUnreachableException e) {
            return new Finding(Outcome.UNDECIDED, "the portal cannot be reached: " + said(e));
        } catch (IOException e) {
            return new Finding(Outcome.UNDECIDED, said(e));
        } catch (RuntimeException e) {
            keepTrace(e);
            return new Finding(Outcome.UNDECIDED, "a defect of Aikagi: " + e);
        }
    }

    private String attempt(PlannedStep step) throws StepFailedException, IOException {
        Expectation expected = step.task().expectation();
        String seen = "";
        Refusal refusal = Refusal.NONE;
        try {
            seen = step.task().step().run(walk);
        } catch (WebAuthnException e) {
            refusal = new Refusal(Optional.of(e.name()), e.name() + ": " + said(e));
        } catch (OtpAuthException e) {
            refusal = new Refusal(Optional.of("app"), said(e));
        } catch (VaultException e) {
            refusal = new Refusal(Optional.of("vault"), said(e));
        }
        if (!expected.refusal().equals(refusal.by())) {
            throw new StepFailedException(
                    expected.refusal().map(by -> "expected a refusal, " + by).orElse("refused") + "; came "
                            + (refusal.by().isEmpty() ? seen : refusal.message()));
        }
        if (walk.hasPage()) {
            expected.check(walk.page(), walk.newPage());
        }
        return refusal.by().isEmpty() ? seen : refusal.message();
    }

    private void keepPage() {
        if (walk.hasPage()) {
            walk.evidence()
                    .add(
                            Lane.HTTP,
                            walk.words().of("page-as-it-stood", walk.seen()),
                            new Block("page", "text/html", walk.page().html()));
        }
    }

    private void keepTrace(RuntimeException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        walk.evidence().add(Lane.CLIENT, walk.words().of("defect"), Block.plain("stack-trace", trace.toString()));
    }

    private static String said(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private record Finding(Outcome outcome, String message) {}

    /** Who refused on our side, and with which words. */
    private record Refusal(Optional<String> by, String message) {
        static final Refusal NONE = new Refusal(Optional.empty(), "");
    }
}
