package dev.aikagi.harness.scenario;

/** {@code restart-browser}: the person gives up, closes the browser and opens it again. */
record RestartBrowser() implements Step {
    @Override
    public String run(Walk walk) {
        walk.restartBrowser();
        return walk.words().of("no-cookies");
    }
}
