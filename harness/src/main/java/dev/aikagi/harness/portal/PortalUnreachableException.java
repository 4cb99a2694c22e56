package dev.aikagi.harness.portal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Nobody answered, or not in time, or not in HTTP. */
public final class PortalUnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String host;
    private final int port;

    private PortalUnreachableException(URI uri, String problem, Throwable cause) {
        super(uri.getHost() + ":" + port(uri) + " " + problem, cause);
        this.host = uri.getHost();
        this.port = port(uri);
    }

    static PortalUnreachableException because(URI uri, Throwable cause) {
        String problem;
        if (cause.getCause() instanceof UnresolvedAddressException) {
            problem = "has no address. Is its name spelt right?";
        } else if (cause instanceof HttpConnectTimeoutException) {
            problem = "does not accept the connection. Is a firewall or a proxy in the way?";
        } else if (cause instanceof ConnectException) {
            problem = "refuses the connection. Start the portal, or give the address where it runs.";
        } else if (cause instanceof SSLException) {
            problem = "speaks no TLS that we trust (" + cause.getMessage() + "). Trust its certificate, or use http.";
        } else {
            problem = "broke off (" + cause.getMessage() + "). Look into the portal's log.";
        }
        return new PortalUnreachableException(uri, problem, cause);
    }

    static PortalUnreachableException silent(URI uri, long seconds, Throwable cause) {
        return new PortalUnreachableException(
                uri, "did not answer within " + seconds + " s. Look into the portal's log.", cause);
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    }
}
