package dev.aikagi.harness.webauthn;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.StartAssertionOptions;
import com.yubico.webauthn.StartRegistrationOptions;
import com.yubico.webauthn.attestation.AttestationTrustSource;
import com.yubico.webauthn.data.AttestationConveyancePreference;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.COSEAlgorithmIdentifier;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import com.yubico.webauthn.data.PublicKeyCredentialParameters;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A relying party on java-webauthn-server, with its accounts in memory. */
final class YubicoRelyingParty implements CredentialRepository {
    private final Map<ByteArray, RegisteredCredential> credentials = new LinkedHashMap<>();
    private final RelyingParty relyingParty;
    private final List<COSEAlgorithmIdentifier> algorithms;

    YubicoRelyingParty(String origin, List<COSEAlgorithmIdentifier> algorithms, Optional<X509Certificate> root) {
        this.algorithms = algorithms;
        RelyingParty.RelyingPartyBuilder builder = RelyingParty.builder()
                .identity(RelyingPartyIdentity.builder()
                        .id("localhost")
                        .name("Portal")
                        .build())
                .credentialRepository(this)
                .origins(Set.of(origin))
                .preferredPubkeyParams(algorithms.stream()
                        .map(alg ->
                                PublicKeyCredentialParameters.builder().alg(alg).build())
                        .toList())
                .attestationConveyancePreference(AttestationConveyancePreference.DIRECT)
                .allowUntrustedAttestation(root.isEmpty());
        root.ifPresent(anchor -> builder.attestationTrustSource(trust(anchor)));
        relyingParty = builder.build();
    }

    PublicKeyCredentialCreationOptions startRegistration(String user) {
        assert !algorithms.isEmpty();
        return relyingParty.startRegistration(StartRegistrationOptions.builder()
                .user(UserIdentity.builder()
                        .name(user)
                        .displayName(user)
                        .id(handle(user))
                        .build())
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build())
                .timeout(20_000)
                .build());
    }

    static String json(PublicKeyCredentialCreationOptions options) throws Exception {
        return new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(options.toCredentialsCreateJson())
                .get("publicKey")
                .toString();
    }

    RegistrationResult finishRegistration(PublicKeyCredentialCreationOptions options, String response)
            throws Exception {
        RegistrationResult result = relyingParty.finishRegistration(FinishRegistrationOptions.builder()
                .request(options)
                .response(PublicKeyCredential.parseRegistrationResponseJson(response))
                .build());
        credentials.put(
                result.getKeyId().getId(),
                RegisteredCredential.builder()
                        .credentialId(result.getKeyId().getId())
                        .userHandle(options.getUser().getId())
                        .publicKeyCose(result.getPublicKeyCose())
                        .signatureCount(result.getSignatureCount())
                        .build());
        return result;
    }

    AssertionRequest startAssertion(Optional<String> user) {
        return relyingParty.startAssertion(StartAssertionOptions.builder()
                .username(user)
                .userVerification(UserVerificationRequirement.REQUIRED)
                .timeout(20_000)
                .build());
    }

    static String json(AssertionRequest request) throws Exception {
        return new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(request.toCredentialsGetJson())
                .get("publicKey")
                .toString();
    }

    AssertionResult finishAssertion(AssertionRequest request, String response) throws Exception {
        return relyingParty.finishAssertion(FinishAssertionOptions.builder()
                .request(request)
                .response(PublicKeyCredential.parseAssertionResponseJson(response))
                .build());
    }

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String user) {
        return credentials.values().stream()
                .filter(credential -> credential.getUserHandle().equals(handle(user)))
                .map(credential -> PublicKeyCredentialDescriptor.builder()
                        .id(credential.getCredentialId())
                        .build())
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String user) {
        return Optional.of(handle(user));
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray handle) {
        return Optional.of(new String(handle.getBytes(), StandardCharsets.UTF_8));
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray id, ByteArray handle) {
        return Optional.ofNullable(credentials.get(id))
                .filter(credential -> credential.getUserHandle().equals(handle));
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray id) {
        return Optional.ofNullable(credentials.get(id)).map(Set::of).orElse(Set.of());
    }

    private static ByteArray handle(String user) {
        return new ByteArray(user.getBytes(StandardCharsets.UTF_8));
    }

    private static AttestationTrustSource trust(X509Certificate anchor) {
        return (chain, aaguid) -> AttestationTrustSource.TrustRootsResult.builder()
                .trustRoots(Set.of(anchor))
                .enableRevocationChecking(false)
                .build();
    }
}
