package dev.aikagi.harness.portal.keycloak;

import dev.aikagi.harness.portal.Account;
import dev.aikagi.harness.portal.PortalStartException;
import dev.aikagi.harness.portal.RunningPortal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A Keycloak with the realm of the manual, and the application that its people sign in to. */
public final class KeycloakPortal implements RunningPortal {
    /** With the answers of a server that is not ours. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Realm realm;
    private final ClientApplication application;
    private final List<AutoCloseable> parts;

    private KeycloakPortal(Realm realm, ClientApplication application, List<AutoCloseable> parts) {
        this.realm = realm;
        this.application = application;
        this.parts = parts;
    }

    /**
     * In which form a server comes.
     *
     * @param provider with our provider, or Keycloak as it comes
     * @param attestationRoot if there is one, passkeys need certificates that end in it
     */
    public record Form(boolean provider, Optional<X509Certificate> attestationRoot) {}

    /**
     * Starts a server of our own on free loopback ports; the first time it is fetched and built.
     *
     * @param smtpPort where its mail goes, on the loopback address
     * @param progress hears what takes long
     * @throws dev.aikagi.harness.portal.PortalStartException if it cannot be fetched, built or started
     */
    public static KeycloakPortal start(
            Form form, int smtpPort, SecureRandom random, InstantSource clock, Consumer<String> progress)
            throws IOException {
        try {
            return startOrFail(form, smtpPort, random, clock, progress);
        } catch (PortalStartException e) {
            throw e;
        } catch (IOException e) {
            throw new PortalStartException("Keycloak " + Distribution.VERSION + " cannot be started: " + e, e);
        }
    }

    private static KeycloakPortal startOrFail(
            Form form, int smtpPort, SecureRandom random, InstantSource clock, Consumer<String> progress)
            throws IOException {
        Path cache = Settings.cache();
        Installation installation = Installation.ready(cache, form.provider(), random, progress);
        Closing closing = new Closing();
        try {
            progress.accept("Keycloak " + Distribution.VERSION + ": starting …");
            RunFolder run = closing.add(RunFolder.create(cache));
            ServerProcess server = closing.add(installation.start(run.database(), trusting(form, run)));
            run.note(server.pid(), installation.name());
            URI address = server.listening();
            Realm realm = new Realm(installation.admin(address, clock), "kosmo");
            ClientApplication application = closing.add(ClientApplication.start(
                    new ClientApplication.Provider(installation.admin(address, clock), address, realm.name()),
                    realm::methods,
                    random,
                    0));
            realm.connect("127.0.0.1", smtpPort, application.baseUri());
            if (form.attestationRoot().isPresent()) {
                realm.askForAttestation();
            }
            return new KeycloakPortal(realm, application, closing.parts());
        } catch (IOException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private static String[] trusting(Form form, RunFolder run) throws IOException {
        return form.attestationRoot().isPresent()
                ? new String[] {
                    "--truststore-paths=" + run.trusted(form.attestationRoot().get())
                }
                : new String[0];
    }

    /**
     * Uses a server that runs already; what is entered there stays there.
     *
     * @throws IOException if it does not answer, something that was told does not fit, or the application's port is taken
     */
    public static KeycloakPortal connect(KeycloakAccess access, SecureRandom random, InstantSource clock)
            throws IOException {
        AdminRest admin = new AdminRest(access.server(), access.adminUser(), access.adminPassword(), clock, PATIENCE);
        new AccessCheck(access, admin).check();
        Realm realm = new Realm(admin, access.realm());
        ClientApplication application = ClientApplication.start(
                new ClientApplication.Provider(admin, access.server(), access.realm(), access.client()),
                realm::methods,
                random,
                access.applicationPort());
        return new KeycloakPortal(realm, application, List.of(application));
    }

    /** Whether the server has our provider, as its realm's required actions tell. */
    public boolean hasProvider() throws IOException {
        return realm.hasProvider();
    }

    @Override
    public URI baseUri() {
        return application.baseUri();
    }

    @Override
    public void addAccount(Account account) throws IOException {
        realm.enter(account);
    }

    /**
     * Enters a person who has the first sign-in behind them, and has to enrol a method at the next.
     *
     * @param method passkey, totp or email
     */
    public void addSetUpAccount(Account account, String password, String mail, String method) throws IOException {
        realm.enterSetUp(account, password, mail, method);
    }

    /**
     * Enters a person who has the first sign-in behind them, and signs in with an app.
     *
     * @param key of the app, whose octets are the letters'
     */
    public void addAccountWithApp(Account account, String password, String mail, String key) throws IOException {
        realm.enterWithApp(account, password, mail, key);
    }

    /** Takes a person out again, with all their credentials. */
    public void removeAccount(String userId) throws IOException {
        realm.remove(userId);
    }

    /** As the server's operator: requires a person to enrol passkey, totp or email at the next sign-in. */
    public void require(String userId, String method) throws IOException {
        realm.require(userId, method);
    }

    /** The types of a person's credentials as the Admin REST API lists them, the password's too. */
    public List<String> credentialTypes(String userId) throws IOException {
        return realm.credentialTypes(userId);
    }

    @Override
    public void close() {
        new Closing(parts).close();
    }
}
