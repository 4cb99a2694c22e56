package dev.aikagi.harness.scenario;

import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.PortalProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** Somebody else's portal, described by a profile: nobody can be signed up there, and time passes as it does. */
public final class ProfileTarget implements RunTarget {
    private final PortalProfile profile;
    private final URI baseUri;
    private final PersonaFile who;
    private final InstantSource wall;
    private final RealTime realTime = new RealTime();

    public ProfileTarget(PortalProfile profile, URI baseUri, PersonaFile who, InstantSource wall) {
        this.profile = profile;
        this.baseUri = baseUri;
        this.who = who;
        this.wall = wall;
    }

    @Override
    public PortalProfile profile() {
        return profile;
    }

    @Override
    public URI baseUri() {
        return baseUri;
    }

    @Override
    public InstantSource clock() {
        return wall;
    }

    /** Whoever is asked for, it is the one the portal knows. */
    @Override
    public Persona admit(Persona generated) {
        return who.persona();
    }

    @Override
    public boolean isOfOnePerson() {
        return true;
    }

    @Override
    public Mailbox mailbox(Persona persona) throws IOException {
        PersonaFile.Imap imap = who.imap()
                .orElseThrow(() -> new IOException("a mail is waited for, and the persona's file says no mail: {…}"));
        return Mailbox.open(imap.host(), imap.port(), imap.user(), imap.password(), persona.mailAddress());
    }

    @Override
    public void pass(Duration time) throws IOException {
        realTime.pass(time);
    }

    @Override
    public void close() {
        realTime.close();
    }
}
