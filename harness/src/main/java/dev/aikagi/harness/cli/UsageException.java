package dev.aikagi.harness.cli;

/** The user asked for something that cannot be; the message says what is wrong and what to do. Exit code 3. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
