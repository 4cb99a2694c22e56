package dev.aikagi.harness.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.upokecenter.cbor.CBORObject;
import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.client.ClientDataType;
import com.webauthn4j.test.TestAttestationUtil;
import com.webauthn4j.test.TestDataUtil;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.PublicKeyCredentialParameters;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.UserIdentity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What other people's libraries make is decoded; they also say what is in it. */
class WebAuthnDecodingTest {
    private static final ObjectConverter CONVERTER = new ObjectConverter();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final AttestationObject packed =
            TestDataUtil.createAttestationObjectWithBasicPackedECAttestationStatement(new byte[32]);
    private final byte[] attestation = new AttestationObjectConverter(CONVERTER).convertToBytes(packed);

    @Test
    void decode_attestationObjectInEachEncoding_isTheSameTree() throws Exception {
        String hex = HexFormat.of().formatHex(attestation);
        Decoded expected = Decoder.decode(attestation);

        assertEquals(Kind.ATTESTATION_OBJECT, expected.kind());
        assertEquals(expected, Decoder.decode(hex));
        assertEquals(
                expected, Decoder.decode(hex.toUpperCase(java.util.Locale.ROOT).replaceAll("(.{32})", "$1\n")));
        assertEquals(expected, Decoder.decode(BASE64URL.encodeToString(attestation)));
        assertEquals(expected, Decoder.decode(Base64.getMimeEncoder().encodeToString(attestation)));
        assertEquals(expected, Decoder.decode((hex + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void decode_attestationObject_showsWhatWebauthn4jPutThere() throws Exception {
        String text = Decoder.decode(attestation).toText();
        var data = packed.getAuthenticatorData();

        assertTrue(text.contains("fmt: \"packed\""), text);
        assertTrue(text.contains("alg: -7 (ES256)"), text);
        assertTrue(text.contains("rpIdHash: " + HexFormat.of().formatHex(data.getRpIdHash())), text);
        assertTrue(text.contains("signCount: " + data.getSignCount()), text);
        assertTrue(text.contains("aaguid: " + data.getAttestedCredentialData().getAaguid()), text);
        assertTrue(
                text.contains("credentialId: "
                        + HexFormat.of()
                                .formatHex(data.getAttestedCredentialData().getCredentialId())),
                text);
        assertTrue(text.contains("kty: 2 (EC2)") && text.contains("crv: 1 (P-256)"), text);
        assertTrue(text.contains("x5c: ") && text.contains("subject: "), text);
        assertFalse(text.contains("remark"), text);
    }

    @Test
    void decode_authenticatorData_namesEveryFlag() throws Exception {
        byte[] data = authData(attestation);
        assertEquals(Kind.AUTHENTICATOR_DATA, Decoder.decode(data).kind());
        assertTrue(Decoder.decode(data).toText().contains(" AT"), () -> Decoder.text(Kind.AUTHENTICATOR_DATA, data));

        byte[] plain = Arrays.copyOf(data, 37);
        plain[32] = 0x1d;
        plain[36] = (byte) 0x2a;
        String text = Decoder.decode(plain).toText();
        assertTrue(text.contains("flags: 1d UP UV BE BS"), text);
        plain[32] = 0x10;
        assertTrue(Decoder.text(Kind.AUTHENTICATOR_DATA, plain).contains("remark: backed up (BS)"));
        plain[32] = 0x22;
        assertTrue(Decoder.text(Kind.AUTHENTICATOR_DATA, plain).contains("22 bit 1 (reserved) bit 5 (reserved)"));
    }

    @Test
    void decode_authenticatorDataWithExtensions_showsThem() throws Exception {
        byte[] extensions = CBORObject.NewMap().Add("credProtect", 2).EncodeToBytes();
        byte[] data = concat(authData(attestation), extensions);
        data[32] |= (byte) 0x80;

        assertTrue(
                Decoder.decode(data).toText().contains("extensions\n    credProtect: 2"),
                () -> Decoder.text(Kind.AUTHENTICATOR_DATA, data));
    }

    @Test
    void decode_brokenAuthenticatorData_isRefusedWithTheReason() {
        byte[] data = authData(attestation);
        assertRefused("37 bytes at least", Kind.AUTHENTICATOR_DATA, Arrays.copyOf(data, 36));
        assertRefused("cut off", Kind.AUTHENTICATOR_DATA, Arrays.copyOf(data, 50));
        assertRefused("cut off", Kind.AUTHENTICATOR_DATA, Arrays.copyOf(data, 56));
        assertRefused("ends too early", Kind.AUTHENTICATOR_DATA, Arrays.copyOf(data, data.length - 33));
        assertRefused("1 bytes follow", Kind.AUTHENTICATOR_DATA, Arrays.copyOf(data, data.length + 1));
        byte[] extended = concat(data, new byte[] {0x01});
        extended[32] |= (byte) 0x80;
        assertRefused("no CBOR map", Kind.AUTHENTICATOR_DATA, extended);
        assertRefused(
                "no COSE key", Kind.AUTHENTICATOR_DATA, concat(Arrays.copyOf(data, 53), new byte[] {0, 1, 7, (byte) 0xa0
                }));
    }

    @Test
    void decode_brokenAttestationObject_isRefusedOrShownAsFarAsItGoes() throws Exception {
        CBORObject map = CBORObject.DecodeFromBytes(attestation);
        map.Remove("fmt");
        assertRefused("the map has no fmt", Kind.ATTESTATION_OBJECT, map.EncodeToBytes());
        assertRefused("no map", Kind.ATTESTATION_OBJECT, new byte[] {1});
        CBORObject broken = CBORObject.DecodeFromBytes(attestation);
        broken.Set("authData", new byte[5]);
        String text = Decoder.decode(broken.EncodeToBytes()).toText();
        assertTrue(text.contains("remark: cannot be decoded: authenticator data has 37 bytes at least, not 5"), text);
        assertTrue(text.contains("fmt: \"packed\""), text);
    }

    @Test
    void decode_clientData_isReadAsJsonAndInBase64() throws Exception {
        byte[] json = TestDataUtil.createClientDataJSON(ClientDataType.WEBAUTHN_CREATE);
        Decoded decoded = Decoder.decode(json);

        assertEquals(Kind.CLIENT_DATA, decoded.kind());
        assertTrue(decoded.toText().contains("type: webauthn.create"), decoded::toText);
        assertEquals(decoded, Decoder.decode(BASE64URL.encodeToString(json)));
        assertEquals(decoded, Decoder.decode(Kind.CLIENT_DATA, BASE64URL.encodeToString(json), Secrets.MASKED));
    }

    @Test
    void decode_registrationResponse_isTakenApartThroughout() throws Exception {
        byte[] client = TestDataUtil.createClientDataJSON(ClientDataType.WEBAUTHN_CREATE);
        String json = """
                {"id":"AAEC","rawId":"AAEC","type":"public-key","authenticatorAttachment":"platform",
                 "response":{"clientDataJSON":"%s","attestationObject":"%s","publicKeyAlgorithm":-7,"transports":["internal","hybrid"]},
                 "clientExtensionResults":{"credProps":{"rk":true},"prf":{"enabled":true,"results":{"first":"c2VjcmV0"}}}}""".formatted(BASE64URL.encodeToString(client), BASE64URL.encodeToString(attestation));
        String text = Decoder.decode(json).toText();

        assertTrue(text.startsWith("registration response\n"), text);
        assertTrue(text.contains("publicKeyAlgorithm: -7 (ES256)"), text);
        assertTrue(text.contains("origin: ") && text.contains("fmt: \"packed\"") && text.contains("flags: "), text);
        assertTrue(text.contains("transports: [\"internal\",\"hybrid\"]"), text);
        assertTrue(text.contains("first: •••") && !text.contains("c2VjcmV0"), text);
        assertTrue(Decoder.decode(json, Secrets.SHOWN).toText().contains("first: c2VjcmV0"));
        String broken = json.replace("\"attestationObject\":\"o", "\"attestationObject\":\"!");
        assertTrue(Decoder.decode(broken).toText().contains("remark: cannot be decoded: not base64url"));
    }

    @Test
    void decode_authenticationResponse_showsItsAuthenticatorData() throws Exception {
        byte[] data = Arrays.copyOf(authData(attestation), 37);
        data[32] = 5;
        String json =
                "{\"id\":\"AAEC\",\"response\":{\"authenticatorData\":\"%s\",\"signature\":\"MEUC\",\"userHandle\":\"dGFybw\"}}"
                        .formatted(BASE64URL.encodeToString(data));

        String text = Decoder.decode(json).toText();
        assertTrue(text.startsWith("authentication response\n") && text.contains("flags: 05 UP UV"), text);
    }

    @Test
    void decode_optionsOfJavaWebauthnServer_areRecognised() throws Exception {
        var options = PublicKeyCredentialCreationOptions.builder()
                .rp(RelyingPartyIdentity.builder().id("localhost").name("KOSMO").build())
                .user(UserIdentity.builder()
                        .name("taro")
                        .displayName("太郎")
                        .id(new ByteArray(new byte[] {1, 2}))
                        .build())
                .challenge(new ByteArray(new byte[16]))
                .pubKeyCredParams(List.of(PublicKeyCredentialParameters.ES256, PublicKeyCredentialParameters.RS256))
                .build();
        // It writes {"publicKey": {…}}, the argument of navigator.credentials.create().
        Decoded decoded = Decoder.decode(options.toCredentialsCreateJson());

        assertEquals(Kind.CREATION_OPTIONS, decoded.kind());
        assertTrue(
                decoded.toText().contains("alg: -7 (ES256)") && decoded.toText().contains("alg: -257 (RS256)"),
                decoded::toText);
        assertTrue(decoded.toText().contains("displayName: 太郎"), decoded::toText);
        assertEquals(
                Kind.REQUEST_OPTIONS,
                Decoder.decode("{\"challenge\":\"AAEC\",\"rpId\":\"localhost\",\"allowCredentials\":[]}")
                        .kind());
    }

    @Test
    void decode_jsonOfNoKind_isRefused() {
        byte[] none = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        assertTrue(assertThrows(DecodeException.class, () -> Decoder.decode(none))
                .getMessage()
                .contains("no WebAuthn structure"));
        for (Kind kind : List.of(
                Kind.CLIENT_DATA,
                Kind.REGISTRATION_RESPONSE,
                Kind.AUTHENTICATION_RESPONSE,
                Kind.CREATION_OPTIONS,
                Kind.REQUEST_OPTIONS)) {
            assertRefused("lacks the members of a " + kind.title(), kind, none);
            assertRefused("not JSON", kind, "{\"challenge\":".getBytes(StandardCharsets.UTF_8));
            assertRefused("not UTF-8", kind, new byte[] {'{', (byte) 0xff});
        }
        assertRefused(
                "not JSON: Duplicate",
                Kind.CLIENT_DATA,
                "{\"type\":\"a\",\"type\":\"b\",\"challenge\":\"\",\"origin\":\"\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void decode_certificate_showsSubjectAndModel() throws Exception {
        X509Certificate yubikey = TestAttestationUtil.loadYubikeyFIDO2AttestationCertificate();
        String text = Decoder.decode(yubikey.getEncoded()).toText();

        assertTrue(text.startsWith("certificate\n"), text);
        assertTrue(text.contains("subject: " + yubikey.getSubjectX500Principal().getName()), text);
        assertTrue(text.contains("key: EC, 256 bits"), text);
        byte[] extension = yubikey.getExtensionValue("1.3.6.1.4.1.45724.1.1.4");
        String aaguid = HexFormat.of().formatHex(extension, 4, 20);
        assertTrue(text.replace("-", "").contains("idfidogenceaaguid: " + aaguid), text);
        String pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(yubikey.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        assertEquals(text, Decoder.decode(pem).toText());
        byte[] cut = Arrays.copyOf(yubikey.getEncoded(), 100);
        assertRefused("not an X.509 certificate", Kind.CERTIFICATE, cut);
        assertRefused(
                "1 bytes follow",
                Kind.CERTIFICATE,
                Arrays.copyOf(yubikey.getEncoded(), yubikey.getEncoded().length + 1));
    }

    @Test
    void decode_privateCoseKey_isMasked() throws Exception {
        byte[] d = new byte[32];
        Arrays.fill(d, (byte) 0x5a);
        byte[] key =
                CBORObject.NewMap().Add(1, 2).Add(3, -7).Add(-1, 1).Add(-4, d).EncodeToBytes();

        assertFalse(Decoder.decode(Kind.CBOR, key).toText().contains("5a5a"));
        assertTrue(Decoder.decode(Kind.CBOR, key, Secrets.SHOWN).toText().contains("5a5a"));
    }

    static byte[] authData(byte[] attestationObject) {
        return CBORObject.DecodeFromBytes(attestationObject).get("authData").GetByteString();
    }

    static byte[] concat(byte[] one, byte[] other) {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(one);
        whole.writeBytes(other);
        return whole.toByteArray();
    }

    static void assertRefused(String reason, Kind kind, byte[] input) {
        var refused = assertThrows(DecodeException.class, () -> Decoder.decode(kind, input));
        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
        assertTrue(
                Decoder.text(kind, input).contains("(not decoded as " + kind.title()), () -> Decoder.text(kind, input));
    }
}
