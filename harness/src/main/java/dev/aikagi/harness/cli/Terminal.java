package dev.aikagi.harness.cli;

import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The person who started the program, where one is there to be asked. */
final class Terminal {
    private Terminal() {}

    /** The console of a terminal. From JDK 22 on there can be one without a terminal, which then says so itself. */
    @SuppressWarnings("SystemConsoleNull")
    static Optional<Console> attached() {
        @Nullable Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        try {
            Object terminal = Console.class.getMethod("isTerminal").invoke(console);
            return Boolean.TRUE.equals(terminal) ? Optional.of(console) : Optional.empty();
        } catch (NoSuchMethodException e) {
            return Optional.of(console);
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }
}
