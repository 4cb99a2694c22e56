package dev.aikagi.harness.webauthn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.webauthn4j.WebAuthnAuthenticationManager;
import com.webauthn4j.WebAuthnRegistrationManager;
import com.webauthn4j.anchor.TrustAnchorRepository;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.attestation.statement.packed.PackedAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.DefaultCertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.self.DefaultSelfAttestationTrustworthinessVerifier;
import com.webauthn4j.verifier.exception.VerificationException;
import com.yubico.webauthn.data.ByteArray;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.fault.Fault;
import dev.aikagi.ctapsim.fault.Faults;
import dev.aikagi.harness.device.AttestationAuthority;
import dev.aikagi.harness.device.SimulatedKey;
import java.io.IOException;
import java.net.URI;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;

/** Who notices which fault of a key, and when: the client before the relying party, or webauthn4j, which is one. */
class WebAuthn4jFaultsTest {
    private static final URI PAGE = URI.create("http://localhost:8080/enrol");
    private static final String CHALLENGE = new ByteArray(new byte[32]).getBase64Url();
    private static final AuthenticatorProfile PROFILE = ProfileReader.bundled("security-key");

    private final AttestationAuthority authority =
            new AttestationAuthority(InstantSource.system(), new SeededRandom(5));

    @ParameterizedTest
    @CsvSource({
        "'', nobody, ",
        "late=30, nobody, ",
        "no-silence, client using, UnknownError",
        "pad=600@makeCredential, nobody, ",
        "enterprise, nobody, ",
        "status=27@makeCredential, client making, NotAllowedError",
        "status=2e@getAssertion, client using, NotAllowedError",
        "raw=00a0@makeCredential, client making, IOException",
        "cut=40@getAssertion, client using, IOException",
        "bad-signature@makeCredential, webauthn4j making, BadSignatureException",
        "bad-signature@getAssertion, webauthn4j using, BadSignatureException",
        "clear-up@makeCredential, webauthn4j making, UserNotPresentException",
        "clear-up@getAssertion, webauthn4j using, UserNotPresentException",
        "clear-uv@makeCredential, webauthn4j making, UserNotVerifiedException",
        "clear-uv@getAssertion, webauthn4j using, UserNotVerifiedException",
        "flip-be, nobody, ",
        "flip-be@getAssertion, webauthn4j using, BadBackupEligibleFlagException",
        "flip-bs@makeCredential, webauthn4j making, IllegalBackupStateException",
        "flip-bs@getAssertion, webauthn4j using, IllegalBackupStateException",
        "other-rp@makeCredential, webauthn4j making, BadRpIdException",
        "other-rp@getAssertion, webauthn4j using, BadRpIdException",
        "other-aaguid, webauthn4j making, BadAttestationStatementException",
        "aaguid=00112233445566778899aabbccddeeff, webauthn4j making, BadAttestationStatementException",
        "counter-stands, webauthn4j using, MaliciousCounterValueException",
        "counter-back@getAssertion, webauthn4j using, MaliciousCounterValueException",
        "extra-extension=uvm, webauthn4j making, MismatchedInputException",
        "drop-report=1, client making, IOException",
        "garble-report=2, client making, IOException"
    })
    void fault_ofEachKey_isNoticed(String fault, String who, String how) throws Exception {
        String expected = how == null ? who : who + ": " + how;
        try (SimulatedKey key = key(fault)) {
            assertEquals(expected, noticed(key), fault);
        }
    }

    private String noticed(SimulatedKey key) throws Exception {
        String doing = "making";
        try {
            RegistrationData made = registrations().verify(create(key), asked());
            doing = "using";
            CredentialRecord record = new CredentialRecordImpl(
                    Objects.requireNonNull(made.getAttestationObject()),
                    made.getCollectedClientData(),
                    made.getClientExtensions(),
                    Set.of());
            for (int use = 0; use < 2; use++) {
                new WebAuthnAuthenticationManager()
                        .verify(get(key, made), new AuthenticationParameters(server(), record, null, true, true));
            }
            return "nobody";
        } catch (WebAuthnException e) {
            return "client " + doing + ": " + e.name();
        } catch (IOException e) {
            return "client " + doing + ": IOException";
        } catch (VerificationException | JacksonException e) {
            return "webauthn4j " + doing + ": " + e.getClass().getSimpleName();
        }
    }

    private static String create(SimulatedKey key) throws Exception {
        return client(key).create("""
                    {"rp": {"id": "localhost", "name": "Portal"},
                     "user": {"id": "AQ", "name": "taro", "displayName": "Taro"},
                     "challenge": "%s",
                     "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
                     "authenticatorSelection": {"residentKey": "required", "userVerification": "required"},
                     "attestation": "direct"}
                    """.formatted(CHALLENGE), PAGE).json();
    }

    private static String get(SimulatedKey key, RegistrationData made) throws Exception {
        byte[] id = Objects.requireNonNull(Objects.requireNonNull(made.getAttestationObject())
                        .getAuthenticatorData()
                        .getAttestedCredentialData())
                .getCredentialId();
        return client(key)
                .get("""
                    {"rpId": "localhost", "challenge": "%s", "userVerification": "required",
                     "allowCredentials": [{"type": "public-key", "id": "%s"}]}
                    """.formatted(CHALLENGE, new ByteArray(id).getBase64Url()), PAGE)
                .json();
    }

    private static WebAuthnClient client(SimulatedKey key) {
        return new WebAuthnClient(key, ClientProfile.of(PROFILE), AccountChooser.FIRST);
    }

    private SimulatedKey key(String fault) {
        return new SimulatedKey(VirtualDevice.builder(PROFILE)
                .user(UserPresence.ALWAYS, UserVerification.ALWAYS)
                .attestationKey(authority.batchKey(PROFILE.aaguid()))
                .faults(new Faults(fault.isEmpty() ? List.of() : List.of(Fault.parse(fault))))
                .build());
    }

    private static ServerProperty server() {
        return ServerProperty.builder()
                .origin(new Origin("http://localhost:8080"))
                .rpId("localhost")
                .challenge(new DefaultChallenge(new byte[32]))
                .build();
    }

    private static RegistrationParameters asked() {
        return new RegistrationParameters(server(), null, true, true);
    }

    private WebAuthnRegistrationManager registrations() {
        return new WebAuthnRegistrationManager(
                List.of(new PackedAttestationStatementVerifier()),
                new DefaultCertPathTrustworthinessVerifier(new Root(authority.root())),
                new DefaultSelfAttestationTrustworthinessVerifier(false));
    }

    private record Root(X509Certificate root) implements TrustAnchorRepository {
        @Override
        public Set<TrustAnchor> find(AAGUID aaguid) {
            return Set.of(new TrustAnchor(root, null));
        }

        @Override
        public Set<TrustAnchor> find(byte[] attestationCertificateKeyIdentifier) {
            return Set.of(new TrustAnchor(root, null));
        }
    }
}
