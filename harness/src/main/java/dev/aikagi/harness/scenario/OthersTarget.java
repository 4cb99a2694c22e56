package dev.aikagi.harness.scenario;

import dev.aikagi.harness.portal.PortalProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** Somebody else's portal, described by a profile: time passes there as it does. */
abstract class OthersTarget implements RunTarget {
    private final PortalProfile profile;
    private final URI baseUri;
    private final InstantSource wall;
    private final RealTime realTime = new RealTime();

    OthersTarget(PortalProfile profile, URI baseUri, InstantSource wall) {
        this.profile = profile;
        this.baseUri = baseUri;
        this.wall = wall;
    }

    @Override
    public final PortalProfile profile() {
        return profile;
    }

    @Override
    public final URI baseUri() {
        return baseUri;
    }

    @Override
    public final InstantSource clock() {
        return wall;
    }

    @Override
    public final void pass(Duration time) throws IOException {
        realTime.pass(time);
    }

    @Override
    public final void close() {
        realTime.close();
    }
}
