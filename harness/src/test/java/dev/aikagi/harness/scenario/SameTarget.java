package dev.aikagi.harness.scenario;

import dev.aikagi.harness.device.AttestationAuthority;
import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.metadata.MetadataService;
import dev.aikagi.harness.portal.PortalProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A target as it is, for tests that change one thing about it. */
public class SameTarget implements RunTarget {
    private final RunTarget same;

    protected SameTarget(RunTarget same) {
        this.same = same;
    }

    @Override
    public PortalProfile profile() {
        return same.profile();
    }

    @Override
    public URI baseUri() {
        return same.baseUri();
    }

    @Override
    public InstantSource clock() {
        return same.clock();
    }

    @Override
    public Persona admit(Persona generated) throws IOException {
        return same.admit(generated);
    }

    @Override
    public Optional<Persona> admitSetUp(Persona generated, String method) throws IOException {
        return same.admitSetUp(generated, method);
    }

    @Override
    public Optional<Persona> admitWithApp(Persona generated, String key) throws IOException {
        return same.admitWithApp(generated, key);
    }

    @Override
    public Optional<AttestationAuthority> attestationAuthority() {
        return same.attestationAuthority();
    }

    @Override
    public boolean asksForRevocations() {
        return same.asksForRevocations();
    }

    @Override
    public Optional<SSLContext> trust() {
        return same.trust();
    }

    @Override
    public Optional<MetadataService> metadataService() {
        return same.metadataService();
    }

    @Override
    public void dismiss(Persona persona) throws IOException {
        same.dismiss(persona);
    }

    @Override
    public void require(Persona persona, String method) throws IOException {
        same.require(persona, method);
    }

    @Override
    public Mailbox mailbox(Persona persona) throws IOException {
        return same.mailbox(persona);
    }

    @Override
    public void pass(Duration time) throws IOException {
        same.pass(time);
    }

    @Override
    public void mailIsDown(boolean down) throws IOException {
        same.mailIsDown(down);
    }

    @Override
    public boolean isOfOnePerson() {
        return same.isOfOnePerson();
    }

    @Override
    public int lanes() {
        return same.lanes();
    }

    @Override
    public void close() {
        same.close();
    }
}
