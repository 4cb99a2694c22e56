package dev.aikagi.harness.portal.keycloak;

import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.scenario.Persona;
import dev.aikagi.harness.scenario.RunTarget;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** One walk's view of a target that several share: remembers who was admitted, and cannot close it. */
class WatchedTarget implements RunTarget {
    private final RunTarget target;
    private Persona admitted;

    WatchedTarget(RunTarget target) {
        this.target = target;
    }

    Persona admitted() {
        return admitted;
    }

    @Override
    public PortalProfile profile() {
        return target.profile();
    }

    @Override
    public URI baseUri() {
        return target.baseUri();
    }

    @Override
    public InstantSource clock() {
        return target.clock();
    }

    @Override
    public Persona admit(Persona generated) throws IOException {
        admitted = target.admit(generated);
        return admitted;
    }

    @Override
    public void require(Persona persona, String method) throws IOException {
        target.require(persona, method);
    }

    @Override
    public Mailbox mailbox(Persona persona) throws IOException {
        return target.mailbox(persona);
    }

    @Override
    public void pass(Duration time) throws IOException {
        target.pass(time);
    }

    @Override
    public void close() {}
}
