package dev.aikagi.harness.scenario;

import dev.aikagi.harness.device.AttestationAuthority;
import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.metadata.MetadataService;
import dev.aikagi.harness.portal.PortalProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A portal to walk on, and what its operator can do for us. */
public interface RunTarget extends AutoCloseable {
    PortalProfile profile();

    /** Where it answers, without a trailing slash. */
    URI baseUri();

    /** The portal's time, as far as we know it: codes are computed by it. */
    InstantSource clock();

    /**
     * Makes a person known to the portal.
     *
     * @return who they are there: the one asked for, or one the portal already has
     * @throws IOException if the portal cannot be told
     */
    Persona admit(Persona generated) throws IOException;

    /**
     * Makes a person known who has the first sign-in behind them: their own password, the mail address confirmed, the
     * method chosen, nothing enrolled.
     *
     * @param method {@code passkey}, {@code totp} or {@code email}
     * @return empty where nobody can be put there and the person has to walk
     * @throws IOException if the portal cannot be told
     */
    default Optional<Persona> admitSetUp(Persona generated, String method) throws IOException {
        return Optional.empty();
    }

    /** The authority whose attestation certificates the portal trusts, if it is ours. */
    default Optional<AttestationAuthority> attestationAuthority() {
        return Optional.empty();
    }

    /** Whether the portal asks that authority which of its certificates it has taken back. */
    default boolean asksForRevocations() {
        return false;
    }

    /** What a browser has to trust there besides what every Java platform trusts. */
    default Optional<SSLContext> trust() {
        return Optional.empty();
    }

    /** The service that tells the portal which authenticators to trust, if it is ours. */
    default Optional<MetadataService> metadataService() {
        return Optional.empty();
    }

    /**
     * Makes a person known who has the first sign-in behind them and signs in with an app.
     *
     * @param key of the app, letters whose octets are the key; SHA-1, six digits, 30 seconds
     * @return empty where nobody can be put there and the person has to enrol the app
     * @throws IOException if the portal cannot be told
     */
    default Optional<Persona> admitWithApp(Persona generated, String key) throws IOException {
        return Optional.empty();
    }

    /**
     * Takes a person off the portal again, with all that they enrolled, where that can be done.
     *
     * @throws IOException if the portal cannot be told
     */
    default void dismiss(Persona persona) throws IOException {}

    /**
     * As the portal's operator, who decides where the portal does not ask: requires a person to enrol a method at the next
     * sign-in.
     *
     * @param method passkey, totp or email
     * @throws IOException if the portal cannot be told
     */
    default void require(Persona persona, String method) throws IOException {
        throw new IOException(
                "the portal's operator cannot be told that " + persona.userId() + " is to enrol " + method);
    }

    /** Opens a person's mail; the caller closes it. */
    Mailbox mailbox(Persona persona) throws IOException;

    /**
     * Lets time pass at the portal.
     *
     * @throws IOException if it is not ours to say, and too long to wait for
     */
    void pass(Duration time) throws IOException;

    /**
     * Has the portal's mail server take nothing in, or take it in again.
     *
     * @throws IOException if it is not ours
     */
    default void mailIsDown(boolean down) throws IOException {
        throw new IOException("the portal's mail server is not ours to stop");
    }

    /** Whether whoever is asked for is always the same person, who keeps what was enrolled before. */
    default boolean isOfOnePerson() {
        return false;
    }

    /** How many may use it side by side: one, where time that passes for one passes for all. */
    default int lanes() {
        return 1;
    }

    @Override
    void close();
}
