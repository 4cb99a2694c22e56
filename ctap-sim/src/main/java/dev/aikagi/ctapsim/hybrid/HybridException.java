package dev.aikagi.ctapsim.hybrid;

import java.io.IOException;

/** The two ends of a hybrid transaction did not come together, or fell apart. */
public class HybridException extends IOException {
    private static final long serialVersionUID = 1L;

    HybridException(String message) {
        super(message);
    }

    HybridException(String message, Throwable cause) {
        super(message, cause);
    }
}
