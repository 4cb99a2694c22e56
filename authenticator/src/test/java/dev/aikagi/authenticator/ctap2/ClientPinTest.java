package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.Feature;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CTAP 2.1 §6.5.5, its subcommands, their steps and their refusals; yubikit has the platform's half. */
class ClientPinTest {
    private final Peer peer = Peer.of("security-key");
    private final Platform platform = new Platform(peer, 2);

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void pin_setChangedAndUsed_inEachProtocol(int protocol) {
        Platform platform = new Platform(peer, protocol);
        assertEquals(false, options().get("clientPin"));

        assertEquals(0, platform.setPin("1234"));
        assertEquals(true, options().get("clientPin"));
        assertEquals(0, platform.changePin("1234", "五六七八"));
        assertEquals(0x31, platform.tryPin("1234"));
        assertEquals(0, platform.tryPin("五六七八"));
        assertEquals(32, platform.pinToken("五六七八", 1, "example.com").length);
    }

    @Test
    void getInfo_tellsProtocolsAndPolicy() {
        var info = peer.ok(4, Map.of());

        assertEquals(List.of(2, 1), info.get(6));
        assertEquals(false, info.get(12));
        assertEquals(4, info.get(13));
        assertEquals(3, info.get(17));
        assertEquals(true, options().get("pinUvAuthToken"));
        assertEquals(true, options().get("makeCredUvNotRqd"));
        assertFalse(options().containsKey("noMcGaPermissionsWithClientPin"));
    }

    @Test
    void profileWithoutPin_knowsNoneOfIt() {
        Peer hello = Peer.of("windows-hello");

        assertEquals(0x01, hello.status(6, Map.of(2, 1)));
        var info = hello.ok(4, Map.of());
        assertFalse(((Map<?, ?>) info.get(4)).containsKey("clientPin"));
        assertFalse(info.containsKey(6));
        assertFalse(info.containsKey(13));

        var make = Peer.makeCredential();
        make.put(8, new byte[0]);
        assertEquals(0x14, hello.status(1, make), "nobody probes for a PIN here");
        make.put(9, 2);
        assertEquals(0x02, hello.status(1, make), "no protocol is supported");
    }

    @Test
    void setPin_parameters_areCheckedInTheSpecificationsOrder() {
        for (int needed : new int[] {1, 3, 4, 5}) {
            var request = platform.setRequest(Platform.padded("1234"));
            request.put(1, 3);
            request.remove(needed);
            assertEquals(0x14, peer.status(6, request), "without parameter " + needed);
        }
        var protocolThree = platform.setRequest(Platform.padded("1234"));
        protocolThree.put(1, 3);
        assertEquals(0x02, peer.status(6, protocolThree));
        var noPoint = platform.setRequest(Platform.padded("1234"));
        noPoint.put(3, offCurve());
        noPoint.put(4, new byte[32]);
        assertEquals(0x02, peer.status(6, noPoint), "the key is looked at before the signature");
        var forged = platform.setRequest(new byte[48]);
        ((byte[]) forged.get(4))[0] ^= 1;
        assertEquals(0x33, peer.status(6, forged), "the signature is looked at before the PIN");
        assertEquals(0x02, platform.setPadded(new byte[48]));
        assertEquals(0x37, platform.setPadded(Platform.padded("123")));

        assertEquals(0, platform.setPin("1234"));
        assertEquals(0x33, platform.setPin("1234"), "it is set already");
        assertEquals(0x33, peer.status(6, noPoint), "which is looked at before the key");
    }

