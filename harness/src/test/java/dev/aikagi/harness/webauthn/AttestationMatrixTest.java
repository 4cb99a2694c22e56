package dev.aikagi.harness.webauthn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.webauthn4j.WebAuthnRegistrationManager;
import com.webauthn4j.anchor.TrustAnchorRepository;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.attestation.statement.androidkey.AndroidKeyAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.apple.AppleAnonymousAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.none.NoneAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.packed.PackedAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.tpm.TPMAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.u2f.FIDOU2FAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.DefaultCertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.self.DefaultSelfAttestationTrustworthinessVerifier;
import com.webauthn4j.verifier.exception.VerificationException;
import com.yubico.webauthn.data.ByteArray;
import dev.aikagi.authenticator.attestation.AttestationFormat;
import dev.aikagi.authenticator.attestation.AttestationInput;
import dev.aikagi.authenticator.attestation.FidoU2fAttestation;
import dev.aikagi.authenticator.attestation.NoneAttestation;
import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.ManualClock;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.harness.device.AttestationAuthority;
import dev.aikagi.harness.device.SimulatedKey;
import java.io.StringReader;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every format of attestation with every algorithm that goes with it, judged by webauthn4j and java-webauthn-server. */
class AttestationMatrixTest {
    private static final URI PAGE = URI.create("http://localhost:8080/enrol");
    private static final byte[] CHALLENGE = new byte[32];

    private final AttestationAuthority authority =
            new AttestationAuthority(InstantSource.system(), new SeededRandom(3));

    private AttestationFormat format(String name, AuthenticatorProfile profile) {
        return switch (name) {
            case "none" -> new NoneAttestation();
            case "self" -> PackedAttestation.self();
            case "basic" -> PackedAttestation.basic(authority.batchKey(profile.aaguid()));
            case "fido-u2f" -> new FidoU2fAttestation(authority.batchKey(Bytes.EMPTY));
            case "tpm" -> authority.tpm();
            case "android-key" -> authority.androidKey();
            default -> authority.apple();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "none, -7", "none, -8", "none, -257", "none, -35", "none, -36", "none, -53", "none, -37",
        "self, -7", "self, -8", "self, -257", "self, -35", "self, -36", "self, -53", "self, -37",
        "basic, -7", "basic, -8", "basic, -257", "basic, -35", "basic, -36", "basic, -53", "basic, -37",
        "fido-u2f, -7", "tpm, -7", "tpm, -257", "android-key, -7", "android-key, -257", "apple, -7"
    })
    void webauthn4j_accepts(String name, long alg) throws Exception {
        RegistrationData data = registered(name, alg);

        RegistrationData verified = manager(authority).verify(data, parameters(alg));

        String format = verified.getAttestationObject().getFormat();
        assertEquals(name.equals("self") || name.equals("basic") ? "packed" : name, format);
    }

    private RegistrationData registered(String name, long alg) throws Exception {
        AuthenticatorProfile profile = ProfileReader.bundled("security-key");
        try (SimulatedKey key = key(profile, format(name, profile))) {
            String options = """
                    {"rp": {"id": "localhost", "name": "Portal"},
                     "user": {"id": "AQ", "name": "taro", "displayName": "Taro"},
                     "challenge": "%s",
                     "pubKeyCredParams": [{"type": "public-key", "alg": %d}],
                     "authenticatorSelection": {"residentKey": "required", "userVerification": "required"},
                     "attestation": "direct"}
                    """.formatted(new ByteArray(CHALLENGE).getBase64Url(), alg);
            String response = new WebAuthnClient(key, ClientProfile.of(profile), AccountChooser.FIRST)
                    .create(options, PAGE)
                    .json();
            return manager(authority).parse(response);
        }
    }

    private static RegistrationParameters parameters(long alg) {
        return new RegistrationParameters(
                ServerProperty.builder()
                        .origin(new Origin("http://localhost:8080"))
                        .rpId("localhost")
                        .challenge(new DefaultChallenge(CHALLENGE))
                        .build(),
                List.of(new PublicKeyCredentialParameters(
                        PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(alg))),
                true,
                true);
    }

    private static WebAuthnRegistrationManager manager(AttestationAuthority trusted) {
        return new WebAuthnRegistrationManager(
                List.of(
                        new NoneAttestationStatementVerifier(),
                        new PackedAttestationStatementVerifier(),
                        new FIDOU2FAttestationStatementVerifier(),
                        new TPMAttestationStatementVerifier(),
                        new AndroidKeyAttestationStatementVerifier(),
                        new AppleAnonymousAttestationStatementVerifier()),
                new DefaultCertPathTrustworthinessVerifier(new RootAlone(trusted.root())),
                new DefaultSelfAttestationTrustworthinessVerifier(true));
    }

