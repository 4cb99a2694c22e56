package dev.aikagi.harness.scenario;

import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.PortalProfile;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;

/** Somebody else's portal at which whoever comes registers by themselves: any number of people, no mail. */
public final class SelfServiceTarget extends OthersTarget {
    public SelfServiceTarget(PortalProfile profile, URI baseUri, InstantSource wall) {
        super(profile, baseUri, wall);
    }

    /** Nobody has to be told. */
    @Override
    public Persona admit(Persona generated) {
        return generated;
    }

    @Override
    public Mailbox mailbox(Persona persona) throws IOException {
        throw new IOException("the portal '" + profile().name() + "' sends no mail");
    }
}
