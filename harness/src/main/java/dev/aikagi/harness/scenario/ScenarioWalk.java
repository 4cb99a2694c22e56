package dev.aikagi.harness.scenario;

import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.harness.device.KeyContext;
import dev.aikagi.harness.device.SecurityKey;
import dev.aikagi.harness.device.SimulatedKey;
import dev.aikagi.harness.scenario.Scenario.PlannedStep;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One walk of a scenario, a step at a time. After a step that did not pass, the others are skipped. */
public final class ScenarioWalk implements AutoCloseable {
    /** How long a key waits for a user who does not react; real keys wait 30 s. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final Scenario scenario;
    private final Scenario.Variant variant;
    private final RunOptions options;
    private final InstantSource wall;
    private final Walk walk;
    private final StepRunner runner;
    private final Instant startedAt;
    private final List<StepResult> results = new ArrayList<>();

    ScenarioWalk(Scenario scenario, Scenario.Variant variant, RunTarget target, RunOptions options, InstantSource wall)
            throws IOException {
        this.scenario = scenario;
        this.variant = variant;
        this.options = options;
        this.wall = wall;
        this.startedAt = wall.instant();
        this.walk = begin(target);
        this.runner = new StepRunner(walk, wall, options.language());
    }

    public ScenarioHeading heading() {
        return new ScenarioHeading(
                scenario.id(),
                scenario.chapter(),
                scenario.title(options.language()),
                variant.name(),
                variant.steps().size());
    }

    /** The steps, in their order. */
    public List<PlannedStep> steps() {
        return variant.steps();
    }

    /** Takes the next step, or skips it after one that did not pass. */
    public StepResult next() {
        PlannedStep step = variant.steps().get(results.size());
        boolean goOn = results.stream().allMatch(result -> result.outcome() == Outcome.PASSED);
        StepResult result = goOn ? runner.run(step) : runner.skip(step);
        results.add(result);
        return result;
    }

    /** What became of it: the first outcome that is not passed. */
    public ScenarioResult result() {
        Outcome outcome = results.stream()
                .map(StepResult::outcome)
                .filter(each -> each != Outcome.PASSED)
                .findFirst()
                .orElse(Outcome.PASSED);
        return new ScenarioResult(
                scenario.id(),
                scenario.chapter(),
                scenario.title(options.language()),
                variant.name(),
                outcome,
                "",
                startedAt,
                Duration.between(startedAt, wall.instant()),
                results);
    }

    @Override
    public void close() throws IOException {
        walk.close();
    }

    private Walk begin(RunTarget target) throws IOException {
        String name = scenario.id() + "/" + variant.name();
        Persona persona = target.admit(Persona.generate(options.seed(), name));
        Redactor redactor = new Redactor();
        for (PasswordChoice password : PasswordChoice.values()) {
            redactor.hide(password.of(persona), password.name().toLowerCase(Locale.ROOT) + " password");
        }
        redactor.hide(persona.masterPassword(), "master password");
        EvidenceLog evidence = new EvidenceLog(wall, redactor, new Words(options.language()));
        SecureRandom random = new SeededRandom(options.seed() ^ Persona.hash(name + "/key"));
        redactor.hide(options.secrets().pin(), "PIN of the key");
        redactor.hide(options.secrets().oathPassword(), "password of the card");
        KeyRing keys = keys(target, random, evidence);
        return new Walk(target, new WalkParts(persona, options.language(), keys, random, wall, evidence, redactor));
    }

    private KeyRing keys(RunTarget target, SecureRandom random, EvidenceLog evidence) throws IOException {
        VirtualUser user = new VirtualUser(PATIENCE);
        user.enroll(true);
        FrameLog frames = new FrameLog(wall);
        SecurityKey key = options.key().open(new KeyContext(variant.key(), target.clock(), random, user, frames));
        return new KeyRing(reached(key, target, frames, evidence), options.secrets(), frames, evidence);
    }

    /** At the device, or from another one: then it is a phone, which an emulated key alone can be. */
    private SecurityKey reached(SecurityKey key, RunTarget target, FrameLog frames, EvidenceLog evidence)
            throws IOException {
        if (!variant.hybrid()) {
            return key;
        }
        if (key instanceof SimulatedKey phone) {
            return PhoneInFront.start(options.seed(), evidence).with(phone, options.seed(), target.clock(), frames);
        }
        key.close();
        throw new IOException(evidence.words().of("no-phone", key.name()));
    }
}
