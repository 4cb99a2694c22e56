package dev.aikagi.harness.webauthn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.webauthn.data.COSEAlgorithmIdentifier;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.ManualClock;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.authenticator.message.AuthenticatorData;
import dev.aikagi.authenticator.message.AuthenticatorDataFilter;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.harness.device.AttestationAuthority;
import dev.aikagi.harness.device.SimulatedKey;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The client over the emulated key, judged by java-webauthn-server. */
class WebAuthnClientTest {
    /** Those that verify their user by themselves. */
    static final List<String> PROFILES = ProfileReader.BUNDLED.stream()
            .filter(name -> ProfileReader.bundled(name).sensor().isPresent())
            .toList();

    private static final URI PAGE = URI.create("http://localhost:8080/enrol/passkey");
    private static final List<COSEAlgorithmIdentifier> ALL =
            List.of(COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256);

    private final AttestationAuthority authority =
            new AttestationAuthority(InstantSource.system(), new SeededRandom(3));
    private final List<SimulatedKey> keys = new ArrayList<>();
    private Consent finger = Consent.GRANTED;
    private AuthenticatorDataFilter filter = AuthenticatorDataFilter.IDENTITY;

    @AfterEach
    void pullOut() {
        keys.forEach(SimulatedKey::close);
    }

    @ParameterizedTest
    @FieldSource("PROFILES")
    @SuppressWarnings("deprecation") // java-webauthn-server marks what it calls experimental so
    void eachProfile_registersAndSignsIn(String profile) throws Exception {
        var party = party(ALL, Optional.empty());
        WebAuthnClient client = client(profile);

        var registration = register(client, party, "taro");
        assertTrue(registration.isUserVerified());
        assertEquals(profile.startsWith("icloud") || profile.startsWith("google"), registration.isBackupEligible());

        var request = party.startAssertion(Optional.empty());
        var assertion = party.finishAssertion(
                request, client.get(YubicoRelyingParty.json(request), PAGE).json());
        assertTrue(assertion.isSuccess());
        assertEquals("taro", assertion.getUsername());
        var named = party.startAssertion(Optional.of("taro"));
        assertTrue(party.finishAssertion(
                        named, client.get(YubicoRelyingParty.json(named), PAGE).json())
                .isSuccess());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yubikey-5", "fips"})
    void eachProfileWithoutSensor_registersAndSignsInWithItsPin(String profile) throws Exception {
        var party = party(ALL, Optional.of(authority.root()));
        AuthenticatorProfile kind = ProfileReader.bundled(profile);
        var client = new WebAuthnClient(
                key(kind, UserVerification.ALWAYS), ClientProfile.of(kind), AccountChooser.FIRST, "correct horse");
        client.setPin("correct horse");

        assertTrue(register(client, party, "taro").isAttestationTrusted());

        var request = party.startAssertion(Optional.empty());
        assertTrue(party.finishAssertion(
                        request,
                        client.get(YubicoRelyingParty.json(request), PAGE).json())
                .isSuccess());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "EdDSA", "RS256"})
    void eachAlgorithm_isVerified(String algorithm) throws Exception {
        var party = party(List.of(COSEAlgorithmIdentifier.valueOf(algorithm)), Optional.empty());
        WebAuthnClient client = client("security-key");
        register(client, party, "taro");

        var request = party.startAssertion(Optional.empty());
        assertTrue(party.finishAssertion(
                        request,
                        client.get(YubicoRelyingParty.json(request), PAGE).json())
                .isSuccess());
    }

    @Test
    void basicAttestation_isTrustedUnderItsRootAlone() throws Exception {
        var trusting = party(ALL, Optional.of(authority.root()));
        assertTrue(register(client("security-key"), trusting, "taro").isAttestationTrusted());

        var other = new AttestationAuthority(InstantSource.system(), new SeededRandom(4));
        var distrusting = party(ALL, Optional.of(other.root()));
        assertThrows(RegistrationFailedException.class, () -> register(client("security-key"), distrusting, "taro"));
    }

