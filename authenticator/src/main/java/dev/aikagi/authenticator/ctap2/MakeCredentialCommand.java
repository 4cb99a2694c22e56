package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.AuthenticatorData;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.MakeCredentialRequest;
import dev.aikagi.authenticator.message.MakeCredentialResponse;
import dev.aikagi.authenticator.message.RequestOptions;
import java.util.Optional;

/** CTAP 2.1 §6.1.2 authenticatorMakeCredential (0x01). The steps are the specification's. */
final class MakeCredentialCommand {
    private static final int CREDENTIAL_ID_SIZE = 32;

    private final AuthenticatorProfile profile;
    private final Environment environment;
    private final UserConsent consent;
    private final SignedData signedData;

    MakeCredentialCommand(AuthenticatorProfile profile, Environment environment) {
        this.profile = profile;
        this.environment = environment;
        this.consent = new UserConsent(environment);
        this.signedData = new SignedData(profile, environment);
    }

    Bytes process(Bytes parameters, Transaction transaction) {
        MakeCredentialRequest request = MakeCredentialRequest.decode(parameters);
        CredentialLists.requireFit(request.excludeList());
        requireNoPin(request); // Steps 1 and 2
        CoseAlgorithm algorithm = chooseAlgorithm(request); // Step 3
        requireOptions(request.options()); // Steps 4 and 5
        requireNoEnterprise(request); // Step 9
        boolean verified = verify(request, transaction); // Steps 10 and 11
        refuseExcluded(request, verified, transaction); // Step 12
        if (!verified) {
            consent.touch(prompt(request), transaction); // Step 14
        }
        PublicKeyCredentialSource credential = create(request, algorithm); // Steps 16 and 17
        return attest(request, credential, verified).encode(); // Step 18
    }

    /** There is no PIN and no pinUvAuthToken, so no parameter made from one can be right. */
    private static void requireNoPin(MakeCredentialRequest request) {
        if (request.pinUvAuth()) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        }
    }

    /** The first of the relying party's algorithms that the key can do. */
    private CoseAlgorithm chooseAlgorithm(MakeCredentialRequest request) {
        return request.algorithms().stream()
                .map(CoseAlgorithm::of)
                .flatMap(Optional::stream)
                .filter(profile.algorithms()::contains)
                .findFirst()
                .orElseThrow(() -> new CtapException(CtapStatus.CTAP2_ERR_UNSUPPORTED_ALGORITHM));
    }

    private static void requireOptions(RequestOptions options) {
        if (!options.up().orElse(true)) {
            throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_OPTION);
        }
    }

    private static void requireNoEnterprise(MakeCredentialRequest request) {
        if (request.enterpriseAttestation()) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        }
    }

    /** A key that somebody is enrolled on makes no credential without them: makeCredUvNotRqd is not offered. */
    private boolean verify(MakeCredentialRequest request, Transaction transaction) {
        if (request.options().uv().orElse(false)) {
            consent.verify(prompt(request), transaction);
            return true;
        }
        if (environment.verification().enrolled()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_OPERATION_DENIED);
        }
        return false;
    }

    /** The user agrees before the client learns that the key is known already. */
    private void refuseExcluded(MakeCredentialRequest request, boolean verified, Transaction transaction) {
        boolean known = !CredentialLists.named(
                        request.excludeList(), environment.credentials().of(request.rpId()))
                .isEmpty();
        if (known) {
            if (!verified) {
                consent.touch(prompt(request), transaction);
            }
            throw new CtapException(CtapStatus.CTAP2_ERR_CREDENTIAL_EXCLUDED);
        }
    }

    private PublicKeyCredentialSource create(MakeCredentialRequest request, CoseAlgorithm algorithm) {
        byte[] id = new byte[CREDENTIAL_ID_SIZE];
        environment.random().nextBytes(id);
        PublicKeyCredentialSource credential = new PublicKeyCredentialSource(
                Bytes.of(id),
                request.rpId(),
                request.user(),
                CredentialKey.generate(algorithm, environment.random()),
                request.options().rk().orElse(false));
        requireRoom(credential);
        environment.credentials().put(credential);
        return credential;
    }

    private void requireRoom(PublicKeyCredentialSource credential) {
        if (credential.discoverable()
                && environment.credentials().discoverable() >= profile.capacity()
                && !environment.credentials().holdsForSameUser(credential)) {
            throw new CtapException(CtapStatus.CTAP2_ERR_KEY_STORE_FULL);
        }
    }

    private MakeCredentialResponse attest(
            MakeCredentialRequest request, PublicKeyCredentialSource credential, boolean verified) {
        Bytes authenticatorData = signedData.of(
                credential.rpId(),
                true,
                verified,
                Optional.of(new AuthenticatorData.AttestedCredential(
                        profile.aaguid(), credential.id(), credential.key().publicKey())));
        return new MakeCredentialResponse(
                environment.attestation().identifier(),
                authenticatorData,
                environment
                        .attestation()
                        .statement(
                                Bytes.concat(authenticatorData, request.clientDataHash()),
                                credential.key(),
                                environment.random()));
    }

    private static ConsentPrompt prompt(MakeCredentialRequest request) {
        return new ConsentPrompt(
                ConsentPrompt.Purpose.MAKE_CREDENTIAL,
                request.rpId(),
                request.user().name().orElse(""));
    }
}
