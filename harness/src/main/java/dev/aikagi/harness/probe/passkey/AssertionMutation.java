package dev.aikagi.harness.probe.passkey;

import java.io.IOException;

/** Makes one thing of an assertion wrong. */
@FunctionalInterface
interface AssertionMutation {
    void on(AssertionSeams seams, PasskeySignIn here) throws IOException;
}
