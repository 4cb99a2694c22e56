package dev.aikagi.harness.scenario;

import dev.aikagi.harness.mail.MailServer;
import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.Account;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.portal.RunningPortal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** The portal that comes with Aikagi, in this process, with a mail server beside it. */
public final class EmbeddedTarget implements RunTarget {
    private final RunClock clock;
    private final MailServer mail;
    private final RunningPortal portal;
    private final PortalProfile profile = PortalProfileReader.bundled("embedded");

    private EmbeddedTarget(RunClock clock, MailServer mail, RunningPortal portal) {
        this.clock = clock;
        this.mail = mail;
        this.portal = portal;
    }

    /**
     * Starts both, on free ports of the loopback address.
     *
     * @param mail taken over: closed with the target
     * @param starter starts the portal, which sends its mail to that server
     */
    public static EmbeddedTarget start(RunClock clock, MailServer mail, PortalStarter starter) throws IOException {
        try {
            return new EmbeddedTarget(clock, mail, starter.start(mail));
        } catch (IOException | RuntimeException e) {
            mail.close();
            throw e;
        }
    }

    /** Starts a portal that sends its mail to that server. */
    @FunctionalInterface
    public interface PortalStarter {
        RunningPortal start(MailServer mail) throws IOException;
    }

    @Override
    public PortalProfile profile() {
        return profile;
    }

    @Override
    public URI baseUri() {
        return portal.baseUri();
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Persona admit(Persona generated) {
        portal.addAccount(new Account(
                generated.userId(), generated.displayName(), generated.initialPassword(), generated.birthDate()));
        return generated;
    }

    @Override
    public Mailbox mailbox(Persona persona) throws IOException {
        return mail.mailbox(persona.mailAddress());
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
    }

    @Override
    public void close() {
        try {
            portal.close();
        } finally {
            mail.close();
        }
    }
}
