package dev.aikagi.harness.portal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.webauthn4j.data.AttestationConveyancePreference;
import com.webauthn4j.data.UserVerificationRequirement;
import com.webauthn4j.test.TestAttestationUtil;
import com.webauthn4j.test.authenticator.webauthn.NoneAttestationAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.PackedAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnModelAuthenticator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class PasskeyTest {
    private PortalFixture fixture;
    private WebAuthnModelAuthenticator authenticator;
    private TestKey key;

    @BeforeEach
    void start() throws IOException {
        open(UnaryOperator.identity());
    }

    private void open(UnaryOperator<WebAuthnPolicy> policy) throws IOException {
        fixture = new PortalFixture(b -> b.webAuthn(policy.apply(WebAuthnPolicy.DEFAULT)));
        use(new PackedAuthenticator());
    }

    private void reopen(UnaryOperator<WebAuthnPolicy> policy) throws IOException {
        fixture.close();
        open(policy);
    }

    private void use(WebAuthnModelAuthenticator other) {
        authenticator = other;
        authenticator.setCountUpEnabled(true);
        key = new TestKey(fixture.portal.baseUri(), authenticator);
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    private TestBrowser atRegistration() throws IOException {
        fixture.setUp("passkey");
        return fixture.signIn(PortalFixture.PASSWORD).is("passkey-register");
    }

    private static TestBrowser send(TestBrowser browser, String form, ObjectNode credential) {
        return browser.submit(form, "credential", credential.toString());
    }

    private TestBrowser register(TestBrowser browser) {
        return send(browser, "webauthn-form", key.create(TestKey.options(browser)));
    }

    private void enrol() throws IOException {
        register(atRegistration())
                .is("passkey-name")
                .submit("passkey-name-form", "label", "My PC")
                .is("top");
    }

    private void nothingIsStored() {
        TestBrowser browser = fixture.signIn(PortalFixture.PASSWORD).is("passkey-register");
        assertEquals(0, TestKey.options(browser).get("excludeCredentials").size());
    }

    private void refused(TestBrowser browser, ObjectNode credential) {
        send(browser, "webauthn-form", credential).says("passkey-register", "passkey-rejected");
        browser.open("/top").is("passkey-register");
        nothingIsStored();
    }

    @Test
    void registration_packed_isNamedAndSignsIn() throws Exception {
        reopen(policy -> policy.withAttestation(AttestationConveyancePreference.DIRECT));
        TestBrowser registering = atRegistration();
        ObjectNode created = key.create(TestKey.options(registering));
        assertEquals("packed", TestKey.attestationFormat(created));
        TestBrowser browser = send(registering, "webauthn-form", created).is("passkey-name");
        browser.submit("passkey-name-form", "label", "<b>わたしのPC</b>").is("top");
        assertEquals("<b>わたしのPC</b>", browser.text("#credentials li[data-type=passkey] .label"));

        TestBrowser again = fixture.signIn(PortalFixture.PASSWORD).is("passkey-sign-in");
        ObjectNode options = TestKey.options(again);
        assertEquals(1, options.get("allowCredentials").size());
        assertEquals("internal", options.at("/allowCredentials/0/transports/0").asString());
        String half = again.cookies.get("session");
        send(again, "webauthn-form", key.get(options)).is("top");
        assertNotEquals(half, again.cookies.get("session"));
    }

    @Test
    void registration_none_isTaken() throws Exception {
        use(new NoneAttestationAuthenticator());
        enrol();

        TestBrowser again = fixture.signIn(PortalFixture.PASSWORD).is("passkey-sign-in");
        send(again, "webauthn-form", key.get(TestKey.options(again))).is("top");
    }

    @Test
    void creationOptions_sayWhatThePolicySays() throws Exception {
        ObjectNode options = TestKey.options(atRegistration());

        assertEquals("localhost", options.at("/rp/id").asString());
        assertEquals(64, Base64.getUrlDecoder().decode(options.at("/user/id").asString()).length);
        assertFalse(new String(
                        Base64.getUrlDecoder().decode(options.at("/user/id").asString()), StandardCharsets.ISO_8859_1)
                .contains(PortalFixture.USER));
        assertEquals(PortalFixture.USER, options.at("/user/name").asString());
        assertEquals(32, Base64.getUrlDecoder().decode(options.get("challenge").asString()).length);
        assertEquals(
                "[{\"type\":\"public-key\",\"alg\":-7},{\"type\":\"public-key\",\"alg\":-8},{\"type\":\"public-key\",\"alg\":-257}]",
                options.get("pubKeyCredParams").toString());
        assertEquals(
                "required",
                options.at("/authenticatorSelection/userVerification").asString());
        assertEquals(
                "required", options.at("/authenticatorSelection/residentKey").asString());
        assertEquals("none", options.get("attestation").asString());
    }

    @Test
    void challenge_atEachLook_isAnother() throws Exception {
        TestBrowser browser = atRegistration();
        String first = TestKey.options(browser).get("challenge").asString();
        assertNotEquals(
                first,
                TestKey.options(browser.open("/enrol/passkey")).get("challenge").asString());
    }

    @Test
    void registration_unnamed_isNotStored() throws Exception {
        register(atRegistration())
                .is("passkey-name")
                .submit("passkey-name-form", "label", " ")
                .says("passkey-name", "label-required");

        nothingIsStored();
    }

    @Test
    void registration_olderChallenge_isRefused() throws Exception {
        TestBrowser browser = atRegistration();
        ObjectNode old = TestKey.options(browser);
        browser.open("/enrol/passkey");

        refused(browser, key.create(old));
    }

    @Test
    void registration_expiredChallenge_isRefused() throws Exception {
        TestBrowser browser = atRegistration();
        ObjectNode credential = key.create(TestKey.options(browser));
        fixture.pass(Duration.ofMinutes(5));

        refused(browser, credential);
    }

    @Test
    void registration_challengeOfAnotherSession_isRefused() throws Exception {
        TestBrowser browser = atRegistration();
        TestBrowser other = fixture.signIn(PortalFixture.PASSWORD);

        refused(browser, key.create(TestKey.options(other)));
    }

    @Test
    void registration_sentTwice_isRefusedTheSecondTime() throws Exception {
        TestBrowser browser = atRegistration();
        ObjectNode credential = key.create(TestKey.options(browser));
        send(browser, "webauthn-form", TestKey.flip(credential.deepCopy(), "clientDataJSON", 3))
                .says("passkey-register", "passkey-rejected");

        // The first attempt, wrong as it was, has used the challenge up.
        refused(browser, credential);
    }

    @Test
    void registration_fromAnotherOrigin_isRefused() throws Exception {
        TestBrowser browser = atRegistration();
        TestKey elsewhere = new TestKey(URI.create("http://localhost:1"), authenticator);

        refused(browser, elsewhere.create(TestKey.options(browser)));
    }

    @Test
    void registration_forAnotherRp_isRefused() throws Exception {
        TestBrowser browser = atRegistration();
        ObjectNode options = TestKey.options(browser);
        ((ObjectNode) options.get("rp")).put("id", "example.jp");

        refused(browser, key.create(options));
    }

    @Test
    void registration_clientDataChangedAfterSigning_isRefused() throws Exception {
        reopen(policy -> policy.withAttestation(AttestationConveyancePreference.DIRECT));
        TestBrowser browser = atRegistration();
        ObjectNode credential = key.create(TestKey.options(browser));
        assertEquals("packed", TestKey.attestationFormat(credential));
        ObjectNode response = (ObjectNode) credential.get("response");
        String clientData = new String(
                Base64.getUrlDecoder().decode(response.get("clientDataJSON").asString()), StandardCharsets.UTF_8);
        response.put("clientDataJSON", TestKey.encode((clientData + " ").getBytes(StandardCharsets.UTF_8)));

        refused(browser, credential);
    }

    @Test
    void registration_withoutUserVerification_isRefused() throws Exception {
        TestBrowser browser = atRegistration();

        refused(browser, TestKey.withoutVerification(key.create(TestKey.options(browser))));
    }

    @Test
    void registration_withoutUserVerification_isTakenWherePreferred() throws Exception {
        reopen(policy -> policy.withUserVerification(UserVerificationRequirement.PREFERRED));
        TestBrowser browser = atRegistration();

        send(browser, "webauthn-form", TestKey.withoutVerification(key.create(TestKey.options(browser))))
                .is("passkey-name");
    }

    @Test
    void registration_algorithmNotAskedFor_isRefused() throws Exception {
        reopen(policy -> policy.withAlgorithms(List.of(-257)));
        TestBrowser browser = atRegistration();
        ObjectNode options = TestKey.options(browser);
        options.putArray("pubKeyCredParams")
                .addObject()
                .put("type", "public-key")
                .put("alg", -7);

        refused(browser, key.create(options));
    }

    @Test
    void registration_idNotThatOfTheKey_isRefused() throws Exception {
        TestBrowser browser = atRegistration();
        ObjectNode credential = key.create(TestKey.options(browser));

        refused(browser, credential.put("id", "AAAA").put("rawId", "AAAA"));
    }

    @Test
    void registration_garbage_isRefused() throws Exception {
        TestBrowser browser = atRegistration();
        for (String garbage :
                List.of("", "{}", "[]", "null", "{\"response\":7}", "\u0000", "{\"id\":\"AA\",\"response\":{}}")) {
            browser.submit("webauthn-form", "credential", garbage).says("passkey-register", "passkey-rejected");
        }
        nothingIsStored();
    }

    private static UnaryOperator<WebAuthnPolicy> anchoredIn(X509Certificate certificate) {
        return policy -> new WebAuthnPolicy(
                policy.userVerification(),
                AttestationConveyancePreference.DIRECT,
                policy.algorithms(),
                policy.residentKey(),
                Set.of(new TrustAnchor(certificate, null)));
    }

    @Test
    void registration_knownIssuer_isTakenWhereAnchorsAreSet() throws Exception {
        reopen(anchoredIn(TestAttestationUtil.load3tierTestRootCACertificate()));

        register(atRegistration()).is("passkey-name");
    }

    @Test
    void registration_unknownIssuer_isRefusedWhereAnchorsAreSet() throws Exception {
        reopen(anchoredIn(strangersCertificate()));
        TestBrowser browser = atRegistration();
        ObjectNode credential = key.create(TestKey.options(browser));
        assertEquals("packed", TestKey.attestationFormat(credential));

        refused(browser, credential);
    }

    private static X509Certificate strangersCertificate() {
        return TlsIdentity.create(new SecureRandom(), Instant.parse("2026-11-24T06:00:00Z"))
                .certificate();
    }

    @Test
    void registration_withoutIssuer_isRefusedWhereAnchorsAreSet() throws Exception {
        reopen(anchoredIn(strangersCertificate()));
        use(new NoneAttestationAuthenticator());
        TestBrowser browser = atRegistration();

        refused(browser, key.create(TestKey.options(browser)));
    }

    @Test
    void registration_idOfAnotherPerson_isRefused() throws Exception {
        use(new NoneAttestationAuthenticator());
        TestBrowser browser = atRegistration();
        ObjectNode theirs = key.create(TestKey.options(browser));
        send(browser, "webauthn-form", theirs)
                .submit("passkey-name-form", "label", "theirs")
                .is("top");
        fixture.user = "mallory";
        fixture.add("mallory", "Mallory");
        TestBrowser mallory = atRegistration();

        // With attestation none nothing signs the challenge: the old key under a new challenge looks perfect.
        ObjectNode forged = key.create(TestKey.options(mallory));
        ((ObjectNode) forged.get("response")).set("attestationObject", theirs.at("/response/attestationObject"));
        forged.set("id", theirs.get("id"));
        forged.set("rawId", theirs.get("rawId"));

        refused(mallory, forged);
    }

    @Test
    void signIn_discoverable_needsNoUserId() throws Exception {
        enrol();
        TestBrowser browser = fixture.browser().open("/sign-in");
        ObjectNode options = TestKey.options(browser);
        assertEquals(0, options.get("allowCredentials").size());
        ObjectNode credential = discoverable(options);

        send(browser, "passkey-sign-in-form", credential).is("top");
        assertTrue(browser.text("#greeting").contains("健保 太郎"));
    }

    /** What a key with the passkey on board answers; the test library needs the list, and reports the user handle itself. */
    private ObjectNode discoverable(ObjectNode options) {
        TestBrowser named = fixture.signIn(PortalFixture.PASSWORD);
        ObjectNode listed = options.deepCopy();
        listed.set("allowCredentials", TestKey.options(named).get("allowCredentials"));
        ObjectNode credential = key.get(listed);
        assertTrue(credential.get("response").has("userHandle"), credential.toString());
        return credential;
    }

    @Test
    void signIn_discoverableWithAnotherHandle_isRefused() throws Exception {
        enrol();
        TestBrowser browser = fixture.browser().open("/sign-in");
        ObjectNode credential = discoverable(TestKey.options(browser));

        send(browser, "passkey-sign-in-form", TestKey.flip(credential, "userHandle", 1))
                .says("sign-in", "passkey-rejected");
    }

    @Test
    void signIn_discoverableWithoutHandle_isRefused() throws Exception {
        enrol();
        TestBrowser browser = fixture.browser().open("/sign-in");
        ObjectNode credential = discoverable(TestKey.options(browser));
        ((ObjectNode) credential.get("response")).remove("userHandle");

        send(browser, "passkey-sign-in-form", credential).says("sign-in", "passkey-rejected");
        browser.open("/top").is("sign-in");
    }

    @Test
    void signIn_flippedSignature_isRefused() throws Exception {
        enrol();
        TestBrowser browser = fixture.signIn(PortalFixture.PASSWORD);
        ObjectNode credential = key.get(TestKey.options(browser));

        send(browser, "webauthn-form", TestKey.flip(credential, "signature", 1))
                .says("passkey-sign-in", "passkey-rejected");
        browser.open("/top").is("passkey-sign-in");
    }

    @Test
    void signIn_replayed_isRefused() throws Exception {
        enrol();
        TestBrowser browser = fixture.signIn(PortalFixture.PASSWORD);
        ObjectNode credential = key.get(TestKey.options(browser));
        send(browser, "webauthn-form", credential).is("top");

        TestBrowser replay = fixture.signIn(PortalFixture.PASSWORD);
        send(replay, "webauthn-form", credential).says("passkey-sign-in", "passkey-rejected");
    }

    @Test
    void signIn_fromAnotherOrigin_isRefused() throws Exception {
        enrol();
        TestKey elsewhere = new TestKey(URI.create("https://localhost.example.jp"), authenticator);
        TestBrowser browser = fixture.signIn(PortalFixture.PASSWORD);

        send(browser, "webauthn-form", elsewhere.get(TestKey.options(browser)))
                .says("passkey-sign-in", "passkey-rejected");
    }

    @Test
    void signIn_withoutUserVerification_isRefused() throws Exception {
        enrol();
        TestBrowser browser = fixture.signIn(PortalFixture.PASSWORD);
        ObjectNode options = TestKey.options(browser).put("userVerification", "discouraged");

        send(browser, "webauthn-form", key.get(options)).says("passkey-sign-in", "passkey-rejected");
    }

    @Test
    void signIn_counterStandsStill_isRefused() throws Exception {
        enrol();
        TestBrowser first = fixture.signIn(PortalFixture.PASSWORD);
        send(first, "webauthn-form", key.get(TestKey.options(first))).is("top");

        authenticator.setCountUpEnabled(false);
        TestBrowser clone = fixture.signIn(PortalFixture.PASSWORD);
        send(clone, "webauthn-form", key.get(TestKey.options(clone))).says("passkey-sign-in", "passkey-rejected");
    }

    @Test
    void signIn_withAnotherPersonsPasskey_isRefused() throws Exception {
        enrol();
        ObjectNode theirs = TestKey.options(fixture.signIn(PortalFixture.PASSWORD));
        fixture.user = "hanako";
        fixture.add("hanako", "健保 花子");
        TestKey first = key;
        use(new PackedAuthenticator());
        enrol();
        TestBrowser hanako = fixture.signIn(PortalFixture.PASSWORD).is("passkey-sign-in");
        ObjectNode options = TestKey.options(hanako);
        options.set("allowCredentials", theirs.get("allowCredentials"));

        send(hanako, "webauthn-form", first.get(options)).says("passkey-sign-in", "passkey-rejected");
    }

    @Test
    void signIn_refusedFiveTimes_isThrottled() throws Exception {
        enrol();
        TestBrowser browser = fixture.signIn(PortalFixture.PASSWORD);
        for (int i = 0; i < 5; i++) {
            browser.submit("webauthn-form", "credential", "{}").says("passkey-sign-in", "passkey-rejected");
        }

        send(browser, "webauthn-form", key.get(TestKey.options(browser))).says("passkey-sign-in", "throttled");
        assertEquals(429, browser.response.statusCode());
    }
}
