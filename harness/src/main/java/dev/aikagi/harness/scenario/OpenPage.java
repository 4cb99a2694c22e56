package dev.aikagi.harness.scenario;

import java.io.IOException;

/** {@code open}: a page by its address, as one who skips steps would. */
record OpenPage(String page) implements Step {
    @Override
    public String run(Walk walk) throws IOException {
        walk.open(page);
        return walk.seen();
    }
}