    @Test
    void responseJson_presentsTheKeyAsItsProfileDoes() throws Exception {
        var party = party(ALL, Optional.empty());
        var options = party.startRegistration("taro");
        JsonNode json = new JsonMapper()
                .readTree(client("icloud-keychain")
                        .create(YubicoRelyingParty.json(options), PAGE)
                        .json());

        assertEquals("platform", json.path("authenticatorAttachment").asString());
        assertEquals(
                "[\"hybrid\",\"internal\"]",
                json.path("response").path("transports").toString());
        assertEquals(-7, json.path("response").path("publicKeyAlgorithm").asInt());
        assertEquals(json.path("id"), json.path("rawId"));
        assertTrue(json.path("response").has("authenticatorData"));
        assertTrue(json.path("clientExtensionResults").isObject());
    }

    @Test
    void excludedCredential_isAnInvalidState() throws Exception {
        var party = party(ALL, Optional.empty());
        WebAuthnClient client = client("touch-id");
        register(client, party, "taro");

        assertEquals("InvalidStateError", nameOf(() -> register(client, party, "taro")));
    }

    @Test
    void noCredential_isNotAllowed() throws Exception {
        var request = party(ALL, Optional.empty()).startAssertion(Optional.empty());

        assertEquals("NotAllowedError", nameOf(() -> client("touch-id").get(YubicoRelyingParty.json(request), PAGE)));
    }

    @ParameterizedTest
    @CsvSource({"REFUSED", "TIMED_OUT"})
    void finger_notGranted_isNotAllowed(Consent consent) {
        finger = consent;
        var party = party(ALL, Optional.empty());

        assertEquals("NotAllowedError", nameOf(() -> register(client("touch-id"), party, "taro")));
    }

    @Test
    void pageTimeout_cancelsTheKey() {
        CountDownLatch asked = new CountDownLatch(1);
        var key = key(ProfileReader.bundled("touch-id"), new Finger((prompt, transaction) -> {
            asked.countDown();
            transaction.awaitingUser();
            while (!transaction.cancelled()) {
                Thread.onSpinWait();
            }
            return Consent.CANCELLED;
        }));
        var options = party(ALL, Optional.empty()).startRegistration("taro").toBuilder()
                .timeout(300)
                .build();

        assertEquals(
                "NotAllowedError",
                nameOf(() -> new WebAuthnClient(key, ClientProfile.of(key.traits()), AccountChooser.FIRST)
                        .create(YubicoRelyingParty.json(options), PAGE)));
        assertEquals(0, asked.getCount());
    }

    @Test
    void severalAccounts_theUserChooses() throws Exception {
        var party = party(ALL, Optional.empty());
        SimulatedKey key = key(ProfileReader.bundled("icloud-keychain"), new Finger(null));
        List<List<String>> offered = new ArrayList<>();
        WebAuthnClient client = new WebAuthnClient(key, ClientProfile.of(key.traits()), names -> {
            offered.add(names);
            return names.indexOf("hanako");
        });
        register(client, party, "hanako");
        register(client, party, "taro");

        var request = party.startAssertion(Optional.empty());
        var assertion = party.finishAssertion(
                request, client.get(YubicoRelyingParty.json(request), PAGE).json());

        assertEquals("hanako", assertion.getUsername());
        assertEquals(List.of(List.of("taro", "hanako")), offered);
    }

    @ParameterizedTest
    @CsvSource({
        "http://portal.example/enrol, portal.example",
        "https://127.0.0.1/enrol, 127.0.0.1",
        "https://login.portal.example/, other.example",
        "https://login.portal.example/, example",
        "https://notlogin.example/, login.example",
        "https://portal.example/, login.portal.example"
    })
    void originThatMayNot_isASecurityError(URI page, String rpId) {
        String options = """
                {"challenge":"AAAA","rpId":"%s"}""".formatted(rpId);

        assertEquals("SecurityError", nameOf(() -> client("touch-id").get(options, page)));
    }

