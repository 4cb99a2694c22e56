package dev.aikagi.harness.portal.reference;

import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.AttestationStatement;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.ClientDataType;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.extension.authenticator.ExtensionAuthenticatorOutput;
import com.webauthn4j.server.OriginPredicate;
import com.webauthn4j.server.ServerProperty;
import dev.aikagi.authenticator.bytes.Bytes;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rules that see one part of every response as it should be, whatever it is: a check that was forgotten, all others kept.
 * Signatures are verified over the octets that came.
 */
record BlindRules(CeremonyRules strict, UnaryOperator<Seen> eyes) implements CeremonyRules {
    /**
     * What the rules look at.
     *
     * @param type that the ceremony expects
     * @param origins that are accepted
     * @param server what the ceremony expects besides
     */
    record Seen(
            ClientDataType type,
            CollectedClientData client,
            Authenticator authenticator,
            OriginPredicate origins,
            Wanted wanted,
            ServerProperty server) {
        Seen with(CollectedClientData other) {
            return new Seen(type, other, authenticator, origins, wanted, server);
        }

        Seen with(Authenticator other) {
            return new Seen(type, client, other, origins, wanted, server);
        }

        Seen with(OriginPredicate other) {
            return new Seen(type, client, authenticator, other, wanted, server);
        }

        Seen with(Wanted other) {
            return new Seen(type, client, authenticator, origins, other, server);
        }
    }

    /** The head of the authenticator data. */
    record Authenticator(Bytes rpIdHash, byte flags) {
        Authenticator withFlags(int set, int cleared) {
            return new Authenticator(rpIdHash, (byte) ((flags | set) & ~cleared));
        }
    }

    /**
     * What the policy wants.
     *
     * @param algorithms that are accepted; null for all
     * @param statement whether the attestation statement is looked at
     */
    record Wanted(@Nullable List<PublicKeyCredentialParameters> algorithms, boolean verification, boolean statement) {
        Wanted withoutVerification() {
            return new Wanted(algorithms, false, statement);
        }

        Wanted withoutAlgorithms() {
            return new Wanted(null, verification, statement);
        }

        Wanted withoutStatement() {
            return new Wanted(algorithms, verification, false);
        }
    }

    @Override
    public void verify(RegistrationData data, RegistrationParameters expected) {
        AttestationObject attestation = Objects.requireNonNull(data.getAttestationObject());
        var wanted = new Wanted(expected.getPubKeyCredParams(), expected.isUserVerificationRequired(), true);
        Seen seen = eyes.apply(seen(
                ClientDataType.WEBAUTHN_CREATE,
                Objects.requireNonNull(data.getCollectedClientData()),
                attestation.getAuthenticatorData(),
                wanted,
                expected.getServerProperty()));
        AttestationStatement statement =
                seen.wanted().statement() ? attestation.getAttestationStatement() : new NoneAttestationStatement();
        strict.verify(
                new RegistrationData(
                        new AttestationObject(headed(attestation.getAuthenticatorData(), seen), statement),
                        data.getAttestationObjectBytes(),
                        seen.client(),
                        data.getCollectedClientDataBytes(),
                        data.getClientExtensions(),
                        data.getTransports()),
                new RegistrationParameters(
                        server(seen), seen.wanted().algorithms(), seen.wanted().verification(), true));
    }

    @Override
    public void verify(AuthenticationData data, AuthenticationParameters expected) {
        var authenticatorData = Objects.requireNonNull(data.getAuthenticatorData());
        Seen seen = eyes.apply(seen(
                ClientDataType.WEBAUTHN_GET,
                Objects.requireNonNull(data.getCollectedClientData()),
                authenticatorData,
                new Wanted(null, expected.isUserVerificationRequired(), true),
                expected.getServerProperty()));
        strict.verify(
                new AuthenticationData(
                        data.getCredentialId(),
                        data.getUserHandle(),
                        headed(authenticatorData, seen),
                        data.getAuthenticatorDataBytes(),
                        seen.client(),
                        data.getCollectedClientDataBytes(),
                        data.getClientExtensions(),
                        data.getSignature()),
                new AuthenticationParameters(
                        server(seen),
                        Objects.requireNonNull(expected.getCredentialRecord()),
                        expected.getAllowCredentials(),
                        seen.wanted().verification(),
                        true));
    }

    private static Seen seen(
            ClientDataType type,
            CollectedClientData client,
            AuthenticatorData<?> data,
            Wanted wanted,
            ServerProperty server) {
        return new Seen(
                type,
                client,
                new Authenticator(Bytes.of(data.getRpIdHash()), data.getFlags()),
                server.getOriginPredicate(),
                wanted,
                server);
    }

    private static ServerProperty server(Seen seen) {
        return ServerProperty.builder()
                .originPredicate(seen.origins())
                .rpId(seen.server().getRpId())
                .challenge(Objects.requireNonNull(seen.server().getChallenge()))
                .build();
    }

    private static <T extends ExtensionAuthenticatorOutput> AuthenticatorData<T> headed(
            AuthenticatorData<T> data, Seen seen) {
        return new AuthenticatorData<>(
                seen.authenticator().rpIdHash().toArray(),
                seen.authenticator().flags(),
                data.getSignCount(),
                data.getAttestedCredentialData(),
                data.getExtensions());
    }
}
