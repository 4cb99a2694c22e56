package dev.aikagi.harness.decode;

import static dev.aikagi.harness.decode.WebAuthnDecodingTest.assertRefused;
import static dev.aikagi.harness.decode.WebAuthnDecodingTest.authData;
import static dev.aikagi.harness.decode.WebAuthnDecodingTest.concat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.upokecenter.cbor.CBORObject;
import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.test.TestDataUtil;
import com.yubico.yubikit.core.fido.CtapException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MessageDecodingTest {
    private static final String SECRET = "GEZDGNBVGY3TQOJQ";
    private static final String URI = "otpauth://totp/KOSMO%20Web:taro?secret=" + SECRET + "&issuer=KOSMO%20Web";

    private final byte[] attestation = new AttestationObjectConverter(new ObjectConverter())
            .convertToBytes(TestDataUtil.createAttestationObjectWithSelfPackedECAttestationStatement(new byte[32]));

    @Test
    void ctapRequest_parametersAreNamed() throws Exception {
        String text = decoded(Kind.CTAP_REQUEST, makeCredential());

        assertTrue(text.contains("01: authenticatorMakeCredential"), text);
        assertTrue(text.contains("clientDataHash: h'0000") && text.contains("rp: {\"id\": \"localhost\"}"), text);
        assertTrue(text.contains("alg: -7 (ES256)") && text.contains("options: {\"rk\": true}"), text);
        assertTrue(decoded(Kind.CTAP_REQUEST, new byte[] {4}).endsWith("04: authenticatorGetInfo"));
        byte[] assertion = concat(
                new byte[] {2},
                CBORObject.NewMap().Add(1, "localhost").Add(2, new byte[32]).EncodeToBytes());
        assertTrue(decoded(Kind.CTAP_REQUEST, assertion).contains("rpId: \"localhost\""));
    }

    @Test
    void ctapRequest_notCanonical_isRemarkedOn() throws Exception {
        assertTrue(decoded(Kind.CTAP_REQUEST, hex("06a2020101 01"))
                .contains("remark: not canonical: the key 1 is out of order"));
        assertTrue(decoded(Kind.CTAP_REQUEST, hex("06a1186301")).contains("99 (unknown): 1"));
    }

    @Test
    void ctapResponse_isNamedByItsCommand() throws Exception {
        CBORObject made = CBORObject.NewMap()
                .Add(1, "packed")
                .Add(2, authData(attestation))
                .Add(3, CBORObject.NewMap());
        String text = decoded(Kind.CTAP_RESPONSE, concat(new byte[] {0}, made.EncodeToBytes()));
        assertTrue(
                text.contains("00: CTAP2_OK") && text.contains("fmt: \"packed\"") && text.contains("signCount"), text);

        CBORObject signed = CBORObject.NewMap()
                .Add(2, Arrays.copyOf(authData(attestation), 37))
                .Add(3, new byte[] {1})
                .Add(7, new byte[] {0x5a, 0x5a});
        text = decoded(Kind.CTAP_RESPONSE, concat(new byte[] {0}, signed.EncodeToBytes()));
        assertTrue(
                text.contains("signature: h'01'") && text.contains("largeBlobKey: •••") && !text.contains("5a5a"),
                text);

        byte[] apple = hex("fbfc300715 4e4ecc8c0b6e020557d7bd");
        CBORObject info = CBORObject.NewMap()
                .Add(1, CBORObject.NewArray().Add("FIDO_2_1"))
                .Add(3, apple)
                .Add(5, 1200);
        text = decoded(Kind.CTAP_RESPONSE, concat(new byte[] {0}, info.EncodeToBytes()));
        assertTrue(text.contains("versions: [\"FIDO_2_1\"]") && text.contains("maxMsgSize: 1200"), text);
        assertTrue(text.contains("aaguid: fbfc3007-154e-4ecc-8c0b-6e020557d7bd (iCloud Keychain)"), text);
        assertTrue(decoded(Kind.CTAP_RESPONSE, hex("00a10308")).contains("pinRetries: 8"));
        assertEquals(
                "CTAP response\n  31: CTAP2_ERR_PIN_INVALID",
                Decoder.decode("31").toText());
    }

    @Test
    void ctapStatus_namesAgreeWithYubikit() throws Exception {
        int compared = 0;
        for (Field field : CtapException.class.getFields()) {
            if (field.getType() == byte.class
                    && field.getName().startsWith("ERR_")
                    && !field.getName().matches("ERR_(SUCCESS|.*(FIRST|LAST|SPEC).*)")) {
                String name = CtapNames.status(field.getByte(null) & 0xff);
                assertTrue(name.matches("CTAP[12]_" + field.getName()), field.getName() + " is " + name);
                compared++;
            }
        }
        assertTrue(compared > 35, "only " + compared);
    }

    @Test
    void ctapMessages_broken_areRefused() {
        assertRefused("ff is no CTAP command", Kind.CTAP_REQUEST, hex("ff"));
        assertRefused("needs parameters", Kind.CTAP_REQUEST, hex("01"));
        assertRefused("has no parameters", Kind.CTAP_REQUEST, hex("04a0"));
        assertRefused("no map", Kind.CTAP_REQUEST, hex("0180"));
        assertRefused("1 bytes follow", Kind.CTAP_REQUEST, hex("01a000"));
        assertRefused("ee is no CTAP status", Kind.CTAP_RESPONSE, hex("ee"));
        assertRefused("is followed by 1 bytes", Kind.CTAP_RESPONSE, hex("3100"));
        assertRefused("nothing is there", Kind.CTAP_RESPONSE, new byte[0]);
    }

    @Test
    void ctapHid_reports_areDecoded() throws Exception {
        String init = decoded(Kind.CTAPHID_REPORT, report("ffffffff860008" + "0102030405060708"));
        assertTrue(
                init.contains("ffffffff (broadcast)")
                        && init.contains("CTAPHID_INIT")
                        && init.contains("nonce: 0102030405060708"),
                init);
        String channel =
                decoded(Kind.CTAPHID_REPORT, report("ffffffff860011" + "0102030405060708" + "00000001" + "0205040305"));
        assertTrue(
                channel.contains("new channel: 00000001")
                        && channel.contains("device: 5.4.3")
                        && channel.contains("05 WINK CBOR"),
                channel);
        assertTrue(decoded(Kind.CTAPHID_REPORT, report("0000000190000104")).contains("authenticatorGetInfo"));
        assertTrue(decoded(Kind.CTAPHID_REPORT, report("00000001900001" + "31")).contains("CTAP2_ERR_PIN_INVALID"));
        assertTrue(decoded(Kind.CTAPHID_REPORT, report("00000001bb000102")).contains("STATUS_UPNEEDED"));
        assertTrue(decoded(Kind.CTAPHID_REPORT, report("00000001bf000106")).contains("ERR_CHANNEL_BUSY"));
        assertTrue(decoded(Kind.CTAPHID_REPORT, report("0000000183000700030000000000"))
                .contains("U2F_VERSION"));
        assertTrue(Decoder.decode(Kind.CTAPHID_REPORT, report("000000010a"))
                .toText()
                .contains("continuation: SEQ 10"));
        assertTrue(decoded(Kind.CTAPHID_REPORT, report("00000001900100")).contains("(199 bytes to follow)"));
        assertRefused("64 bytes, not 3", Kind.CTAPHID_REPORT, hex("010203"));
        assertRefused("22 is no CTAPHID command", Kind.CTAPHID_REPORT, report("00000001a20000"));
        assertRefused("longer than CTAPHID", Kind.CTAPHID_REPORT, report("0000000190ffff"));
    }

    @Test
    void apdu_commands_areNamed() throws Exception {
        String select = decoded(Kind.COMMAND_APDU, hex("00a4040008a0000006472f000100"));
        assertTrue(
                select.contains("INS: a4 SELECT")
                        && select.contains("AID: a0000006472f0001 FIDO")
                        && select.contains("Le: 256"),
                select);
        assertTrue(decoded(Kind.COMMAND_APDU, hex("00a4040007a0000005272101")).contains("YKOATH"));
        String all = decoded(Kind.COMMAND_APDU, hex("00a400010a74080000000000000001"));
        assertTrue(all.contains("CALCULATE ALL") && all.contains("74 challenge: 0000000000000001"), all);
        assertTrue(decoded(Kind.COMMAND_APDU, hex("00a10000")).contains("LIST"));
        assertTrue(decoded(Kind.COMMAND_APDU, hex("0004dead")).contains("RESET"));
        assertTrue(decoded(Kind.COMMAND_APDU, hex("8010000000000104" + "0000")).contains("authenticatorGetInfo"));
        assertTrue(decoded(Kind.COMMAND_APDU, hex("90c0000000")).contains("CLA: 90 (chained)"));
    }

    @Test
    void apdu_put_masksTheKey() throws Exception {
        byte[] put = hex("000100001b" + "71047461726f" + "7312" + "2106" + "5a".repeat(16) + "7802");
        put[4] = (byte) (put.length - 5);
        String text = decoded(Kind.COMMAND_APDU, put);

        assertTrue(text.contains("71 name: taro") && text.contains("73 key: TOTP SHA1 ••• (17 bytes)"), text);
        assertTrue(text.contains("78 property: 02 touch needed") && !text.contains("5a5a"), text);
        assertTrue(Decoder.decode(put, Secrets.SHOWN).toText().contains("5a5a"));
        byte[] broken = put.clone();
        broken[12] = 0x40;
        assertFalse(
                Decoder.text(Kind.COMMAND_APDU, broken).contains("5a5a"),
                () -> Decoder.text(Kind.COMMAND_APDU, broken));
        byte[] cut = Arrays.copyOf(put, put.length - 3);
        assertFalse(Decoder.text(Kind.COMMAND_APDU, cut).contains("5a5a"), () -> Decoder.text(Kind.COMMAND_APDU, cut));
    }

    @Test
    void apdu_responses_haveAMeaning() throws Exception {
        assertEquals(
                "response APDU\n  SW: 9000 no error", Decoder.decode("9000").toText());
        assertEquals(
                "response APDU\n  SW: 6985 conditions of use not satisfied",
                Decoder.decode("69 85").toText());
        assertEquals(
                "response APDU\n  SW: 6110 16 bytes left",
                Decoder.decode("6110").toText());
        assertEquals(
                "response APDU\n  SW: 63c2 verification failed, 2 tries left",
                Decoder.decode("63c2").toText());
        String list = decoded(Kind.RESPONSE_APDU, hex("720521" + "7461726f" + "9000"));
        assertTrue(list.contains("72 credential: TOTP SHA1 taro"), list);
        assertTrue(decoded(Kind.RESPONSE_APDU, hex("7605064193f4209000"))
                .contains("76 truncated response: 6 digits 4193f420"));
        assertTrue(decoded(Kind.RESPONSE_APDU, hex("5532465f56329000")).contains("text: U2F_V2"));
        assertTrue(Decoder.text(Kind.RESPONSE_APDU, hex("00a103089000")).contains("pinRetries: 8"));
        assertRefused("2 bytes at least", Kind.RESPONSE_APDU, hex("90"));
        assertRefused("1234 is no status word", Kind.RESPONSE_APDU, hex("1234"));
        assertRefused("4 bytes at least", Kind.COMMAND_APDU, hex("00a404"));
        assertRefused("Lc says 9 bytes, but 1 follow", Kind.COMMAND_APDU, hex("00a4040009a0"));
        assertRefused("Lc says 0 bytes, but 1 follow", Kind.COMMAND_APDU, hex("00a404000001"));
    }

    @Test
    void otpauth_secretIsMaskedUnlessAskedFor() throws Exception {
        String text = Decoder.decode(URI).toText();
        assertTrue(text.contains("issuer: KOSMO Web") && text.contains("secret: ••• (10 bytes)"), text);
        assertFalse(text.contains(SECRET), text);
        assertTrue(Decoder.decode(URI, Secrets.SHOWN).toText().contains("secret: " + SECRET));
        String broken = URI.replace("totp", "sms");
        assertTrue(assertThrows(DecodeException.class, () -> Decoder.decode(broken))
                .getMessage()
                .contains("the type sms is unknown"));
        assertFalse(Decoder.text(Kind.OTPAUTH_URI, broken.getBytes(StandardCharsets.UTF_8))
                .contains(SECRET));
    }

    @Test
    void qrImage_isReadFromAFileAndADataUri() throws Exception {
        byte[] png = qr(URI);
        Decoded decoded = Decoder.decode(png);

        assertEquals(Kind.QR_IMAGE, decoded.kind());
        assertTrue(
                decoded.toText().contains("account: taro") && !decoded.toText().contains(SECRET), decoded::toText);
        assertEquals(
                decoded,
                Decoder.decode("data:image/png;base64," + Base64.getEncoder().encodeToString(png)));
        assertTrue(Decoder.decode(qr("FIDO:/123")).toText().contains("content: FIDO:/123"));
        var blank = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB), "png", blank);
        assertRefused("there is no QR code", Kind.QR_IMAGE, blank.toByteArray());
        assertRefused("no QR code can be read", Kind.QR_IMAGE, new byte[] {1, 2});
    }

    @Test
    void recognition_whatFitsNothing_saysWhatWasTried() {
        String all = assertThrows(DecodeException.class, () -> Decoder.decode("ffee"))
                .getMessage();
        for (String tried : new String[] {
            "hexadecimal, attestation object",
            "hexadecimal, CTAP request: ff is no CTAP command",
            "authenticator data has 37 bytes",
            "base64url, CBOR"
        }) {
            assertTrue(all.contains(tried), all);
        }
        String none = assertThrows(DecodeException.class, () -> Decoder.decode("これは何？"))
                .getMessage();
        assertTrue(none.contains("neither hexadecimal nor base64url nor base64"), none);
        assertThrows(DecodeException.class, () -> Decoder.decode(""));
        assertThrows(DecodeException.class, () -> Decoder.decode(new byte[0]));
    }

    @Test
    void tree_controlCharacters_areMadeVisible() throws Exception {
        String text = Decoder.decode(Kind.CBOR, hex("641b5b324a")).toText();
        assertTrue(text.contains("\"\\u001b[2J\""), text);
    }

    /** Whatever comes in: a tree or a DecodeException, never anything else. */
    @Test
    void decode_mutatedInputs_neverBreakTheDecoder() throws Exception {
        Random random = new Random(4711);
        byte[][] seeds = {
            attestation,
            authData(attestation),
            makeCredential(),
            hex("00a4040008a0000006472f000100"),
            report("ffffffff8600080102030405060708"),
            URI.getBytes(StandardCharsets.UTF_8)
        };
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] input = seeds[round % seeds.length].clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                input[random.nextInt(input.length)] = (byte) random.nextInt(256);
            }
            byte[] mutated = Arrays.copyOf(input, 1 + random.nextInt(input.length));
            try {
                assertFalse(Decoder.decode(mutated).tree().isEmpty());
            } catch (DecodeException e) {
                refused++;
            }
            for (Kind kind : Kind.values()) {
                assertFalse(
                        Decoder.text(kind, mutated).contains("Exception"),
                        () -> kind + " " + HexFormat.of().formatHex(mutated) + "\n" + Decoder.text(kind, mutated));
            }
        }
        assertTrue(refused > 100, "only " + refused + " were refused");
    }

    private static byte[] makeCredential() {
        CBORObject es256 = CBORObject.NewMap().Add("alg", -7).Add("type", "public-key");
        CBORObject map = CBORObject.NewMap()
                .Add(1, new byte[32])
                .Add(2, CBORObject.NewMap().Add("id", "localhost"))
                .Add(3, CBORObject.NewMap().Add("id", new byte[] {1}).Add("name", "taro"))
                .Add(4, CBORObject.NewArray().Add(es256))
                .Add(7, CBORObject.NewMap().Add("rk", true));
        return concat(new byte[] {1}, map.EncodeToBytes());
    }

    private static byte[] qr(String text) throws Exception {
        BitMatrix matrix = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 240, 240);
        BufferedImage picture = new BufferedImage(240, 240, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 240; x++) {
            for (int y = 0; y < 240; y++) {
                picture.setRGB(x, y, matrix.get(x, y) ? 0 : 0xffffff);
            }
        }
        var png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }

    /** Decodes by kind, and asserts that the kind is found without being told. */
    private static String decoded(Kind kind, byte[] input) throws DecodeException {
        Decoded decoded = Decoder.decode(kind, input);
        assertEquals(decoded, Decoder.decode(HexFormat.of().formatHex(input)));
        return decoded.toText();
    }

    private static byte[] report(String start) {
        return Arrays.copyOf(hex(start), 64);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