    /** It has no PS256, and no android-key. */
    @ParameterizedTest
    @CsvSource({
        "none, -7",
        "self, -7",
        "self, -8",
        "self, -257",
        "self, -35",
        "self, -36",
        "self, -53",
        "basic, -7",
        "basic, -8",
        "basic, -257",
        "basic, -35",
        "basic, -36",
        "basic, -53",
        "fido-u2f, -7",
        "tpm, -7",
        "tpm, -257",
        "apple, -7"
    })
    void javaWebauthnServer_accepts(String name, long alg) throws Exception {
        AuthenticatorProfile profile = ProfileReader.bundled("security-key");
        boolean certified = !name.equals("none") && !name.equals("self");
        var party = new YubicoRelyingParty(
                "http://localhost:8080",
                List.of(com.yubico.webauthn.data.COSEAlgorithmIdentifier.fromId(alg)
                        .orElseThrow()),
                certified ? Optional.of(authority.root()) : Optional.empty());
        try (SimulatedKey key = key(profile, format(name, profile))) {
            var options = party.startRegistration("taro");
            String response = new WebAuthnClient(key, ClientProfile.of(profile), AccountChooser.FIRST)
                    .create(YubicoRelyingParty.json(options), PAGE)
                    .json();
            assertEquals(certified, party.finishRegistration(options, response).isAttestationTrusted());
        }
    }

    @ParameterizedTest
    @CsvSource({"basic", "fido-u2f", "tpm", "android-key", "apple"})
    void statement_ofAnotherAuthority_isRefused(String name) throws Exception {
        var other = new AttestationAuthority(InstantSource.system(), new SeededRandom(4));
        RegistrationData data = registered(name, -7);
        assertThrows(VerificationException.class, () -> manager(other).verify(data, parameters(-7)));
    }

    @ParameterizedTest
    @CsvSource({"self", "basic", "fido-u2f", "tpm", "android-key", "apple"})
    void statement_aboutSomethingElse_isRefused(String name) throws Exception {
        AuthenticatorProfile profile = ProfileReader.bundled("security-key");
        AttestationFormat honest = format(name, profile);
        AttestationFormat lying = new AttestationFormat() {
            @Override
            public String identifier() {
                return honest.identifier();
            }

            @Override
            public Bytes aaguid(Bytes model) {
                return honest.aaguid(model);
            }

            @Override
            public CborValue.Map statement(AttestationInput input, CredentialKey credential, SecureRandom random) {
                byte[] changed = input.clientDataHash().toArray();
                changed[0] ^= 1;
                return honest.statement(
                        new AttestationInput(input.authenticatorData(), Bytes.of(changed), input.credentialId()),
                        credential,
                        random);
            }
        };
        try (SimulatedKey key = key(profile, lying)) {
            var party = new YubicoRelyingParty(
                    "http://localhost:8080",
                    List.of(com.yubico.webauthn.data.COSEAlgorithmIdentifier.ES256),
                    Optional.of(authority.root()));
            var options = party.startRegistration("taro");
            String response = new WebAuthnClient(key, ClientProfile.of(profile), AccountChooser.FIRST)
                    .create(YubicoRelyingParty.json(options), PAGE)
                    .json();
            assertThrows(Exception.class, () -> party.finishRegistration(options, response));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "self, packed",
        "basic, packed",
        "fido-u2f, fido-u2f",
        "tpm, tpm",
        "android-key, android-key",
        "apple, apple"
    })
    void profileOfAUser_vouchesAsItsFileSays(String attestation, String format) throws Exception {
        String text = """
                display-name=Mine
                aaguid=00000000-0000-0000-0000-000000000001
                platform=true
                transports=internal
                algorithms=ES256
                sensor=fingerprint
                backup-eligible=false
                backed-up=false
                counting=true
                attestation=%s
                capacity=5
                """.formatted(attestation);
        AuthenticatorProfile profile = ProfileReader.read("mine.properties", new StringReader(text));
        assertEquals(!attestation.equals("self"), AttestationAuthority.neededBy(profile));
        assertEquals(format, authority.format(profile).identifier());
    }

    @Test
    void certificatesOfPlatforms_areTheCredentialsOwn() throws Exception {
        RegistrationData first = registered("apple", -7);
        RegistrationData second = registered("apple", -7);
        assertTrue(!first.getAttestationObject()
                .getAttestationStatement()
                .equals(second.getAttestationObject().getAttestationStatement()));
    }

    /** The one root, for keys with an AAGUID and for those that U2F names by their key. */
    private record RootAlone(X509Certificate root) implements TrustAnchorRepository {
        @Override
        public Set<TrustAnchor> find(AAGUID aaguid) {
            return Set.of(new TrustAnchor(root, null));
        }

        @Override
        public Set<TrustAnchor> find(byte[] attestationCertificateKeyIdentifier) {
            return Set.of(new TrustAnchor(root, null));
        }
    }

    private SimulatedKey key(AuthenticatorProfile profile, AttestationFormat format) {
        return new SimulatedKey(VirtualDevice.builder(profile)
                .clock(new ManualClock(Instant.parse("2026-04-01T00:00:00Z")))
                .random(new SeededRandom(1))
                .user(UserPresence.ALWAYS, UserVerification.ALWAYS)
                .attestation(format)
                .build());
    }
}
