package dev.aikagi.harness.portal.reference;

/** How the portal is spoken to. */
enum Transport {
    HTTP,
    /** With a self-signed certificate made at the start, on one port that whoever starts it may share with others. */
    HTTPS,
    /**
     * The same as a portal in service: every reply says that only HTTPS may be used (RFC 6797), and plain HTTP on another
     * port leads there. A browser would then refuse plain HTTP on the whole of localhost, so that this is for probes.
     */
    HTTPS_ALONE
}
