package dev.aikagi.harness.portal.reference;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.UserVerificationRequirement;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import dev.aikagi.authenticator.bytes.Bytes;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The relying party (WebAuthn L3 §7): challenges out, responses in, judged by webauthn4j in its strict form. */
final class Passkeys {
    private static final System.Logger LOG = System.getLogger(Passkeys.class.getName());
    private static final Duration CHALLENGE_VALIDITY = Duration.ofMillis(WebAuthnJson.TIMEOUT_MILLIS);

    private final WebAuthnPolicy policy;
    private final WebAuthnManager manager;
    private final Tokens tokens;
    private final InstantSource clock;
    private final Accounts accounts;
    private final Origin origin;
    private final String rpId;

    Passkeys(WebAuthnPolicy policy, Tokens tokens, InstantSource clock, Accounts accounts, URI baseUri) {
        this.policy = policy;
        this.manager = AttestationRules.manager(policy);
        this.tokens = tokens;
        this.clock = clock;
        this.accounts = accounts;
        this.origin = new Origin(baseUri.toString());
        this.rpId = baseUri.getHost();
    }

    String creationOptions(Session session, Person person) {
        return WebAuthnJson.creation(rpId, person, policy, challenge(session));
    }

    String requestOptions(Session session, Optional<Person> person) {
        return WebAuthnJson.request(rpId, person, policy, challenge(session));
    }

    private byte[] challenge(Session session) {
        byte[] value = tokens.bytes(32);
        session.challenge(new Session.Challenge(Bytes.of(value), clock.instant()));
        return value;
    }

    /** Judges a registration (§7.1). The passkey has no name yet, and is stored nowhere. */
    Optional<Passkey> register(Session session, String response) {
        return judged(session, property -> verifyRegistration(response, property));
    }

    private @Nullable Passkey verifyRegistration(String response, ServerProperty property) {
        List<PublicKeyCredentialParameters> algorithms = policy.algorithms().stream()
                .map(alg -> new PublicKeyCredentialParameters(
                        PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(alg)))
                .toList();
        RegistrationData data = manager.verifyRegistrationResponseJSON(
                response, new RegistrationParameters(property, algorithms, verifiesUser(), true));
        CredentialRecord record = new CredentialRecordImpl(
                Objects.requireNonNull(data.getAttestationObject()),
                data.getCollectedClientData(),
                data.getClientExtensions(),
                data.getTransports());
        String id = Tokens.base64Url(record.getAttestedCredentialData().getCredentialId());
        if (!WebAuthnJson.credentialId(response).equals(Optional.of(id))
                || accounts.byCredentialId(id).isPresent()) {
            return null;
        }
        return new Passkey(id, "", transports(data.getTransports()), record);
    }

    private static List<String> transports(@Nullable Set<AuthenticatorTransport> reported) {
        return reported == null
                ? List.of()
                : reported.stream()
                        .map(AuthenticatorTransport::getValue)
                        .sorted()
                        .toList();
    }

    /**
     * Judges a sign-in (§7.2).
     *
     * @param expected whose passkey it must be; nobody if the passkey itself is to say who comes
     */
    Optional<Person> signIn(Session session, String response, Optional<Person> expected) {
        return judged(session, property -> verifySignIn(response, property, expected));
    }

    private @Nullable Person verifySignIn(String response, ServerProperty property, Optional<Person> expected) {
        String id = WebAuthnJson.credentialId(response).orElse("");
        Person owner = accounts.byCredentialId(id).orElse(null);
        if (owner == null || expected.filter(person -> person != owner).isPresent()) {
            return null;
        }
        Passkey passkey = owner.passkeys().stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow();
        CredentialRecord record = passkey.record();
        byte[] rawId = record.getAttestedCredentialData().getCredentialId();
        // Judging and counting are one step: of two sign-ins with the same counter one must lose.
        synchronized (passkey.record()) {
            AuthenticationData data = manager.verifyAuthenticationResponseJSON(
                    response, new AuthenticationParameters(property, record, List.of(rawId), verifiesUser(), true));
            if (!handleFits(data.getUserHandle(), owner, expected.isEmpty())) {
                return null;
            }
            var authenticatorData = Objects.requireNonNull(data.getAuthenticatorData());
            record.setCounter(authenticatorData.getSignCount());
            record.setBackedUp(authenticatorData.isFlagBS());
            record.setUvInitialized(Boolean.TRUE.equals(record.isUvInitialized()) || authenticatorData.isFlagUV());
        }
        return owner;
    }

    /** §7.2 step 6: a user handle must be the owner's, and must be there if nothing else says who comes. */
    private static boolean handleFits(byte @Nullable [] handle, Person owner, boolean required) {
        return handle == null ? !required : MessageDigest.isEqual(handle, owner.userHandle());
    }

    private boolean verifiesUser() {
        return policy.userVerification().equals(UserVerificationRequirement.REQUIRED);
    }

    private interface Judgement<T> {
        @Nullable
        T of(ServerProperty property);
    }

    private <T> Optional<T> judged(Session session, Judgement<T> judgement) {
        Session.Challenge challenge = session.takeChallenge().orElse(null);
        if (challenge == null || !clock.instant().isBefore(challenge.issued().plus(CHALLENGE_VALIDITY))) {
            LOG.log(System.Logger.Level.DEBUG, "refused: no challenge is out");
            return Optional.empty();
        }
        ServerProperty property = ServerProperty.builder()
                .origin(origin)
                .rpId(rpId)
                .challenge(new DefaultChallenge(challenge.value().toArray()))
                .build();
        try {
            return Optional.ofNullable(judgement.of(property));
        } catch (RuntimeException e) {
            // Malformed input makes the libraries throw more than their own exceptions; whatever cannot be judged is
            // refused.
            LOG.log(System.Logger.Level.DEBUG, "refused", e);
            return Optional.empty();
        }
    }
}
