package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.harness.device.AttachedKeys;
import dev.aikagi.harness.scenario.Scenario;
import dev.aikagi.harness.scenario.ScenarioCatalog;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aikagi list}: what can be walked, and with which keys. */
@Command(
        name = "list",
        description = "List the scenarios and the key profiles, or the keys that are attached.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--lang",
            description = "Language of the titles: ja or en (default: ${DEFAULT-VALUE}).",
            defaultValue = "ja")
    private Language language = Language.JA;

    @Option(names = "--devices", description = "List what is attached over HID and PC/SC instead, as --key takes it.")
    private boolean devices;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (devices) {
            AttachedKeys.lines().forEach(out::println);
            return ExitCode.PASSED;
        }
        for (Scenario scenario : new ScenarioCatalog().all()) {
            out.println(line(scenario, language.locale()));
        }
        out.println();
        out.println("key profiles: " + String.join(", ", ProfileReader.BUNDLED));
        return ExitCode.PASSED;
    }

    private static String line(Scenario scenario, Locale locale) {
        String chapter = scenario.chapter().isEmpty() ? "turn" : scenario.chapter();
        String variants = String.join(
                ", ",
                scenario.walks().stream()
                        .map(Scenario.Variant::name)
                        .filter(name -> !name.isEmpty())
                        .toList());
        String notYet = scenario.notYet(locale).map(why -> " — not yet: " + why).orElse("");
        return "%-6s %-26s %s%s%s"
                .formatted(
                        chapter,
                        scenario.id(),
                        scenario.title(locale),
                        variants.isEmpty() ? "" : " [" + variants + "]",
                        notYet);
    }
}
