package dev.aikagi.harness.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --force}, or a word at the terminal, before something is lost for good. */
final class Force {
    @Option(names = "--force", description = "Do not ask.")
    private boolean force;

    /**
     * Goes on only if it is meant.
     *
     * @throws UsageException if it is not, or nobody is there to ask
     */
    void require(String what) throws UsageException {
        if (force) {
            return;
        }
        Optional<String> answer = Terminal.attached().map(console -> console.readLine("%s? Type yes: ", what));
        if (!answer.equals(Optional.of("yes"))) {
            throw new UsageException("nothing was done: to " + what + ", give --force or type yes");
        }
    }
}
