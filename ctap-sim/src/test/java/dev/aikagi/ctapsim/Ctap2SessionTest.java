package dev.aikagi.ctapsim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.Cbor;
import com.yubico.yubikit.fido.client.Ctap2Client;
import com.yubico.yubikit.fido.client.clientdata.ClientDataProvider;
import com.yubico.yubikit.fido.client.extensions.CredBlobExtension;
import com.yubico.yubikit.fido.client.extensions.CredPropsExtension;
import com.yubico.yubikit.fido.client.extensions.CredProtectExtension;
import com.yubico.yubikit.fido.client.extensions.HmacSecretExtension;
import com.yubico.yubikit.fido.client.extensions.LargeBlobExtension;
import com.yubico.yubikit.fido.client.extensions.MinPinLengthExtension;
import com.yubico.yubikit.fido.client.extensions.ThirdPartyPaymentExtension;
import com.yubico.yubikit.fido.ctap.ClientPin;
import com.yubico.yubikit.fido.ctap.Config;
import com.yubico.yubikit.fido.ctap.CredentialManagement;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocol;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV1;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import com.yubico.yubikit.fido.webauthn.AuthenticatorAssertionResponse;
import com.yubico.yubikit.fido.webauthn.AuthenticatorAttestationResponse;
import com.yubico.yubikit.fido.webauthn.AuthenticatorData;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredential;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialCreationOptions;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialRequestOptions;
import com.yubico.yubikit.fido.webauthn.SerializationType;
import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import java.nio.ByteBuffer;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A security key as yubikit's own sessions and client see it, over the virtual HID connection. */
class Ctap2SessionTest {
    private static final char[] PIN = "1234".toCharArray();
    private static final byte[] HASH = new byte[32];

    private VirtualDevice device;
    private Ctap2Session session;

    @BeforeEach
    void plugIn() throws Exception {
        var batch = KeyPairGenerator.getInstance("EC").generateKeyPair();
        device = VirtualDevice.builder(ProfileReader.bundled("security-key"))
                .user(UserPresence.ALWAYS, UserVerification.NONE)
                .attestationKey(
                        new AttestationKey(CoseAlgorithm.ES256, batch.getPrivate(), List.of(Bytes.fromHex("3000"))))
                .build();
        session = new Ctap2Session(new VirtualFidoConnection(device.hid(), Duration.ofSeconds(20)));
    }

