package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.keyfile.FileMedium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aikagi key snapshot}. */
@Command(
        name = "snapshot",
        description =
                "Copy a key file while nobody uses it. The copy is a clone of the key: a relying party that compares"
                        + " counters finds out when both are used.",
        mixinStandardHelpOptions = true)
final class KeySnapshotCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The key file.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "COPY", description = "The file to write; it must not be there yet.")
    private Path copy = Path.of("");

    @Override
    public Integer call() throws UsageException, IOException {
        try (FileMedium from = FileMedium.existing(file)) {
            if (Files.exists(copy)) {
                throw new UsageException(copy + " is there already, and is not overwritten");
            }
            try (FileMedium to = FileMedium.open(copy)) {
                to.write(from.read().orElseThrow());
            }
        }
        spec.commandLine().getOut().println(copy + " is the same key as " + file + ", with the same passphrase");
        return ExitCode.PASSED;
    }
}
