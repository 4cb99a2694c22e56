package dev.aikagi.harness.cli;

import dev.aikagi.harness.device.CryptoProvider;
import dev.aikagi.harness.report.ConsoleListener;
import dev.aikagi.harness.report.HtmlReportWriter;
import dev.aikagi.harness.report.JUnitXmlWriter;
import dev.aikagi.harness.report.JsonReportWriter;
import dev.aikagi.harness.scenario.KeySecrets;
import dev.aikagi.harness.scenario.RunOptions;
import dev.aikagi.harness.scenario.RunResult;
import dev.aikagi.harness.scenario.RunTarget;
import dev.aikagi.harness.scenario.Scenario;
import dev.aikagi.harness.scenario.ScenarioRunner;
import dev.aikagi.harness.scenario.Targets;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aikagi run}: walks scenarios on a portal and leaves a report. */
@Command(
        name = "run",
        description = "Walk a portal's enrolment manual, without a browser and without a person.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            description = "A name from 'aikagi list', NAME:VARIANT, or a YAML file. All of the list if none is given.")
    private List<String> scenarios = List.of();

    @Option(
            names = "--portal",
            paramLabel = "embedded|fido-rest[=URL]|keycloak[-stock]|keycloak=URL|spring-security=URL|FILE",
            description = "The portal that comes with Aikagi, with its pages or without; a server of that shape; a"
                    + " Keycloak, fetched and started for the run, with our provider or as it comes; one that runs"
                    + " already, known by its address or by a file that says it (keycloak=FILE.yaml); an application"
                    + " with Spring Security's passkeys; or a portal profile (default: ${DEFAULT-VALUE}).",
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
            description = "Who walks on the portal of a profile: user id, passwords, birth date, mailbox.")
    private @Nullable Path persona;

    @Mixin
    private KeyOption key = new KeyOption();

    @Mixin
    private CryptoOption crypto = new CryptoOption();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.html, report.json and junit/TEST-*.xml there.")
    private @Nullable Path report;

    @Option(names = "--seed", paramLabel = "N", description = "Repeat a run: its persons, keys and, embedded, portal.")
    private @Nullable Long seed;

    @Option(
            names = "--lang",
            description = "Language of portal and reports: ja or en (default: ${DEFAULT-VALUE}).",
            defaultValue = "ja")
    private Language language = Language.JA;

    @Override
    public Integer call() throws UsageException, IOException {
        Selection selection = Selection.of(scenarios);
        crypto.install(CryptoProvider.JDK);
        String arithmetic = key.requirePluggedIn();
        long chosenSeed = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
        InstantSource wall = InstantSource.system();
        try (RunTarget target = open(chosenSeed, selection)) {
            AtExit stopped = AtExit.of("aikagi-close", target::close);
            try {
                RunOptions options = new RunOptions(
                        Main.Version.name(), chosenSeed, language.locale(), key.name(), secrets(), arithmetic);
                return finish(walk(target, options, wall, selection.scenarios()));
            } finally {
                stopped.close();
            }
        }
    }

    private static KeySecrets secrets() {
        Map<String, String> environment = System.getenv();
        return new KeySecrets(
                environment.getOrDefault(KeyOption.PIN_VARIABLE, ""),
                environment.getOrDefault(OathCard.PASSWORD_VARIABLE, ""));
    }

    private RunTarget open(long chosenSeed, Selection selection) throws UsageException, IOException {
        boolean othersPortal = Targets.isKnownToOne(portal);
        if (othersPortal && selection.walks() != 1) {
            throw new UsageException("on a portal that is not ours one person walks one scenario, " + selection.walks()
                    + " are chosen: name one, such as totp-qr:google-authenticator");
        }
        Targets named = new Targets(
                portal,
                Optional.ofNullable(baseUri),
                Optional.ofNullable(persona),
                language.locale(),
                PortalOption.progress(spec.commandLine().getErr()));
        return PortalOption.open(named, chosenSeed);
    }

    private RunResult walk(RunTarget target, RunOptions options, InstantSource wall, List<Scenario> plan) {
        PrintWriter out = spec.commandLine().getOut();
        ConsoleListener console = new ConsoleListener(out, Ansi.AUTO.enabled(), options.language());
        return new ScenarioRunner(target, options, wall, List.of(console)).run(plan);
    }

    private int finish(RunResult result) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        if (report != null) {
            HtmlReportWriter.write(result, report.resolve("report.html"));
            JsonReportWriter.write(result, report.resolve("report.json"));
            JUnitXmlWriter.writeEach(result, report.resolve("junit"));
            out.println(
                    "Report: " + report.resolve("report.html").toAbsolutePath().normalize());
        } else {
            out.println("Add --report DIR to keep a report.");
        }
        out.println("Repeat: " + Repetition.of(spec, result.info().seed()));
        out.println("Next:   aikagi list · aikagi portal · aikagi run totp-qr --lang en · aikagi decode --help");
        out.flush();
        return ExitCode.of(result);
    }
}