    @Test
    void origin_ofAParentDomain_reachesTheKey() {
        String options = """
                {"challenge":"AAAA","rpId":"portal.example"}""";

        assertEquals(
                "NotAllowedError",
                nameOf(() -> client("touch-id").get(options, URI.create("https://login.portal.example/"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[]",
                "{\"challenge\":\"AAAA\"}",
                "{\"rp\":{\"name\":\"x\"}}",
                "{\"rp\":{\"name\":\"x\"},\"challenge\":\"AAAA\",\"user\":7}"
            })
    void optionsThatCannotBeRead_areATypeError(String options) {
        assertEquals("TypeError", nameOf(() -> client("touch-id").create(options, PAGE)));
    }

    @Test
    void attachmentOfAnotherKind_isNotAllowed() {
        String options = """
                {"challenge":"AAAA","rp":{"name":"x"},"authenticatorSelection":{"authenticatorAttachment":"cross-platform"}}""";

        assertEquals("NotAllowedError", nameOf(() -> client("touch-id").create(options, PAGE)));
    }

    @Test
    void otherOrigin_isRefusedByTheRelyingParty() throws Exception {
        var party = party(ALL, Optional.empty());
        var options = party.startRegistration("taro");
        String response = client("touch-id")
                .create(YubicoRelyingParty.json(options), URI.create("http://localhost:9999/"))
                .json();

        assertThrows(RegistrationFailedException.class, () -> party.finishRegistration(options, response));
    }

    @Test
    void filterThatTakesVerificationAway_isRefusedByTheRelyingParty() throws Exception {
        var party = party(ALL, Optional.empty());
        filter = data -> new AuthenticatorData(
                data.rpIdHash(),
                new AuthenticatorData.Flags(true, data.attested().isPresent(), false, false),
                data.counter(),
                data.attested());
        WebAuthnClient client = client("touch-id");
        register(client, party, "taro");
        var request = party.startAssertion(Optional.empty());
        String response = client.get(YubicoRelyingParty.json(request), PAGE).json();

        assertThrows(AssertionFailedException.class, () -> party.finishAssertion(request, response));
    }

    @Test
    void sameSeed_givesTheSameAttestation() throws Exception {
        var options = YubicoRelyingParty.json(party(ALL, Optional.empty()).startRegistration("taro"));

        var once = client("touch-id").create(options, PAGE);
        var again = client("touch-id").create(options, PAGE);

        assertEquals(once, again);
        assertFalse(once.json().isEmpty());
    }

    private com.yubico.webauthn.RegistrationResult register(
            WebAuthnClient client, YubicoRelyingParty party, String user) throws Exception {
        var options = party.startRegistration(user);
        String response = client.create(YubicoRelyingParty.json(options), PAGE).json();
        return party.finishRegistration(options, response);
    }

    private static YubicoRelyingParty party(
            List<COSEAlgorithmIdentifier> algorithms, Optional<java.security.cert.X509Certificate> root) {
        return new YubicoRelyingParty("http://localhost:8080", algorithms, root);
    }

    private WebAuthnClient client(String profile) {
        SimulatedKey key = key(ProfileReader.bundled(profile), new Finger(null));
        return new WebAuthnClient(key, ClientProfile.of(key.traits()), AccountChooser.FIRST);
    }

    private SimulatedKey key(AuthenticatorProfile profile, UserVerification verification) {
        SimulatedKey key = new SimulatedKey(VirtualDevice.builder(profile)
                .clock(new ManualClock(Instant.parse("2026-04-01T00:00:00Z")))
                .random(new SeededRandom(1))
                .user(UserPresence.ALWAYS, verification)
                .attestation(authority.format(profile))
                .filter(filter)
                .build());
        keys.add(key);
        return key;
    }

    private static String nameOf(org.junit.jupiter.api.function.Executable ceremony) {
        return assertThrows(WebAuthnException.class, ceremony).name();
    }

    /** Does as it is told, or as the test's finger does. */
    private final class Finger implements UserVerification {
        private final UserPresence behaviour;

        Finger(UserPresence behaviour) {
            this.behaviour = behaviour;
        }

        @Override
        public boolean enrolled() {
            return true;
        }

        @Override
        public Consent request(ConsentPrompt prompt, Transaction transaction) {
            return behaviour == null ? finger : behaviour.request(prompt, transaction);
        }
    }
}
