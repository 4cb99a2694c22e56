package dev.aikagi.harness.pkcs11;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.webauthn4j.WebAuthnAuthenticationManager;
import com.webauthn4j.WebAuthnRegistrationManager;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.attestation.statement.packed.PackedAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.NullCertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.self.DefaultSelfAttestationTrustworthinessVerifier;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.authenticator.keyfile.FileMedium;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.authenticator.keyfile.KeyMemory;
import dev.aikagi.authenticator.keyfile.VaultReference;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.harness.device.KeyFiles;
import dev.aikagi.harness.device.NewKey;
import dev.aikagi.harness.device.SimulatedKey;
import dev.aikagi.harness.webauthn.AccountChooser;
import dev.aikagi.harness.webauthn.ClientProfile;
import dev.aikagi.harness.webauthn.WebAuthnClient;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys whose private keys are in SoftHSM: used by yubikit, verified by webauthn4j, looked at by opensc. */
@Timeout(240)
class TokenKeyTest {
    private static final URI PAGE = URI.create("http://localhost:8080/enrol");
    private static final byte[] CHALLENGE = new byte[32];
    private static final List<Long> ALGORITHMS = List.of(-7L, -35L, -36L, -257L, -37L);
    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    private final SecureRandom fresh = new SecureRandom();
    private final InstantSource clock = InstantSource.system();

    @TempDir
    private Path folder;

    private SoftHsm hsm;
    private Path file;
    private VaultReference reference;

    @BeforeEach
    void make() throws Exception {
        hsm = SoftHsm.required();
        file = folder.resolve("my.key");
        reference = Pkcs11Vault.reference(hsm.token(), fresh);
    }

    @Test
    void credentials_signAfterARestart_andNeverLeaveTheToken() throws Exception {
        create("security-key");
        List<RegistrationData> made = new ArrayList<>();
        try (KeyFile open = open();
                SimulatedKey key = plug(open)) {
            for (long alg : ALGORITHMS) {
                made.add(register(key, alg, "discouraged"));
            }
            made.add(register(key, ALGORITHMS.get(0), "required"));
        }

        List<String> privateKeys = hsm.privateKeys(prefix());
        assertEquals(made.size() + 1, privateKeys.size(), "one of them to attest with");
        for (String shown : privateKeys) {
            assertTrue(
                    shown.contains("sensitive, always sensitive, never extractable, local"),
                    "as PKCS#11 says of a key that was made in the token and cannot be had: " + shown);
        }
        try (KeyFile open = open();
                SimulatedKey key = plug(open)) {
            for (RegistrationData one : made) {
                assertAccepted(one, authenticate(key, one));
            }
        }
    }

    @Test
    void getInfo_advertisesWhatTheTokenCanDo() throws Exception {
        create("security-key");
        try (KeyFile open = open();
                SimulatedKey key = plug(open);
                Ctap2Session session = key.openCtap2()) {
            List<?> told = session.getInfo().getAlgorithms();

            assertEquals(
                    List.of(-7, -257, -35, -36, -37),
                    told.stream().map(one -> ((Map<?, ?>) one).get("alg")).toList());
        }
    }

    @Test
    void reset_takesEveryCredentialOfThisKeyFromTheToken_andNoOther() throws Exception {
        create("security-key");
        VaultReference neighbour = Pkcs11Vault.reference(hsm.token(), fresh);
        try (Pkcs11Vault vault = Pkcs11Vault.open(neighbour, SoftHsm.PIN.toCharArray(), fresh)) {
            vault.attestationPair();
        }
        try (KeyFile open = open();
                SimulatedKey key = plug(open);
                Ctap2Session session = key.openCtap2()) {
            register(key, -7, "required");
            RegistrationData wrapped = register(key, -7, "discouraged");
            assertEquals(3, hsm.privateKeys(prefix()).size());

            session.reset(null);

            assertEquals(1, hsm.privateKeys(prefix()).size(), "what it attests with stays");
            assertEquals(1, hsm.certificates(prefix()).size());
            assertEquals(1, hsm.privateKeys(name(neighbour)).size());
            assertThrows(Exception.class, () -> authenticate(key, wrapped));
            register(key, -7, "required");
        }
    }

    @Test
    void credentialThatIsDeleted_leavesTheToken() throws Exception {
        create("touch-id");
        try (KeyFile open = open();
                SimulatedKey key = plug(open)) {
            register(key, -7, "required");
            PublicKeyCredentialSource credential =
                    open.memory().credentials().all().get(0);
            assertEquals(1, hsm.privateKeys(prefix()).size(), "touch-id attests with the credential itself");

            open.memory().credentials().remove(credential.id());

            assertEquals(List.of(), hsm.privateKeys(prefix()));
            assertEquals(List.of(), hsm.certificates(prefix()));
        }
    }

