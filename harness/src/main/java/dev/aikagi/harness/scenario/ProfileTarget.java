package dev.aikagi.harness.scenario;

import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.PortalProfile;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;

/** Somebody else's portal at which nobody can be signed up: everybody is the one person that it knows. */
public final class ProfileTarget extends OthersTarget {
    private final PersonaFile who;

    public ProfileTarget(PortalProfile profile, URI baseUri, PersonaFile who, InstantSource wall) {
        super(profile, baseUri, wall);
        this.who = who;
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
}
