package dev.aikagi.harness.scenario;

import java.io.IOException;

/** What {@code choose-method} becomes on a portal that does not ask: its operator requires the method. */
record RequireMethod(String method) implements Step {
    @Override
    public String run(Walk walk) throws IOException {
        walk.requireMethod(method);
        return method;
    }
}
