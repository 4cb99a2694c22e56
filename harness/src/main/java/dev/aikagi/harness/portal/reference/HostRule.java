package dev.aikagi.harness.portal.reference;

import java.net.URI;

/** Which names the portal answers to. */
@FunctionalInterface
interface HostRule {
    /** Its own alone: a foreign name may have been made to point here (DNS rebinding). */
    static HostRule strict(URI baseUri) {
        return host -> host.equalsIgnoreCase(baseUri.getAuthority());
    }

    /**
     * Judges a request's name for us.
     *
     * @param host with the port, as the request's {@code Host} has it
     */
    boolean isOurs(String host);
}
