package dev.aikagi.harness.scenario;

import com.webauthn4j.data.AttestationConveyancePreference;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.harness.device.AttestationAuthority;
import dev.aikagi.harness.mail.MailServer;
import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.metadata.MetadataService;
import dev.aikagi.harness.metadata.MetadataSigner;
import dev.aikagi.harness.portal.Account;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.portal.reference.Limits;
import dev.aikagi.harness.portal.reference.MetadataSettings;
import dev.aikagi.harness.portal.reference.ReferencePortal;
import dev.aikagi.harness.portal.reference.ReferencePortalConfig;
import dev.aikagi.harness.portal.reference.WebAuthnPolicy;
import java.io.IOException;
import java.net.URI;
import java.security.cert.TrustAnchor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** The portal that comes with Aikagi, in this process, with a mail server beside it. */
public final class EmbeddedTarget implements RunTarget {
    /** Its passwords live for seconds, in this process alone: no need to make them costly to guess. */
    private static final int PASSWORD_ITERATIONS = 10_000;

    private static final String REST = "fido-rest";

    private final RunClock clock;
    private final MailServer mail;
    private final ReferencePortal portal;
    private final PortalProfile profile;
    private final Trust trust;

    private EmbeddedTarget(Guise guise, RunClock clock, MailServer mail, ReferencePortal portal) {
        this.clock = clock;
        this.mail = mail;
        this.portal = portal;
        this.trust = guise.trust();
        this.profile = portal.plainHttp()
                .map(twin -> guise.profile().promising(Targets.SECURE, "plain-http", twin.toString()))
                .orElse(guise.profile());
    }

    /** In which form the portal comes. */
    private record Guise(PortalProfile profile, Trust trust, UnaryOperator<ReferencePortalConfig.Builder> change) {
        ReferencePortalConfig.Builder on(ReferencePortalConfig.Builder config) {
            return change.apply(trust.on(config));
        }
    }

    /** Whom the portal trusts to vouch for authenticators. */
    private record Trust(Optional<AttestationAuthority> authority, Optional<MetadataService> metadata) {
        static final Trust NOBODY = new Trust(Optional.empty(), Optional.empty());

        static Trust authority(RunClock clock, long seed) {
            var made = new AttestationAuthority(clock, new SeededRandom(seed ^ Persona.hash("attestation")));
            return new Trust(Optional.of(made), Optional.empty());
        }

        Trust with(MetadataService service) {
            return new Trust(authority, Optional.of(service));
        }

        ReferencePortalConfig.Builder on(ReferencePortalConfig.Builder config) {
            authority.ifPresent(made -> config.webAuthn(WebAuthnPolicy.DEFAULT
                            .withAttestation(AttestationConveyancePreference.DIRECT)
                            .withTrustAnchors(Set.of(new TrustAnchor(made.root(), null))))
                    .revoked(made::revoked));
            metadata.ifPresent(service -> config.metadata(new MetadataSettings(
                    service.blobAddress(),
                    service.crlAddress(),
                    service.signer().root())));
            return config;
        }
    }

    /** The same pages, and another promise. */
    private static PortalProfile attested(Trust trust) {
        String name = trust.metadata().isPresent() ? Targets.METADATA : Targets.ATTESTED;
        return PortalProfileReader.bundled("embedded")
                .promising(name, "attestation", "direct")
                .promising(name, "revoked-passkeys", "refused");
    }

    /**
     * Starts both, on free ports of the loopback address.
     *
     * @param seed what the portal takes its chance from, so that a run repeats
     * @throws IOException if no port can be had
     */
    public static EmbeddedTarget start(InstantSource wall, long seed) throws IOException {
        return start(wall, seed, config -> config);
    }

    /**
     * Starts the portal without its pages, in the shape of FIDO's conformance tests; whoever comes there registers by
     * themselves.
     *
     * @throws IOException if no port can be had
     */
    public static EmbeddedTarget rest(
            InstantSource wall, long seed, UnaryOperator<ReferencePortalConfig.Builder> change) throws IOException {
        return start(
                new RunClock(wall),
                seed,
                new Guise(PortalProfileReader.bundled(REST), Trust.NOBODY, config -> change.apply(config.rest(true))));
    }