    /** Signed as it should be, and no ciphertext all the same; protocol two has an IV before it. */
    @ParameterizedTest
    @CsvSource({"1, 40, 33", "1, 16, 02", "2, 40, 33", "2, 0, 33", "2, 16, 02"})
    void newPin_thatCannotBeDecrypted_isNotTaken(int protocol, int size, String status) {
        Platform odd = new Platform(peer, protocol);
        var agreed = odd.agree();
        byte[] newPinEnc = new byte[size];
        Map<Integer, Object> request = new LinkedHashMap<>();
        request.put(1, protocol);
        request.put(2, 3);
        request.put(3, agreed.first);
        request.put(4, odd.protocol().authenticate(agreed.second, newPinEnc));
        request.put(5, newPinEnc);

        assertEquals(Integer.parseInt(status, 16), peer.status(6, request));
    }

    @Test
    void token_inProtocolTwo_comesWithAnotherIvEachTime() {
        Platform two = Platform.withPin(peer);

        assertFalse(Arrays.equals(iv(two), iv(two)));
    }

    private byte[] iv(Platform two) {
        var request = two.tokenRequest(9, "1234", 1, "example.com", two.agree());
        return Arrays.copyOf((byte[]) peer.ok(6, request).get(2), 16);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 9", "3, 8"})
    void keyAgreement_ofAnotherKind_isAnInvalidParameter(int label, int value) {
        var request = platform.setRequest(Platform.padded("1234"));
        Map<Integer, Object> key = new LinkedHashMap<>(platform.keyAgreement());
        key.put(label == 2 ? -1 : label, value);
        request.put(3, key);

        assertEquals(0x02, peer.status(6, request));
    }

    @Test
    void pinPolicy_countsCodePointsAndBytes() {
        assertEquals(0x37, platform.setPin("🔑🔑🔑"), "twelve bytes, six chars, three code points");
        assertEquals(0x37, platform.setPadded(full('a')), "64 bytes");
        byte[] noText = Platform.padded("1234");
        noText[0] = (byte) 0xff;
        assertEquals(0x37, platform.setPadded(noText));
        byte[] longest = full('a');
        longest[63] = 0;
        assertEquals(0, platform.setPadded(longest), "63 bytes");
    }

    @Test
    void fourCodePoints_areAPin() {
        assertEquals(0, platform.setPin("🔑🔑🔑🔑"));
        assertEquals(0, platform.tryPin("🔑🔑🔑🔑"));
    }

    @Test
    void wrongPin_thrice_needsAPowerCycle_andEightTimesAReset() {
        platform.setPin("1234");
        assertEquals(8, platform.pinRetries());

        assertEquals(List.of(0x31, 0x31, 0x34), wrong(3));
        assertEquals(5, platform.pinRetries());
        assertTrue(platform.powerCycleNeeded());
        assertEquals(0x34, platform.tryPin("1234"), "not even the right one");
        assertEquals(0x34, platform.tryOldPinToken("1234"));
        assertEquals(0x34, platform.changePin("1234", "5678"));
        assertEquals(5, platform.pinRetries());

        peer.authenticator.powerCycle();
        assertFalse(platform.powerCycleNeeded());
        assertEquals(List.of(0x31, 0x31, 0x34), wrong(3));
        peer.authenticator.powerCycle();
        assertEquals(List.of(0x31, 0x32), wrong(2));
        assertEquals(0, platform.pinRetries());
        peer.authenticator.powerCycle();
        assertEquals(0x32, platform.tryPin("1234"));
        assertEquals(0x32, platform.changePin("1234", "5678"));

        assertEquals(0, peer.status(7, Map.of()));
        assertEquals(8, platform.pinRetries());
        assertEquals(0, platform.setPin("5678"));
    }

    @Test
    void rightPin_givesAllRetriesBack() {
        platform.setPin("1234");
        assertEquals(List.of(0x31, 0x31), wrong(2));
        assertEquals(6, platform.pinRetries());
        assertEquals(0, platform.tryPin("1234"));
        assertEquals(8, platform.pinRetries());
        assertEquals(List.of(0x31, 0x31), wrong(2));
        assertEquals(0, platform.changePin("1234", "5678"));
        assertEquals(8, platform.pinRetries());
    }

    @Test
    void wrongPin_takesTheAgreedKeyAway() {
        platform.setPin("1234");
        var before = platform.agree();
        assertEquals(0x31, platform.tryPin("0000"));

        var late = platform.tokenRequest(9, "1234", 1, "example.com", before);
        assertEquals(0x31, peer.status(6, late), "the right PIN under a key that is no more");
        assertEquals(6, platform.pinRetries());
    }

    @Test
    void retries_areGoneBeforeTheComparison() {
        platform.setPin("1234");
        var request = platform.tokenRequest(9, "1234", 1, "example.com", platform.agree());
        request.put(6, new byte[15]);

        assertEquals(0x31, peer.status(6, request), "what cannot be decrypted is a wrong PIN");
        assertEquals(7, platform.pinRetries());
        assertEquals(7, peer.state.read().orElseThrow().pin().retries());
    }

    @Test
    void changePin_withoutPin_orForged_isRefusedWithoutCost() {
        assertEquals(0x35, platform.changePin("1234", "5678"));
        platform.setPin("1234");
        var forged = platform.changeRequest("0000", "5678");
        ((byte[]) forged.get(4))[0] ^= 1;
        assertEquals(0x33, peer.status(6, forged));
        assertEquals(8, platform.pinRetries());
        assertEquals(0x37, platform.changePin("1234", "567"));
        assertEquals(0, platform.tryPin("1234"), "the old one is still right");
        for (int needed : new int[] {1, 3, 4, 5, 6}) {
            var request = platform.changeRequest("1234", "5678");
            request.remove(needed);
            assertEquals(0x14, peer.status(6, request), "without parameter " + needed);
        }
    }

    @Test
    void tokenByPin_parameters_areCheckedInTheSpecificationsOrder() {
        assertEquals(0x35, platform.tryPin("1234"));
        assertEquals(0x35, platform.tryOldPinToken("1234"));
        assertEquals(0x14, platform.tryPermissions(0x41, null), "mc for nobody, before anything else");
        assertEquals(0x14, platform.tryPermissions(2, null), "ga for nobody");
        assertEquals(0x02, platform.tryPermissions(0, null), "before the PIN is asked for");
        assertEquals(0x40, platform.tryPermissions(0x44, null), "pcmr comes alone");
        platform.setPin("1234");
        for (int needed : new int[] {1, 3, 6, 9}) {
            var request = platform.tokenRequest(9, "1234", 1, "example.com", platform.agree());
            request.remove(needed);
            assertEquals(0x14, peer.status(6, request), "without parameter " + needed);
        }
        for (int forbidden : new int[] {9, 10}) {
            var request = platform.tokenRequest(5, "1234", null, null, platform.agree());
            request.put(forbidden, forbidden == 9 ? (Object) 1 : "example.com");
            assertEquals(0x02, peer.status(6, request));
        }
        assertEquals(8, platform.pinRetries());
    }

    @Test
    void subCommands_unknownOrWithoutNumber_areRefused() {
        assertEquals(0x3e, peer.status(6, Map.of(2, 8)));
        assertEquals(0x3e, peer.status(6, Map.of(2, 0)));
        assertEquals(0x14, peer.status(6, Map.of(1, 2)));
        assertEquals(0x11, peer.status(6, Map.of(2, "1")));
        assertEquals(0x14, peer.status(6, Map.of(2, 2)));
        assertEquals(0x02, peer.status(6, Map.of(1, 0, 2, 2)));
    }

    @Test
    void tokenByFinger_countsMisses_andThePinEndsTheCounting() {
        platform.setPin("1234");
        assertEquals(0, platform.tryUv(1, "example.com"));
        assertEquals(5, platform.uvRetries());
        peer.finger = List.of(Consent.REFUSED);
        for (int left = 4; left > 0; left--) {
            assertEquals(0x3f, platform.tryUv(1, "example.com"));
            assertEquals(left, platform.uvRetries());
        }
        assertEquals(0x3c, platform.tryUv(1, "example.com"));
        int asked = peer.fingers.size();
        assertEquals(0x3c, platform.tryUv(1, "example.com"));
        assertEquals(asked, peer.fingers.size(), "nobody is asked any more");

        assertEquals(0, platform.tryPin("1234"));
        assertEquals(5, platform.uvRetries());
        peer.finger = List.of(Consent.GRANTED);
        assertEquals(0, platform.tryUv(1, "example.com"));
    }

    @ParameterizedTest
    @CsvSource({"TIMED_OUT, 2f", "CANCELLED, 2d"})
    void tokenByFinger_whenNobodyComes_costsNothing(Consent consent, String status) {
        peer.finger = List.of(consent);

        assertEquals(Integer.parseInt(status, 16), platform.tryUv(1, "example.com"));
        assertEquals(5, platform.uvRetries());
    }

    @Test
    void tokenByFinger_withoutFinger_isNotAllowed() {
        Peer bare = Peer.withoutFinger();
        assertEquals(0x30, new Platform(bare, 1).tryUv(1, "example.com"));
        assertEquals(5, new Platform(bare, 1).uvRetries());
        assertEquals(0x02, new Platform(bare, 1).tryUv(0, null), "permissions come first");
        assertEquals(0x14, new Platform(bare, 1).tryUv(1, null), "mc for nobody");

        Peer yubikey = Peer.of("yubikey-5");
        assertEquals(0x3e, yubikey.status(6, Map.of(2, 7)), "no sensor, no retries");
        assertEquals(0x3e, new Platform(yubikey, 1).tryUv(0, null), "and no token by it");
    }

    @Test
    void pinThatOnlyManages_givesNoMcAndGa_butTheFingerDoes() {
        Peer strict = Peer.having(true, Feature.CLIENT_PIN, Feature.NO_MC_GA_PERMISSIONS_WITH_CLIENT_PIN);
        Platform platform = Platform.withPin(strict);

        assertEquals(0x40, platform.tryPermissions(1, "example.com"));
        assertEquals(0x40, platform.tryPermissions(2, "example.com"));
        assertEquals(0x33, strict.status(1, platform.make(platform.oldPinToken())));
        byte[] token = platform.uvToken(3, "example.com");
        assertEquals(0, strict.status(1, platform.make(token)));
    }

    @Test
    void eachToken_isAnother_andEndsTheOneBefore() {
        platform.setPin("1234");
        byte[] first = platform.pinToken(1, "example.com");
        byte[] second = platform.pinToken(1, "example.com");

        assertFalse(Arrays.equals(first, second));
        assertEquals(0x33, peer.status(1, platform.make(first)));
        assertEquals(0, peer.status(1, platform.make(second)));
    }

    @Test
    void keyAgreement_changesWithPower() {
        var before = platform.keyAgreement();
        assertArrayEquals(
                (byte[]) before.get(-2), (byte[]) platform.keyAgreement().get(-2));
        peer.authenticator.powerCycle();
        assertNotEquals(Arrays.toString((byte[]) before.get(-2)), Arrays.toString((byte[])
                platform.keyAgreement().get(-2)));
        assertEquals(-25, before.get(3));
    }

    private List<Integer> wrong(int times) {
        Integer[] statuses = new Integer[times];
        for (int i = 0; i < times; i++) {
            statuses[i] = platform.tryPin("0000");
        }
        return List.of(statuses);
    }

    private Map<?, ?> options() {
        return (Map<?, ?>) peer.ok(4, Map.of()).get(4);
    }

    private Map<Integer, Object> offCurve() {
        Map<Integer, Object> key = new LinkedHashMap<>(platform.keyAgreement());
        key.put(-3, new byte[32]);
        return key;
    }

    private static byte[] full(char character) {
        byte[] pin = new byte[64];
        Arrays.fill(pin, (byte) character);
        return pin;
    }
}
