package dev.aikagi.harness.scenario;

import dev.aikagi.harness.device.AttestationAuthority;
import dev.aikagi.harness.mail.MailServer;
import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.Account;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.portal.keycloak.KeycloakAccess;
import dev.aikagi.harness.portal.keycloak.KeycloakPortal;
import dev.aikagi.harness.portal.keycloak.KeycloakPortal.Form;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A real Keycloak, with a mail server beside it. Time passes there as it does. */
public final class KeycloakTarget implements RunTarget {
    /** The server and this program share the machine; codes that are waited for cost no time of it. */
    private static final int LANES = 4;

    /** With our provider. */
    static final String WITH_PROVIDER = "keycloak";

    /** As it comes. */
    static final String STOCK = "keycloak-stock";

    /** As it comes, and asks for attestation. */
    public static final String ATTESTED = "keycloak-attested";

    private final PortalProfile profile;
    private final KeycloakPortal portal;
    private final MailServer mail;
    private final InstantSource wall;
    private final Optional<AttestationAuthority> authority;
    private final RealTime realTime = new RealTime();

    private KeycloakTarget(
            PortalProfile profile,
            KeycloakPortal portal,
            MailServer mail,
            InstantSource wall,
            Optional<AttestationAuthority> authority) {
        this.authority = authority;
        this.profile = profile;
        this.portal = portal;
        this.mail = mail;
        this.wall = wall;
    }

    /**
     * Starts both, on free ports of the loopback address; the first time the server is fetched and built.
     *
     * @param profile {@code keycloak} with our provider, {@code keycloak-stock} as it comes, or {@code keycloak-attested},
     *     which is the same and takes passkeys alone that an authority vouches for
     * @param progress hears what takes long
     * @throws dev.aikagi.harness.portal.PortalStartException if the server cannot be fetched, built or started
     */
    public static KeycloakTarget start(
            String profile, InstantSource wall, SecureRandom random, Consumer<String> progress) throws IOException {
        Optional<AttestationAuthority> authority =
                profile.equals(ATTESTED) ? Optional.of(new AttestationAuthority(wall, random)) : Optional.empty();
        PortalProfile pages = authority.isPresent()
                ? PortalProfileReader.bundled(STOCK).promising(ATTESTED, "attestation", "direct")
                : PortalProfileReader.bundled(profile);
        MailServer mail = MailServer.start(random);
        try {
            Form form = new Form(profile.equals(WITH_PROVIDER), authority.map(AttestationAuthority::root));
            KeycloakPortal portal = KeycloakPortal.start(form, mail.smtpPort(), random, wall, progress);
            return new KeycloakTarget(pages, portal, mail, wall, authority);
        } catch (IOException | RuntimeException e) {
            mail.close();
            throw e;
        }
    }

    /** Uses a server that runs already: with the pages of our provider if it has it, as it comes otherwise. */
    public static KeycloakTarget connect(KeycloakAccess access, InstantSource wall, SecureRandom random)
            throws IOException {
        MailServer mail = MailServer.start(random, access.smtpPort());
        try {
            KeycloakPortal portal = KeycloakPortal.connect(access, random, wall);
            return connected(portal, mail, wall);
        } catch (IOException | RuntimeException e) {
            mail.close();
            throw e;
        }
    }

    private static KeycloakTarget connected(KeycloakPortal portal, MailServer mail, InstantSource wall)
            throws IOException {
        try {
            String profile = portal.hasProvider() ? WITH_PROVIDER : STOCK;
            return new KeycloakTarget(PortalProfileReader.bundled(profile), portal, mail, wall, Optional.empty());
        } catch (IOException | RuntimeException e) {
            portal.close();
            throw e;
        }
    }

    @Override
    public PortalProfile profile() {
        return profile;
    }

    @Override
    public Optional<AttestationAuthority> attestationAuthority() {
        return authority;
    }

    @Override
    public URI baseUri() {
        return portal.baseUri();
    }

    @Override
    public InstantSource clock() {
        return wall;
    }

    @Override
    public Persona admit(Persona generated) throws IOException {
        portal.addAccount(account(generated));
        return generated;
    }

    @Override
    public Optional<Persona> admitSetUp(Persona generated, String method) throws IOException {
        portal.addSetUpAccount(account(generated), generated.newPassword(), generated.mailAddress(), method);
        return Optional.of(generated);
    }

    @Override
    public Optional<Persona> admitWithApp(Persona generated, String key) throws IOException {
        portal.addAccountWithApp(account(generated), generated.newPassword(), generated.mailAddress(), key);
        return Optional.of(generated);
    }

    @Override
    public void dismiss(Persona persona) throws IOException {
        portal.removeAccount(persona.userId());
    }

    private static Account account(Persona persona) {
        return new Account(persona.userId(), persona.displayName(), persona.initialPassword(), persona.birthDate());
    }

    @Override
    public void require(Persona persona, String method) throws IOException {
        portal.require(persona.userId(), method);
    }

    /** The types of a person's credentials as the server's Admin REST API lists them, the password's too. */
    public List<String> credentialTypes(Persona persona) throws IOException {
        return portal.credentialTypes(persona.userId());
    }

    @Override
    public Mailbox mailbox(Persona persona) throws IOException {
        return mail.mailbox(persona.mailAddress());
    }

    @Override
    public void pass(Duration time) throws IOException {
        realTime.pass(time);
    }

    @Override
    public void mailIsDown(boolean down) {
        mail.refuse(down);
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void close() {
        realTime.close();
        try {
            portal.close();
        } finally {
            mail.close();
        }
    }
}
