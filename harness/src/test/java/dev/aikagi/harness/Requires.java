package dev.aikagi.harness;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs from outside. Where it is missing the test is skipped, unless {@code -Daikagi.required} names it: then
 * the test fails, so that a machine that must run everything cannot skip in silence.
 */
public final class Requires {
    private Requires() {}

    /**
     * The first of these programs that is on the PATH.
     *
     * @param what the word for it in {@code aikagi.required}
     */
    public static Path program(String what, String... names) {
        List<Path> folders = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        return find(folders, names)
                .orElseGet(() -> missing(
                        what,
                        "none of " + String.join(", ", names) + " is on the PATH",
                        words(System.getProperty("aikagi.required", ""))));
    }

    static Optional<Path> find(List<Path> folders, String... names) {
        return Arrays.stream(names)
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Never returns: what is missing is no program. */
    public static String unavailable(String what, String reason) {
        return missing(what, reason, words(System.getProperty("aikagi.required", "")))
                .toString();
    }

    /** Never returns: the test fails if it is required, and is skipped otherwise. */
    static Path missing(String what, String reason, Set<String> required) {
        if (required.contains(what)) {
            return Assertions.fail(reason + ", and aikagi.required names " + what);
        }
        return Assumptions.abort(reason + " (with -Daikagi.required=" + what + " this fails)");
    }

    static Set<String> words(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
