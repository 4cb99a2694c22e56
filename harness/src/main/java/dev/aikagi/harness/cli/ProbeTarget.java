package dev.aikagi.harness.cli;

import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.portal.reference.Defect;
import dev.aikagi.harness.portal.reference.Limits;
import dev.aikagi.harness.portal.reference.ReferencePortalConfig;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeLanes;
import dev.aikagi.harness.probe.ProbeListener;
import dev.aikagi.harness.probe.ProbeRun;
import dev.aikagi.harness.probe.ProbeRunInfo;
import dev.aikagi.harness.scenario.EmbeddedTarget;
import dev.aikagi.harness.scenario.KeycloakTarget;
import dev.aikagi.harness.scenario.RunTarget;
import dev.aikagi.harness.scenario.Targets;
import dev.aikagi.harness.yaml.SourceMark;
import dev.aikagi.harness.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which portal is probed, and what may be done to it. */
final class ProbeTarget {
    /**
     * When the embedded portal's clock begins: with a fixed time, people, keys and certificates, and so every byte that
     * is sent, depend on the seed alone.
     */
    private static final InstantSource START = InstantSource.fixed(Instant.parse("2026-04-01T00:00:00Z"));

    /** Its passwords live for seconds, and a probe types many. */
    private static final int PASSWORD_ITERATIONS = 20;

    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 10_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--portal",
            paramLabel = "PORTAL",
            description =
                    "embedded, embedded-attested, embedded-metadata, embedded-https (trusted attestation, metadata, HTTPS),"
                            + " fido-rest (no pages), keycloak, keycloak-stock, keycloak-attested; fido-rest=URL,"
                            + " keycloak=URL, keycloak=FILE, spring-security=URL (one that runs); or a portal profile"
                            + " (default: ${DEFAULT-VALUE}).",
            defaultValue = Targets.EMBEDDED)
    private String portal = Targets.EMBEDDED;

    @Option(
            names = "--base-uri",
            paramLabel = "URI",
            description = "Where the portal of a profile answers, instead of the profile's.")
    private @Nullable URI baseUri;

    @Option(
            names = "--persona",
            paramLabel = "FILE",
            description = "Who is used on the portal of a profile: user id, passwords, birth date, mailbox.")
    private @Nullable Path persona;

    @Option(
            names = "--defect",
            paramLabel = "NAME",
            split = ",",
            description = "Let the embedded portal make this mistake; aikagi portal --list-defects lists them.")
    private List<String> defects = List.of();

    @Option(
            names = "--i-am-authorised",
            paramLabel = "HOST",
            split = ",",
            description = "The portal on HOST, which is not this machine, may be attacked: its owner has agreed.")
    private List<String> authorised = List.of();

    @Option(names = "--destructive", description = "Also probes that lock accounts or send many mails.")
    private boolean destructive;

    @Option(names = "--seed", paramLabel = "N", description = "Repeat a run: the same seed sends the same bytes.")
    private @Nullable Long seed;

    @Option(
            names = "--lang",
            description = "Language of portal and report: ja or en (default: ${DEFAULT-VALUE}); probes speak English.",
            defaultValue = "en")
    private Language language = Language.EN;

    /** Repeats what a report tells. */
    void repeat(long itsSeed, List<String> itsDefects) {
        seed = itsSeed;
        defects = List.copyOf(itsDefects);
    }

    String portal() {
        return portal;
    }

    /**
     * Opens the portal and does the probes.
     *
     * @throws UsageException if options do not fit together, or nobody said that the portal may be attacked
     * @throws IOException if the portal cannot be reached or started
     */
    ProbeRun run(List<Probe> probes, ProbeListener listener) throws UsageException, IOException {
        long chosen = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
        try (RunTarget target = open(chosen)) {
            Locale locale = language.locale();
            ProbeRunInfo info = new ProbeRunInfo(
                    Main.Version.name(), target.profile().name(), target.baseUri(), chosen, locale, defects);
            ProbeLanes lanes =
                    new ProbeLanes(() -> new Bench(target, chosen, locale), target.lanes(), destructive, listener);
            AtExit stopped = AtExit.of("aikagi-leave", () -> leave(lanes, target));
            try {
                return lanes.run(info, probes);
            } finally {
                stopped.close();
                tell(lanes.staying());
            }
        }
    }

    private void tell(List<String> staying) {
        PrintWriter err = command.commandLine().getErr();
        staying.forEach(what -> err.println("aikagi: " + what));
        err.flush();
    }

    /** In the midst of a run: nobody stays on a portal that goes on. */
    private void leave(ProbeLanes lanes, RunTarget target) {
        try {
            List<String> staying = Targets.isStartedByUs(portal) ? List.of() : lanes.abandon();
            if (!staying.isEmpty()) {
                PrintWriter err = command.commandLine().getErr();
                err.println("aikagi: these people stay on the portal: " + String.join(", ", staying));
                err.flush();
            }
            tell(lanes.staying());
        } finally {
            target.close();
        }
    }

    private RunTarget open(long chosen) throws UsageException, IOException {
        List<Defect> mistakes = Defects.named(defects);
        if (Targets.isEmbedded(portal)) {
            return embedded(chosen, mistakes);
        }
        if (!mistakes.isEmpty()) {
            throw new UsageException("--defect goes with the embedded portal");
        }
        Targets named = new Targets(
                portal,
                Optional.ofNullable(baseUri),
                Optional.ofNullable(persona),
                language.locale(),
                PortalOption.progress(command.commandLine().getErr()));
        if (!Targets.isStartedByUs(portal)) {
            new Agreement(portal, Optional.ofNullable(baseUri), authorised).require(named);
        }
        return PortalOption.open(named, chosen);
    }

    /** The port follows from the seed, since the origin is signed; if it is taken, a free one. */
    private RunTarget embedded(long seed, List<Defect> mistakes) throws IOException {
        int port = FIRST_PORT + (int) Math.floorMod(seed, (long) PORTS);
        try {
            return started(seed, config -> configured(config, mistakes).port(port));
        } catch (BindException e) {
            return started(seed, config -> configured(config, mistakes));
        }
    }

    private RunTarget started(long seed, UnaryOperator<ReferencePortalConfig.Builder> change) throws IOException {
        return switch (portal) {
            case Targets.ATTESTED -> EmbeddedTarget.attested(START, seed, change);
            case Targets.SECURE -> EmbeddedTarget.secure(START, seed, change);
            case Targets.METADATA -> EmbeddedTarget.withMetadata(START, seed, change);
            case Targets.REST -> EmbeddedTarget.rest(START, seed, change);
            default -> EmbeddedTarget.start(START, seed, change);
        };
    }

    private static ReferencePortalConfig.Builder configured(
            ReferencePortalConfig.Builder config, List<Defect> mistakes) {
        return config.defects(mistakes).limits(Limits.DEFAULT.withPasswordIterations(PASSWORD_ITERATIONS));
    }

    /** Where in the portal's profile the page of a probe stands. */
    Function<Probe, SourceMark> marks() throws IOException {
        boolean paged = Targets.isEmbedded(portal) && !portal.equals(Targets.REST);
        String pages = portal.replaceFirst("=.*", "").replace(KeycloakTarget.ATTESTED, "keycloak-stock");
        String bundled = (paged ? Targets.EMBEDDED : pages) + ".yaml";
        boolean ours = Targets.admitsAnybody(portal) || !Files.isReadable(Path.of(portal));
        YamlDocument profile = ours
                ? YamlDocument.read("harness/src/main/resources/dev/aikagi/harness/portal/" + bundled, bundled(bundled))
                : YamlDocument.read(portal, Files.readString(Path.of(portal)));
        return probe -> probe.pages().stream()
                .filter(page -> profile.root().path("pages").has(page))
                .findFirst()
                .map(page -> profile.keyMarkOf(YamlDocument.pointer("/pages", page)))
                .orElseGet(() -> profile.keyMarkOf("/pages"));
    }

    private static String bundled(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(PortalProfileReader.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
