package dev.aikagi.harness.webauthn;

import java.net.URI;
import java.util.Locale;

/** WebAuthn L3 §5.1.3 steps 6 to 9: who may ask for which relying party's credentials. */
final class Origins {
    private Origins() {}

    /** Scheme, host and, where it is not the scheme's own, port: RFC 6454 §6.2. */
    static String serialise(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        boolean usual = uri.getPort() < 0
                || (scheme.equals("https") && uri.getPort() == 443)
                || (scheme.equals("http") && uri.getPort() == 80);
        return scheme + "://" + host + (usual ? "" : ":" + uri.getPort());
    }

    /**
     * Lets an origin through that a browser would let through. There is no list of public suffixes here: a suffix of
     * two labels passes, one of a single label does not.
     *
     * @throws WebAuthnException SecurityError otherwise
     */
    static void requireAllowed(URI origin, String rpId) throws WebAuthnException {
        String host = origin.getHost() == null ? "" : origin.getHost().toLowerCase(Locale.ROOT);
        boolean secure =
                "https".equalsIgnoreCase(origin.getScheme()) || host.equals("localhost") || host.endsWith(".localhost");
        if (!secure) {
            throw new WebAuthnException(
                    "SecurityError", origin + " is not a secure context: use https, or http://localhost");
        }
        if (host.isEmpty() || host.startsWith("[") || host.matches("[0-9.]+")) {
            throw new WebAuthnException("SecurityError", "the origin's host " + host + " is not a domain");
        }
        boolean suffix = host.endsWith("." + rpId) && rpId.indexOf('.') > 0;
        if (!host.equals(rpId) && !suffix) {
            throw new WebAuthnException(
                    "SecurityError", "the rpId " + rpId + " is neither " + host + " nor a suffix of it");
        }
    }
}
