package dev.aikagi.authenticator.state;

import dev.aikagi.authenticator.bytes.Bytes;

/**
 * CTAP 2.1 §6.7: a finger that was enrolled.
 *
 * @param id 16 random bytes
 * @param name what the user calls it, at most 64 bytes of UTF-8, empty where they have not said
 */
public record FingerTemplate(Bytes id, String name) {
    public FingerTemplate named(String changed) {
        return new FingerTemplate(id, changed);
    }
}