    /**
     * Starts both, the portal as the last word on its configuration has it.
     *
     * @throws IOException if no port can be had
     */
    public static EmbeddedTarget start(
            InstantSource wall, long seed, UnaryOperator<ReferencePortalConfig.Builder> change) throws IOException {
        return start(
                new RunClock(wall), seed, new Guise(PortalProfileReader.bundled("embedded"), Trust.NOBODY, change));
    }

    /**
     * Starts both, the portal over HTTPS as in service: every reply forbids plain HTTP, which on another port leads to HTTPS.
     *
     * @throws IOException if no port can be had
     */
    public static EmbeddedTarget secure(
            InstantSource wall, long seed, UnaryOperator<ReferencePortalConfig.Builder> change) throws IOException {
        return start(
                new RunClock(wall),
                seed,
                new Guise(
                        PortalProfileReader.bundled(Targets.EMBEDDED),
                        Trust.NOBODY,
                        config -> change.apply(config.tlsAlone())));
    }

    /**
     * Starts both; the portal asks for attestation {@code direct}, and takes passkeys alone whose certificates end in the
     * root of an authority of ours.
     *
     * @throws IOException if no port can be had
     */
    public static EmbeddedTarget attested(
            InstantSource wall, long seed, UnaryOperator<ReferencePortalConfig.Builder> change) throws IOException {
        RunClock clock = new RunClock(wall);
        Trust trust = Trust.authority(clock, seed);
        return start(clock, seed, new Guise(attested(trust), trust, change));
    }

    /**
     * Starts both, and a metadata service besides: the portal takes passkeys alone of models that the service names.
     *
     * @throws IOException if no port can be had
     */
    public static EmbeddedTarget withMetadata(
            InstantSource wall, long seed, UnaryOperator<ReferencePortalConfig.Builder> change) throws IOException {
        RunClock clock = new RunClock(wall);
        MetadataService service = MetadataService.start(
                new MetadataSigner(clock.instant(), new SeededRandom(seed ^ Persona.hash("metadata"))));
        try {
            Trust trust = Trust.authority(clock, seed).with(service);
            return start(clock, seed, new Guise(attested(trust), trust, change));
        } catch (IOException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private static EmbeddedTarget start(RunClock clock, long seed, Guise guise) throws IOException {
        MailServer mail = MailServer.start(new SeededRandom(seed ^ Persona.hash("mail")));
        try {
            var config = ReferencePortalConfig.builder(
                            clock, new SeededRandom(seed ^ Persona.hash("portal")), mail.smtpPort())
                    .limits(Limits.DEFAULT.withPasswordIterations(PASSWORD_ITERATIONS));
            return new EmbeddedTarget(
                    guise, clock, mail, ReferencePortal.start(guise.on(config).build()));
        } catch (IOException | RuntimeException e) {
            mail.close();
            throw e;
        }
    }

    @Override
    public PortalProfile profile() {
        return profile;
    }

    @Override
    public Optional<AttestationAuthority> attestationAuthority() {
        return trust.authority();
    }

    @Override
    public boolean asksForRevocations() {
        return trust.authority().isPresent();
    }

    @Override
    public Optional<SSLContext> trust() {
        return portal.trust();
    }

    @Override
    public Optional<MetadataService> metadataService() {
        return trust.metadata();
    }

    @Override
    public URI baseUri() {
        return portal.baseUri();
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Persona admit(Persona generated) {
        if (!isRest()) {
            portal.addAccount(account(generated));
        }
        return generated;
    }

    @Override
    public Optional<Persona> admitSetUp(Persona generated, String method) {
        if (!isRest()) {
            portal.addSetUpAccount(account(generated), generated.newPassword(), generated.mailAddress(), method);
        }
        return Optional.of(generated);
    }

    /** Where people register by themselves, their names must be free. */
    private boolean isRest() {
        return profile.name().equals(REST);
    }

    private static Account account(Persona persona) {
        return new Account(persona.userId(), persona.displayName(), persona.initialPassword(), persona.birthDate());
    }

    @Override
    public Mailbox mailbox(Persona persona) throws IOException {
        return mail.mailbox(persona.mailAddress());
    }

    @Override
    public void pass(Duration time) {
        clock.advance(time);
    }

    @Override
    public void mailIsDown(boolean down) {
        mail.refuse(down);
    }

    @Override
    public void close() {
        try {
            portal.close();
        } finally {
            mail.close();
            trust.metadata().ifPresent(MetadataService::close);
        }
    }
}
