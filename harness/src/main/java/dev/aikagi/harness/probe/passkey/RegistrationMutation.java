package dev.aikagi.harness.probe.passkey;

import java.io.IOException;

/** Makes one thing of a registration wrong. */
@FunctionalInterface
interface RegistrationMutation {
    void on(RegistrationSeams seams, Enrolment here) throws IOException;
}
