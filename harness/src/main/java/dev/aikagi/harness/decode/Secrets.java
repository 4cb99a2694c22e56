package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;

/** Whether keys and seeds are shown, or only that they are there. */
public enum Secrets {
    MASKED,
    SHOWN;

    String show(Bytes secret) {
        return this == SHOWN ? "h'" + secret.hex() + "'" : "••• (" + secret.size() + " bytes)";
    }

    String show(String secret) {
        return this == SHOWN ? secret : "•••";
    }
}
