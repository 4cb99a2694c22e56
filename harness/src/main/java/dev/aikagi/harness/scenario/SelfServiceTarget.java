package dev.aikagi.harness.scenario;

import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.PortalProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** Somebody else's portal at which whoever comes registers by themselves: any number of people, no mail. */
public final class SelfServiceTarget implements RunTarget {
    private final PortalProfile profile;
    private final URI baseUri;
    private final InstantSource wall;
    private final RealTime realTime = new RealTime();

    public SelfServiceTarget(PortalProfile profile, URI baseUri, InstantSource wall) {
        this.profile = profile;
        this.baseUri = baseUri;
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

    /** Nobody has to be told. */
    @Override
    public Persona admit(Persona generated) {
        return generated;
    }

    @Override
    public Mailbox mailbox(Persona persona) throws IOException {
        throw new IOException("the portal '" + profile.name() + "' sends no mail");
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
