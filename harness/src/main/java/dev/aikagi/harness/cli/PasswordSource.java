package dev.aikagi.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a password comes from: a file, the environment, the terminal. Never the command line, which everybody reads. */
record PasswordSource(String variable, Optional<Path> file) {
    /**
     * The password.
     *
     * @param what is asked for, for people
     * @throws UsageException if it is nowhere, or the file cannot be read
     */
    String read(String what) throws UsageException {
        if (file.isPresent()) {
            return firstLine(file.get());
        }
        @Nullable String held = System.getenv(variable);
        if (held != null) {
            return held;
        }
        return Terminal.attached()
                .map(console -> console.readPassword("%s: ", what))
                .map(String::new)
                .orElseThrow(() -> new UsageException(
                        what + " is to be had nowhere: set " + variable + ", or name a file that holds it"));
    }

    private static String firstLine(Path path) throws UsageException {
        try {
            List<String> lines = Files.readAllLines(path);
            if (!lines.isEmpty() && !lines.get(0).isEmpty()) {
                return lines.get(0);
            }
        } catch (IOException e) {
            throw new UsageException("the password file " + path + " cannot be read: " + e.getMessage());
        }
        throw new UsageException("the password file " + path + " has an empty first line");
    }
}
