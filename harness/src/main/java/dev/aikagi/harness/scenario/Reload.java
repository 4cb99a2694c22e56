package dev.aikagi.harness.scenario;

import java.io.IOException;

/** {@code reload}: the page in the first window, once more. */
record Reload() implements Step {
    @Override
    public String run(Walk walk) throws IOException {
        walk.does("reloads");
        walk.arrived(walk.window().reload());
        return walk.seen();
    }
}