    @AfterEach
    void pullOut() {
        device.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void clientPin_setChangedCounted(int number) throws Exception {
        PinUvAuthProtocol protocol = number == 1 ? new PinUvAuthProtocolV1() : new PinUvAuthProtocolV2();
        ClientPin pin = new ClientPin(session, protocol);
        pin.setPin(PIN);
        pin.changePin(PIN, "567890".toCharArray());
        assertEquals(8, pin.getPinRetries().getCount());

        var wrong = assertThrows(CtapException.class, () -> pin.getPinToken(PIN, 1, "example.com"));
        assertEquals(CtapException.ERR_PIN_INVALID, wrong.getCtapError());
        assertEquals(7, pin.getPinRetries().getCount());
        byte[] token = pin.getPinToken("567890".toCharArray(), ClientPin.PIN_PERMISSION_MC, "example.com");
        var made = session.makeCredential(
                HASH,
                Map.of("id", "example.com", "name", "Example"),
                Map.of("id", new byte[] {1}, "name", "taro", "displayName", "Taro"),
                List.of(Map.of("type", "public-key", "alg", -7)),
                null,
                null,
                Map.of("rk", true),
                protocol.authenticate(token, HASH),
                number,
                null,
                null);
        assertEquals(0x45, made.getAuthenticatorData()[32]);
        assertEquals(8, pin.getPinRetries().getCount());
    }

    @Test
    void client_withPin_makesAndUsesAVerifiedCredential() throws Throwable {
        var client = new Ctap2Client(session);
        client.setPin(PIN);
        assertTrue(client.isPinConfigured());

        var made = make(client, Map.of());
        var used = get(client, Map.of());

        assertEquals(made.getId(), used.getId());
        assertFalse(made.getId().isEmpty());
    }

    @Test
    void credentialManagement_listsRenamesAndDeletes() throws Exception {
        var client = new Ctap2Client(session);
        client.setPin(PIN);
        make(client, Map.of());
        var protocol = new PinUvAuthProtocolV2();
        byte[] token = new ClientPin(session, protocol).getPinToken(PIN, ClientPin.PIN_PERMISSION_CM, null);
        var management = new CredentialManagement(session, protocol, token);

        assertEquals(1, management.getMetadata().getExistingResidentCredentialsCount());
        var rps = management.enumerateRps();
        assertEquals("example.com", rps.get(0).getRp().get("id"));
        var credential =
                management.enumerateCredentials(rps.get(0).getRpIdHash()).get(0);
        assertEquals("taro", credential.getUser().get("name"));
        management.updateUserInformation(credential.getCredentialId(), Map.of("id", new byte[] {1}, "name", "hanako"));
        var renamed = management.enumerateCredentials(rps.get(0).getRpIdHash()).get(0);
        assertEquals("hanako", renamed.getUser().get("name"));
        management.deleteCredential(credential.getCredentialId());
        assertTrue(management.enumerateRps().isEmpty());
    }

    @Test
    void config_setsPolicyAndAlwaysUv() throws Exception {
        var protocol = new PinUvAuthProtocolV2();
        var pin = new ClientPin(session, protocol);
        pin.setPin(PIN);
        byte[] token = pin.getPinToken(PIN, ClientPin.PIN_PERMISSION_ACFG, null);
        var config = new Config(session, protocol, token);

        config.toggleAlwaysUv();
        config.setMinPinLength(6, List.of("example.com"), null);

        var info = session.getInfo();
        assertEquals(true, info.getOptions().get("alwaysUv"));
        assertEquals(6, info.getMinPinLength());
        assertTrue(info.getForcePinChange());
        assertTrue(info.getVersions().contains("FIDO_2_1"));
    }

    @Test
    void client_prf_isTheSameEachTime() throws Throwable {
        var client = new Ctap2Client(session);
        client.setPin(PIN);
        make(client, Map.of("prf", Map.of()));
        Map<String, ?> eval = Map.of("prf", Map.of("eval", Map.of("first", "AAAA", "second", "AQEB")));

        var once = results(get(client, eval), "prf", "results");
        var again = results(get(client, eval), "prf", "results");

        assertArrayEquals((byte[]) once.get("first"), (byte[]) again.get("first"));
        assertEquals(32, ((byte[]) once.get("second")).length);
        assertFalse(Arrays.equals((byte[]) once.get("first"), (byte[]) once.get("second")));
    }

    /** What the client wrote is judged by its hash: on a JDK its AES-GCM loses the text, so it cannot read it back. */
    @Test
    void client_largeBlob_isWritten() throws Throwable {
        var client = new Ctap2Client(session);
        client.setPin(PIN);
        var made = make(client, Map.of("largeBlob", Map.of("support", "required")));
        assertEquals(true, results(made, "largeBlob").get("supported"));
        assertEquals(17, largeBlobs().length);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[500]);

        var written = get(client, Map.of("largeBlob", Map.of("write", text)), made);

        assertEquals(true, results(written, "largeBlob").get("written"));
        byte[] array = largeBlobs();
        assertTrue(array.length > 17 + 16);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(array, array.length - 16));
        assertArrayEquals(Arrays.copyOf(hash, 16), Arrays.copyOfRange(array, array.length - 16, array.length));
    }

    private byte[] largeBlobs() throws Exception {
        return (byte[]) session.largeBlobs(0, 4096, null, null, null, null).get(1);
    }

    @Test
    void client_credProtectCredBlobAndMinPinLength_areAnswered() throws Throwable {
        var client = new Ctap2Client(session, List.of(new CredProtectExtension(), new CredBlobExtension()));
        client.setPin(PIN);
        make(
                client,
                Map.of(
                        "credentialProtectionPolicy",
                        "userVerificationRequired",
                        "enforceCredentialProtectionPolicy",
                        true,
                        "credBlob",
                        Base64.getUrlEncoder().encodeToString(new byte[] {1, 2, 3})));

        var extensions = extensions(get(client, Map.of("getCredBlob", true)));

        assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) extensions.get("credBlob"));
    }

    @Test
    void client_withAllItsExtensions_isAnsweredWhenACredentialIsMade() throws Throwable {
        var client = new Ctap2Client(
                session,
                List.of(
                        new CredPropsExtension(),
                        new CredBlobExtension(),
                        new CredProtectExtension(),
                        new HmacSecretExtension(),
                        new MinPinLengthExtension(),
                        new LargeBlobExtension(),
                        new ThirdPartyPaymentExtension()));
        client.setPin(PIN);
        var protocol = new PinUvAuthProtocolV2();
        byte[] token = new ClientPin(session, protocol).getPinToken(PIN, ClientPin.PIN_PERMISSION_ACFG, null);
        new Config(session, protocol, token).setMinPinLength(4, List.of("example.com"), null);
        String salt = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[] {7});
        Map<String, ?> prf = Map.of("prf", Map.of("eval", Map.of("first", salt)));
        Map<String, Object> inputs = new HashMap<>(prf);
        inputs.put("credProps", true);
        inputs.put("credBlob", Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[] {1, 2}));
        inputs.put("credentialProtectionPolicy", "userVerificationRequired");
        inputs.put("minPinLength", true);
        inputs.put("largeBlob", Map.of("support", "required"));
        inputs.put("payment", Map.of("isPayment", true));

        var made = make(client, inputs);

        var response = (AuthenticatorAttestationResponse) made.getResponse();
        var object = (Map<?, ?>) Cbor.decode(response.getAttestationObject());
        var signed = AuthenticatorData.parseFrom(ByteBuffer.wrap((byte[]) object.get("authData")))
                .getExtensions();
        assertEquals(3, signed.get("credProtect"));
        assertEquals(true, signed.get("credBlob"));
        assertEquals(true, signed.get("hmac-secret"));
        assertEquals(4, signed.get("minPinLength"));
        assertEquals(true, signed.get("thirdPartyPayment"));
        assertEquals(true, results(made, "credProps").get("rk"));
        assertEquals(true, results(made, "largeBlob").get("supported"));
        assertEquals(true, results(made, "prf").get("enabled"));
        byte[] early = (byte[]) results(made, "prf", "results").get("first");
        byte[] late = (byte[]) results(get(client, prf), "prf", "results").get("first");
        assertArrayEquals(late, early, "hmac-secret-mc and hmac-secret");
    }

    private static Map<?, ?> extensions(PublicKeyCredential used) {
        var response = (AuthenticatorAssertionResponse) used.getResponse();
        return AuthenticatorData.parseFrom(ByteBuffer.wrap(response.getAuthenticatorData()))
                .getExtensions();
    }

    private static Map<?, ?> results(PublicKeyCredential credential, String... path) {
        Map<?, ?> results = credential.getClientExtensionResults().toMap(SerializationType.CBOR);
        for (String step : path) {
            results = (Map<?, ?>) results.get(step);
        }
        return results;
    }

    private static PublicKeyCredential make(Ctap2Client client, Map<String, ?> extensions) throws Exception {
        return client.makeCredential(
                ClientDataProvider.fromHash(HASH),
                PublicKeyCredentialCreationOptions.fromMap(creation(extensions), SerializationType.CBOR),
                "example.com",
                PIN,
                null,
                null);
    }

    private static Map<String, ?> creation(Map<String, ?> extensions) {
        return Map.of(
                "rp", Map.of("id", "example.com", "name", "Example"),
                "user", Map.of("id", new byte[] {1}, "name", "taro", "displayName", "Taro"),
                "challenge", new byte[16],
                "pubKeyCredParams", List.of(Map.of("type", "public-key", "alg", -7)),
                "authenticatorSelection", Map.of("residentKey", "required", "userVerification", "required"),
                "extensions", extensions);
    }

    /** The allow list names those credentials, or is empty. */
    private static PublicKeyCredential get(
            Ctap2Client client, Map<String, ?> extensions, PublicKeyCredential... allowed) throws Throwable {
        List<Map<String, ?>> list = new ArrayList<>();
        for (PublicKeyCredential credential : allowed) {
            list.add(Map.of("type", "public-key", "id", credential.getRawId()));
        }
        return client.getAssertion(
                ClientDataProvider.fromHash(HASH),
                PublicKeyCredentialRequestOptions.fromMap(
                        Map.of(
                                "challenge",
                                new byte[16],
                                "rpId",
                                "example.com",
                                "userVerification",
                                "required",
                                "allowCredentials",
                                list,
                                "extensions",
                                extensions),
                        SerializationType.CBOR),
                "example.com",
                PIN,
                null);
    }
}
