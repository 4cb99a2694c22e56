package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The line that repeats a command. */
class RepetitionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "probe                     | aikagi probe --seed 7",
                "probe R-12 A              | aikagi probe R-12 A --seed 7",
                "probe --seed 5 R-12       | aikagi probe R-12 --seed 7",
                "probe R-12 --seed=5       | aikagi probe R-12 --seed 7",
                "probe my_file.yaml        | aikagi probe my_file.yaml --seed 7",
                "probe 合鍵                | aikagi probe '合鍵' --seed 7",
                "probe it's;rm             | aikagi probe 'it'\\''s;rm' --seed 7",
                "probe $(x)                | aikagi probe '$(x)' --seed 7"
            })
    void repetition_isTheCommandWithItsSeed(String words, String line) {
        Said said = new Said();
        CommandLine commandLine = new CommandLine(new Root()).addSubcommand("probe", said);

        assertEquals(0, commandLine.execute(words.split(" ", -1)));

        assertEquals(line, commandLine.getSubcommands().get("probe").getExecutionResult());
    }

    @Command(name = "aikagi")
    private static final class Root {}

    @Command(name = "probe")
    private static final class Said implements Callable<String> {
        @Spec
        private CommandSpec spec;

        @Parameters
        private String[] wanted;

        @Option(names = "--seed")
        private Long seed;

        @Override
        public String call() {
            return Repetition.of(spec, 7);
        }
    }
}
