package dev.aikagi.harness.portal.spring;

import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.scenario.Persona;
import dev.aikagi.harness.scenario.RunTarget;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Spring Security's application with us for its operator: anybody is entered, and taken off again. */
final class SpringTarget implements RunTarget {
    private final SpringApplication application;

    SpringTarget(SpringApplication application) {
        this.application = application;
    }

    @Override
    public PortalProfile profile() {
        return PortalProfileReader.bundled("spring-security");
    }

    @Override
    public URI baseUri() {
        return application.baseUri();
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public Persona admit(Persona generated) {
        application.admit(generated.userId(), generated.initialPassword());
        return generated;
    }

    @Override
    public Optional<Persona> admitSetUp(Persona generated, String method) {
        application.admit(generated.userId(), generated.newPassword());
        return Optional.of(generated);
    }

    @Override
    public void dismiss(Persona persona) {
        application.dismiss(persona.userId());
    }

    /** The labels of the passkeys that Spring Security has of somebody, and their ids. */
    List<String> passkeysOf(String userId) {
        return application
                .credentials()
                .findByUserId(application.users().findByUsername(userId).getId())
                .stream()
                .map(passkey ->
                        passkey.getLabel() + " " + passkey.getCredentialId().toBase64UrlString())
                .sorted()
                .toList();
    }

    @Override
    public Mailbox mailbox(Persona persona) throws IOException {
        throw new IOException("Spring Security sends no mail");
    }

    @Override
    public void pass(Duration time) throws IOException {
        throw new IOException("Spring Security's time is the world's, and " + time + " is too long to wait for");
    }

    @Override
    public void close() {
        application.close();
    }
}
