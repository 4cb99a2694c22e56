package dev.aikagi.authenticator.keyfile;

import java.io.IOException;

/** A key file that cannot be opened; the message says why, and what to do. */
public final class KeyFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** What can be wrong with a key file. */
    public enum Problem {
        MISSING,
        EXISTS,
        NOT_A_KEY_FILE,
        DAMAGED,
        NEWER_VERSION,
        WRONG_PASSPHRASE,
        IN_USE
    }

    KeyFileException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    static KeyFileException missing(String name) {
        return new KeyFileException(Problem.MISSING, "there is no key file " + name);
    }

    public Problem problem() {
        return problem;
    }
}
