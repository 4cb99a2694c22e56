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
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import dev.aikagi.authenticator.bytes.Bytes;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The relying party (WebAuthn L3 §7): challenges out, responses in, judged by webauthn4j in its strict form. */
final class Passkeys {
    private static final System.Logger LOG = System.getLogger(Passkeys.class.getName());

    private final WebAuthnPolicy policy;
    private final WebAuthnManager parser;
    private final PasskeyRules rules;
    private final Origin origin;
    private final String rpId;

    Passkeys(WebAuthnPolicy policy, WebAuthnManager parser, PasskeyRules rules, URI baseUri) {
        this.policy = policy;
        this.parser = parser;
        this.rules = rules;
        this.origin = new Origin(baseUri.toString());
        this.rpId = baseUri.getHost();
    }

    /** What the relying party holds itself to. */
    record PasskeyRules(
            ResponseForm form,
            Challenges challenges,
            CeremonyRules ceremonies,
            KeyRule keys,
            DiscoverableRule discoverable,
            AttestationDemand demand,
            CredentialOwners owners,
            SignInRule signIn,
            RevocationRule revocation) {}

    String creationOptions(Session session, Person person) {
        byte[] challenge = rules.challenges().issue(session).toArray();
        return WebAuthnJson.creation(rpId, person, policy, challenge);
    }

    String requestOptions(Session session, Optional<Person> person) {
        byte[] challenge = rules.challenges().issue(session).toArray();
        List<Passkey> allowed = person.map(Person::passkeys).orElse(List.of());
        session.allowedPasskeys(allowed.stream().map(Passkey::id).toList());
        return WebAuthnJson.request(rpId, allowed, policy, challenge);
    }

    /** Judges a registration (§7.1). The passkey has no name yet, and is stored nowhere. */
    Optional<Passkey> register(Session session, String response) {
        return judged(session, () -> {
            rules.form().check(response);
            RegistrationData data = parser.parseRegistrationResponseJSON(response);
            return verifyRegistration(response, data, property(session, data.getCollectedClientData()));
        });
    }

    private @Nullable Passkey verifyRegistration(String response, RegistrationData data, ServerProperty property) {
        List<PublicKeyCredentialParameters> algorithms = policy.algorithms().stream()
                .map(alg -> new PublicKeyCredentialParameters(
                        PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(alg)))
                .toList();
        rules.ceremonies().verify(data, new RegistrationParameters(property, algorithms, verifiesUser(), true));
        AttestationObject attestation = Objects.requireNonNull(data.getAttestationObject());
        rules.form().check(attestation.getAuthenticatorData(), true);
        rules.discoverable().check(policy, data);
        rules.demand().check(policy, data);
        rules.keys()
                .check(Objects.requireNonNull(attestation.getAuthenticatorData().getAttestedCredentialData())
                        .getCOSEKey());
        CredentialRecord record = new CredentialRecordImpl(
                attestation, data.getCollectedClientData(), data.getClientExtensions(), data.getTransports());
        String id = Tokens.base64Url(record.getAttestedCredentialData().getCredentialId());
        rules.form().check(response, id);
        return !rules.owners().isFree(id) ? null : new Passkey(id, "", transports(data.getTransports()), record);
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
        return judged(session, () -> {
            rules.form().check(response);
            AuthenticationData data = parser.parseAuthenticationResponseJSON(response);
            CredentialOwners.Owned owned = WebAuthnJson.credentialId(response)
                    .flatMap(rules.owners()::find)
                    .orElseThrow(() -> new IllegalArgumentException("nobody's passkey"));
            SignInRule.Claim claim = new SignInRule.Claim(
                    expected,
                    Optional.ofNullable(data.getUserHandle()).map(Bytes::of),
                    session.allows(owned.passkey().id()));
            Person admitted = rules.signIn()
                    .admits(owned.person(), claim)
                    .orElseThrow(() -> new IllegalArgumentException("somebody else's passkey"));
            verifySignIn(data, owned.passkey(), property(session, data.getCollectedClientData()));
            if (!rules.revocation().isGood(owned.passkey().record().getAttestationStatement())) {
                throw new IllegalArgumentException("who vouched for the passkey was taken back since");
            }
            return admitted;
        });
    }

    private void verifySignIn(AuthenticationData data, Passkey passkey, ServerProperty property) {
        CredentialRecord record = passkey.record();
        byte[] rawId = record.getAttestedCredentialData().getCredentialId();
        var authenticatorData = Objects.requireNonNull(data.getAuthenticatorData());
        rules.form().check(authenticatorData, false);
        // Judging and counting are one step: of two sign-ins with the same counter one must lose.
        synchronized (record) {
            rules.ceremonies()
                    .verify(data, new AuthenticationParameters(property, record, List.of(rawId), verifiesUser(), true));
            record.setCounter(authenticatorData.getSignCount());
            record.setBackedUp(authenticatorData.isFlagBS());
            record.setUvInitialized(Boolean.TRUE.equals(record.isUvInitialized()) || authenticatorData.isFlagUV());
        }
    }

    private boolean verifiesUser() {
        return policy.userVerification().equals(UserVerificationRequirement.REQUIRED);
    }

    private ServerProperty property(Session session, @Nullable CollectedClientData answer) {
        Bytes answered = Bytes.of(
                Objects.requireNonNull(answer, "clientDataJSON").getChallenge().getValue());
        Bytes challenge = rules.challenges()
                .expected(session, answered)
                .orElseThrow(() -> new IllegalArgumentException("not the challenge that is out"));
        return ServerProperty.builder()
                .origin(origin)
                .rpId(rpId)
                .challenge(new DefaultChallenge(challenge.toArray()))
                .build();
    }

    private <T> Optional<T> judged(Session session, Judgement<T> judgement) {
        try {
            return Optional.ofNullable(judgement.get());
        } catch (RuntimeException e) {
            // Malformed input makes the libraries throw more than their own exceptions; whatever cannot be judged is
            // refused.
            LOG.log(System.Logger.Level.DEBUG, "refused", e);
            return Optional.empty();
        } finally {
            rules.challenges().spend(session);
        }
    }

    private interface Judgement<T> {
        @Nullable
        T get();
    }
}