    @Test
    void clone_signsWithTheSameToken() throws Exception {
        create("touch-id");
        try (KeyFile open = open();
                SimulatedKey key = plug(open)) {
            RegistrationData made = register(key, -7, "required");
            var memory = KeyMemory.of(
                    open.memory().snapshot(), open.memory().credentials().vault());
            try (SimulatedKey clone = new SimulatedKey(VirtualDevice.builder(KeyFiles.profile(open.identity()))
                    .user(UserPresence.ALWAYS, UserVerification.ALWAYS)
                    .memory(memory)
                    .build())) {
                String response = authenticate(clone, made);
                assertAccepted(made, response);
                RegistrationData other = register(clone, -7, "discouraged");
                assertThrows(RuntimeException.class, () -> assertAccepted(other, response), "not its signature");
            }
        }
    }

    @Test
    void windowsHello_inAToken_attestsAsATpmWithAKeyInTheToken() throws Exception {
        create("windows-hello");
        try (KeyFile open = open();
                SimulatedKey key = plug(open)) {
            RegistrationData made = parse(create(key, -7, "required"));

            assertEquals("tpm", made.getAttestationObject().getFormat());
            assertEquals(2, hsm.privateKeys(prefix()).size());
        }
    }

    @Test
    void privateKeyThatIsGoneFromTheToken_cannotSign() throws Exception {
        create("touch-id");
        try (KeyFile open = open();
                SimulatedKey key = plug(open)) {
            RegistrationData made = register(key, -7, "required");
            open.memory().credentials().vault().clear();

            assertThrows(Exception.class, () -> authenticate(key, made));
        }
    }

    private void create(String profile) throws Exception {
        NewKey made = new NewKey(KeyFiles.Kind.bundled(profile), PASSPHRASE, clock, fresh);
        try (Pkcs11Vault vault = Pkcs11Vault.open(reference, SoftHsm.PIN.toCharArray(), fresh)) {
            made.in(file, vault).close();
        }
    }

    private KeyFile open() throws Exception {
        return KeyFile.open(
                FileMedium.existing(file),
                PASSPHRASE,
                fresh,
                which -> Pkcs11Vault.open(which, SoftHsm.PIN.toCharArray(), fresh));
    }

    private SimulatedKey plug(KeyFile open) throws Exception {
        return new SimulatedKey(KeyFiles.plug(open, clock, fresh)
                .user(UserPresence.ALWAYS, UserVerification.ALWAYS)
                .build());
    }

    private String prefix() {
        return name(reference);
    }

    private static String name(VaultReference whose) {
        return "aikagi-" + whose.owner().hex() + "-";
    }

    private static WebAuthnClient client(SimulatedKey key) throws Exception {
        return new WebAuthnClient(key, ClientProfile.of(key.traits()), AccountChooser.FIRST);
    }

    private static String create(SimulatedKey key, long alg, String residentKey) throws Exception {
        return client(key)
                .create("""
                {"rp": {"id": "localhost", "name": "Portal"},
                 "user": {"id": "AQ", "name": "taro", "displayName": "Taro"},
                 "challenge": "%s",
                 "pubKeyCredParams": [{"type": "public-key", "alg": %d}],
                 "authenticatorSelection": {"residentKey": "%s", "userVerification": "required"},
                 "attestation": "direct"}
                """.formatted(base64url(CHALLENGE), alg, residentKey), PAGE)
                .json();
    }

    private static RegistrationData register(SimulatedKey key, long alg, String residentKey) throws Exception {
        RegistrationParameters parameters = new RegistrationParameters(
                server(),
                List.of(new PublicKeyCredentialParameters(
                        PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(alg))),
                true,
                true);
        return manager().verify(parse(create(key, alg, residentKey)), parameters);
    }

    private static RegistrationData parse(String response) {
        return manager().parse(response);
    }

    private static WebAuthnRegistrationManager manager() {
        return new WebAuthnRegistrationManager(
                List.of(new PackedAttestationStatementVerifier()),
                new NullCertPathTrustworthinessVerifier(),
                new DefaultSelfAttestationTrustworthinessVerifier(true));
    }

    private static ServerProperty server() {
        return ServerProperty.builder()
                .origin(new Origin("http://localhost:8080"))
                .rpId("localhost")
                .challenge(new DefaultChallenge(CHALLENGE))
                .build();
    }

    private static String authenticate(SimulatedKey key, RegistrationData made) throws Exception {
        return client(key)
                .get("""
                {"rpId": "localhost", "challenge": "%s", "userVerification": "required",
                 "allowCredentials": [{"type": "public-key", "id": "%s"}]}
                """.formatted(base64url(CHALLENGE), base64url(id(made))), PAGE)
                .json();
    }

    private static void assertAccepted(RegistrationData made, String response) {
        CredentialRecord record = new CredentialRecordImpl(
                made.getAttestationObject(), made.getCollectedClientData(), made.getClientExtensions(), Set.of());
        var verified = new WebAuthnAuthenticationManager()
                .verify(response, new AuthenticationParameters(server(), record, List.of(id(made)), true, true));
        assertFalse(verified.getSignature().length == 0);
    }

    private static byte[] id(RegistrationData made) {
        return Optional.ofNullable(
                        made.getAttestationObject().getAuthenticatorData().getAttestedCredentialData())
                .orElseThrow()
                .getCredentialId();
    }

    private static String base64url(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
