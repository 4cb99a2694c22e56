package dev.aikagi.harness.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** How a command is given again with the seed that it drew. */
final class Repetition {
    private Repetition() {}

    /** A line for a POSIX shell: the words of the command that is under way, and the seed in place of any other. */
    static String of(CommandSpec command, long seed) {
        List<String> words = new ArrayList<>(List.of("aikagi"));
        boolean itsValue = false;
        for (String word : command.root().commandLine().getParseResult().originalArgs()) {
            boolean named = word.equals("--seed");
            if (!named && !itsValue && !word.startsWith("--seed=")) {
                words.add(word);
            }
            itsValue = named;
        }
        words.add("--seed");
        words.add(Long.toString(seed));
        return words.stream().map(Repetition::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        boolean plain = word.matches("[A-Za-z0-9_./:=,@%+-]+");
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
