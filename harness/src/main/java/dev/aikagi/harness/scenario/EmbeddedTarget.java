package dev.aikagi.harness.scenario;

import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.harness.mail.MailServer;
import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.Account;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.portal.reference.Limits;
import dev.aikagi.harness.portal.reference.ReferencePortal;
import dev.aikagi.harness.portal.reference.ReferencePortalConfig;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The portal that comes with Aikagi, in this process, with a mail server beside it. */
public final class EmbeddedTarget implements RunTarget {
    /** Its passwords live for seconds, in this process alone: no need to make them costly to guess. */
    private static final int PASSWORD_ITERATIONS = 10_000;

    private static final String REST = "fido-rest";

    private final RunClock clock;
    private final MailServer mail;
    private final ReferencePortal portal;
    private final PortalProfile profile;

    private EmbeddedTarget(PortalProfile profile, RunClock clock, MailServer mail, ReferencePortal portal) {
        this.profile = profile;
        this.clock = clock;
        this.mail = mail;
        this.portal = portal;
    }

    /**
     * Starts both, on free ports of the loopback address.
     *
     * @param seed what the portal takes its chance from, so that a run repeats
     * @throws IOException if no port can be had
     */
    public static EmbeddedTarget start(InstantSource wall, long seed) throws IOException {
        return start(wall, seed, config -> config);
    }

    /**
     * Starts the portal without its pages, in the shape of FIDO's conformance tests; whoever comes there registers by
     * themselves.
     *
     * @throws IOException if no port can be had
     */
    public static EmbeddedTarget rest(
            InstantSource wall, long seed, UnaryOperator<ReferencePortalConfig.Builder> change) throws IOException {
        return start(PortalProfileReader.bundled(REST), wall, seed, config -> change.apply(config.rest(true)));
    }

    /**
     * Starts both, the portal as the last word on its configuration has it.
     *
     * @throws IOException if no port can be had
     */
    public static EmbeddedTarget start(
            InstantSource wall, long seed, UnaryOperator<ReferencePortalConfig.Builder> change) throws IOException {
        return start(PortalProfileReader.bundled("embedded"), wall, seed, change);
    }

    private static EmbeddedTarget start(
            PortalProfile profile, InstantSource wall, long seed, UnaryOperator<ReferencePortalConfig.Builder> change)
            throws IOException {
        RunClock clock = new RunClock(wall);
        MailServer mail = MailServer.start(new SeededRandom(seed ^ Persona.hash("mail")));
        try {
            var config = ReferencePortalConfig.builder(
                            clock, new SeededRandom(seed ^ Persona.hash("portal")), mail.smtpPort())
                    .limits(Limits.DEFAULT.withPasswordIterations(PASSWORD_ITERATIONS));
            return new EmbeddedTarget(
                    profile,
                    clock,
                    mail,
                    ReferencePortal.start(change.apply(config).build()));
        } catch (IOException | RuntimeException e) {
            mail.close();
            throw e;
        }
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
        if (!isRest()) {
            portal.addAccount(account(generated));
        }
        return generated;
    }

    @Override
    public Optional<Persona> admitSetUp(Persona generated, String method) {
        if (!isRest()) {
            portal.addSetUpAccount(account(generated), generated.newPassword(), generated.mailAddress(), method);
        }
        return Optional.of(generated);
    }

    /** Where people register by themselves, their names must be free. */
    private boolean isRest() {
        return profile.name().equals(REST);
    }

    private static Account account(Persona persona) {
        return new Account(persona.userId(), persona.displayName(), persona.initialPassword(), persona.birthDate());
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
    public void mailIsDown(boolean down) {
        mail.refuse(down);
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
