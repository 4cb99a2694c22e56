package dev.aikagi.ctapsim.hybrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Digits, identifiers and domains, held against values that other implementations publish in their tests. */
class HybridVectorsTest {
    /** webauthn-rs, fido-hid: an advertisement heard from a phone. */
    private static final HybridKeys KEYS = new HybridKeys(Bytes.fromHex("01fea6f7c4807493dc256f9eacf756c9"));

    private static final Bytes ADVERTISED = Bytes.fromHex("027d84ed6076b55e247c830f82955e4d126e7f43");

    private static final Bytes KEY = Bytes.concat(Bytes.of((byte) 2), Bytes.of(new byte[32]));

    @ParameterizedTest
    @CsvSource({
        "6162ff, 16736865",
        "68656c6c6f20776f726c64, 335311851610699281684828783",
        "'', ''",
        "00, 000",
        "ffffffffffffff, 72057594037927935"
    })
    void digits_asOthersEncodeThem(String hex, String digits) throws HybridException {
        assertEquals(digits, DigitEncoding.encode(Bytes.fromHex(hex)));
        assertEquals(Bytes.fromHex(hex), DigitEncoding.decode(digits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "12", "256", "1234", "72057594037927936", "12a", "１２３", "999999999999999"})
    void digits_thatNothingIsEncodedAs_areRefused(String digits) {
        assertThrows(HybridException.class, () -> DigitEncoding.decode(digits));
    }

    @Test
    void advertisement_heardFromAPhone_isOpened() {
        Eid eid = Eid.open(KEYS.eidKey(), ADVERTISED).orElseThrow();
        assertEquals(new Eid(Bytes.fromHex("8bb5c5c9a44d913a5eb2"), Bytes.fromHex("026555"), 0), eid);
        assertEquals(ADVERTISED, eid.seal(KEYS.eidKey()));
        assertEquals(Bytes.fromHex("367cbbf5f5085df4098476afe4b9b1d2"), KEYS.tunnelId());
    }

    @Test
    void advertisement_withWhatCtap23AddsBehindIt_isOpened() {
        Bytes longer = Bytes.concat(ADVERTISED, Bytes.fromHex("a101191234"));
        assertEquals(Eid.open(KEYS.eidKey(), ADVERTISED), Eid.open(KEYS.eidKey(), longer));
    }

    @Test
    void advertisement_ofSomebodyElse_isPassedOver() {
        assertEquals(Optional.empty(), Eid.open(new HybridKeys(Bytes.of(new byte[16])).eidKey(), ADVERTISED));
        for (int bit = 0; bit < 8 * ADVERTISED.size(); bit++) {
            byte[] changed = ADVERTISED.toArray();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(Optional.empty(), Eid.open(KEYS.eidKey(), Bytes.of(changed)));
        }
        assertEquals(Optional.empty(), Eid.open(KEYS.eidKey(), ADVERTISED.slice(0, 19)));
    }

    @Test
    void tunnelId_ofAllZeros_isAsPublished() {
        assertEquals(
                Bytes.fromHex("3eef97097986413b059eaa2a30d653d4"), new HybridKeys(Bytes.of(new byte[16])).tunnelId());
    }

    /** libwebauthn's value for this secret. */
    @Test
    void eidKey_isHkdfWithoutSalt() {
        assertEquals(
                Bytes.fromHex("efafab5b2c84a11c80e3ad0770353138b414a859ccd3afcc99e3d3250dba6508"
                        + "4ede8e38e75432617c0ccae1ffe5d8143df0db0cd6d296f489419cd6411ee505"),
                new HybridKeys(Bytes.fromHex("00112233445566778899aabbccddeeff")).eidKey());
    }

    @ParameterizedTest
    @CsvSource({
        "0, cable.ua5v.com",
        "1, cable.auth.com",
        "266, cable.wufkweyy3uaxb.com",
        "63872, cable.my4kstlhndi4c.net"
    })
    void tunnelDomains_asPublished(int encoded, String host) {
        assertEquals(Optional.of(host), TunnelDomain.host(encoded));
    }

    @Test
    void tunnelDomain_notAssigned_isUnknown() {
        assertEquals(Optional.empty(), TunnelDomain.host(2));
        assertEquals(Optional.empty(), TunnelDomain.host(255));
    }

    @Test
    void qrCode_thereAndBack() throws HybridException {
        var contents = new QrContents(KEY, Bytes.of(new byte[16]), 2, Instant.ofEpochSecond(1_790_000_000), true, "mc");
        assertEquals(contents, QrContents.parse(contents.encode()));
        assertEquals(contents, QrContents.parse(contents.encode().replace("FIDO", "fido")));
    }

    /** A phone that does not know a hint takes it for a sign-in. */
    @Test
    void qrCode_withUnknownHint_meansSignIn() throws HybridException {
        var contents = new QrContents(KEY, Bytes.of(new byte[16]), 2, Instant.EPOCH, false, "dcp");
        assertEquals("ga", QrContents.parse(contents.encode()).hint());
    }

    @Test
    void qrCode_cutShort_isRefused() {
        String text = new QrContents(KEY, Bytes.of(new byte[16]), 2, Instant.EPOCH, false, "mc").encode();
        for (int end = 0; end < text.length(); end++) {
            String cut = text.substring(0, end);
            assertThrows(HybridException.class, () -> QrContents.parse(cut), cut);
        }
    }

    @Test
    void qrCode_ofAnotherKind_isRefusedInWords() {
        var refused = assertThrows(HybridException.class, () -> QrContents.parse("otpauth://totp/x?secret=AA"));
        assertEquals("this QR code is not for passkeys: it does not begin with FIDO:/", refused.getMessage());
        String text = "FIDO:/" + DigitEncoding.encode(Bytes.of("plain text".getBytes(StandardCharsets.US_ASCII)));
        assertThrows(HybridException.class, () -> QrContents.parse(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 31, 32, 33, 62, 63, 64, 1000})
    void message_paddedToAMultipleOf32_comesBack(int size) throws HybridException {
        Bytes contents = Bytes.of(new byte[size]);
        Bytes padded = new HybridMessage(HybridMessage.Type.CTAP, contents).encode();
        assertEquals(0, padded.size() % 32);
        assertEquals(new HybridMessage(HybridMessage.Type.CTAP, contents), HybridMessage.decode(padded));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "05", "0102", "0400", "ff00"})
    void message_withTooMuchPaddingOrAnUnknownType_isRefused(String hex) {
        assertThrows(HybridException.class, () -> HybridMessage.decode(Bytes.fromHex(hex)));
    }
}
