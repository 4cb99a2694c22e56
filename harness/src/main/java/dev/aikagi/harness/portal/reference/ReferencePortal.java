package dev.aikagi.harness.portal.reference;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.aikagi.harness.portal.Account;
import dev.aikagi.harness.portal.RunningPortal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** The embedded portal while it runs: on the loopback address, all its state in memory. */
public final class ReferencePortal implements RunningPortal {
    private static final int THREADS = 8;
    private static final int BACKLOG = 64;
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    static {
        // The JDK's server sends head and body apart; without this the body waits 40 ms for the head's acknowledgement.
        // It can be set for the whole JVM only, and only before the first server; who has set it already is right.
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final URI baseUri;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Optional<TlsIdentity> tls;
    private final Optional<HttpServer> plain;

    private ReferencePortal(
            ReferencePortalConfig config, HttpServer server, Optional<TlsIdentity> tls, Optional<HttpServer> plain) {
        this.server = server;
        this.plain = plain;
        this.tls = tls;
        String scheme = tls.isPresent() ? "https" : "http";
        this.baseUri = URI.create(scheme + "://localhost:" + server.getAddress().getPort());
        Tokens tokens = new Tokens(config.random());
        this.passwords = new Passwords(tokens, config.limits().passwordIterations());
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "portal-" + baseUri.getPort());
            thread.setDaemon(true);
            return thread;
        });
        Assembly assembly = new Assembly(config, tokens, passwords);
        this.accounts = assembly.accounts();
        WebServer site = assembly.webServer(baseUri);
        site.serve(server);
        plain.ifPresent(twin -> assembly.plainHttp(baseUri).serve(twin, site));
    }

    /**
     * Starts the portal.
     *
     * @throws IOException if the port cannot be had
     */
    public static ReferencePortal start(ReferencePortalConfig config) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port());
        Optional<TlsIdentity> tls = config.tls()
                ? Optional.of(TlsIdentity.create(config.random(), config.clock().instant()))
                : Optional.empty();
        HttpServer server = bind(address, tls);
        try {
            ReferencePortal portal = new ReferencePortal(config, server, tls, twin(config.transport()));
            portal.begin(server);
            portal.plain.ifPresent(portal::begin);
            return portal;
        } catch (IOException | RuntimeException e) {
            server.stop(0);
            throw e;
        }
    }

    private void begin(HttpServer listening) {
        listening.setExecutor(threads);
        listening.start();
    }

    private static Optional<HttpServer> twin(Transport transport) throws IOException {
        return transport == Transport.HTTPS_ALONE
                ? Optional.of(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG))
                : Optional.empty();
    }

    private static HttpServer bind(InetSocketAddress address, Optional<TlsIdentity> tls) throws IOException {
        if (tls.isEmpty()) {
            return HttpServer.create(address, BACKLOG);
        }
        HttpsServer server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.get().context()));
        return server;
    }

    @Override
    public URI baseUri() {
        return baseUri;
    }

    /**
     * Enters a person who has never signed in.
     *
     * @throws IllegalArgumentException if the user id is taken
     */
    @Override
    public void addAccount(Account account) {
        accounts.add(account);
    }

    /**
     * Enters a person who has the first sign-in behind them, as if they had walked it: password, mail address and method
     * are the ones they chose, nothing is enrolled yet.
     *
     * @param method {@code passkey}, {@code totp} or {@code email}
     * @throws IllegalArgumentException if the user id is taken, or there is no such method
     */
    public void addSetUpAccount(Account account, String password, String address, String method) {
        SignInMethod chosen = SignInMethod.of(method)
                .orElseThrow(() -> new IllegalArgumentException("there is no method '" + method + "'"));
        accounts.add(account);
        Person person = accounts.byUserId(account.userId()).orElseThrow();
        person.agreed(TermsRule.VERSION);
        person.setUp(address, chosen, passwords.hash(password));
    }

    /** The certificate that a client must trust, if the portal speaks HTTPS. */
    public Optional<X509Certificate> certificate() {
        return tls.map(TlsIdentity::certificate);
    }

    /** What trusts that certificate alone. */
    public Optional<SSLContext> trust() {
        return tls.map(TlsIdentity::trust);
    }

    /** Where plain HTTP leads to HTTPS, if it does. */
    public Optional<URI> plainHttp() {
        return plain.map(
                twin -> URI.create("http://localhost:" + twin.getAddress().getPort()));
    }

    /** Stops answering at once and ends the threads. */
    @Override
    public void close() {
        server.stop(0);
        plain.ifPresent(twin -> twin.stop(0));
        threads.shutdownNow();
    }
}
