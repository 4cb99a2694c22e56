package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.Feature;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CTAP 2.1 §6.1.2 and §6.2.2 with a pinUvAuthParam, in the specification's order of checks. */
class PinUvAuthTest {
    private final Peer peer = Peer.withoutFinger();
    private final Platform platform = new Platform(peer, 2);

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void tokenByPin_makesAndUsesACredential_withATouchEach(int protocol) {
        Platform platform = new Platform(peer, protocol);
        platform.setPin(Platform.PIN);

        byte[] made = (byte[]) peer.ok(1, platform.make(platform.pinToken(Platform.MC, "example.com")))
                .get(2);
        byte[] used = (byte[]) peer.ok(2, platform.get(platform.pinToken(Platform.GA, "example.com")))
                .get(2);

        assertEquals(0x45, made[32], "AT, UV, UP");
        assertEquals(0x05, used[32], "UV, UP");
        assertEquals(2, peer.touches.size());
    }

    @Test
    void tokenByFinger_isATouch_forThirtySeconds() {
        Peer fingered = Peer.of("security-key");
        Platform platform = new Platform(fingered, 2);
        fingered.ok(1, platform.make(platform.uvToken(Platform.MC, "example.com")));
        assertTrue(fingered.touches.isEmpty());

        byte[] token = platform.uvToken(Platform.MC | Platform.GA, "example.com");
        silently(fingered, platform, token);
        fingered.clock.advance(Duration.ofSeconds(31));
        byte[] data = (byte[]) fingered.ok(2, platform.get(token)).get(2);
        assertEquals(0x05, data[32]);
        assertEquals(1, fingered.touches.size(), "the finger's touch is too long ago");
    }

    @Test
    void token_unused_diesAfterThirtySeconds() {
        Platform.withPin(peer);
        byte[] token = platform.pinToken(Platform.MC, "example.com");
        peer.clock.advance(Duration.ofSeconds(30));
        byte[] early = platform.pinToken(Platform.MC, "example.com");
        peer.clock.advance(Duration.ofSeconds(31));
        assertEquals(0x33, peer.status(1, platform.make(early)));
        assertEquals(0x33, peer.status(1, platform.make(token)));
        byte[] inTime = platform.pinToken(Platform.MC, "example.com");
        peer.clock.advance(Duration.ofSeconds(30));
        assertEquals(0, peer.status(1, platform.make(inTime)), "exactly thirty is in time");
    }

    @Test
    void token_used_diesAfterTenMinutes() {
        Platform.withPin(peer);
        peer.ok(1, platform.make(platform.pinToken(Platform.MC, "example.com")));
        byte[] token = platform.pinToken(Platform.GA, "example.com");
        silently(peer, platform, token);
        peer.clock.advance(Duration.ofMinutes(10));
        silently(peer, platform, token);
        peer.clock.advance(Duration.ofSeconds(1));
        assertEquals(0x33, peer.status(2, silent(platform, token)));
    }

    @Test
    void token_serves_once() {
        Platform.withPin(peer);
        byte[] token = platform.pinToken(Platform.MC | Platform.GA, "example.com");

        assertEquals(0, peer.status(1, platform.make(token)));
        assertEquals(0x33, peer.status(1, platform.make(token)));
        assertEquals(0x33, peer.status(2, platform.get(token)));
    }

    @Test
    void token_isNotSpentByAFingerThatDidWithoutIt() {
        Peer fingered = Peer.of("security-key");
        Platform platform = new Platform(fingered, 2);
        byte[] token = platform.uvToken(Platform.MC | Platform.GA, "example.com");
        fingered.ok(1, Peer.makeCredential());
        fingered.ok(2, Peer.getAssertion());

        assertEquals(0, fingered.status(2, platform.get(token)));
        assertEquals(0x33, fingered.status(2, platform.get(token)), "now it has served");
    }

    @Test
    void token_thatHasServed_managesNothingEither() {
        Platform.withPin(peer);
        byte[] token = platform.pinToken(Platform.MC | Platform.CM, "example.com");
        var list = platform.manage(token, 4, Map.of(1, Peer.sha256("example.com")));
        assertEquals(0x2e, peer.status(10, list), "it is good for managing");
        peer.ok(1, platform.make(token));
        assertEquals(0x33, peer.status(10, list));
    }

    @Test
    void token_ofAnotherPermissionOrRelyingParty_isInvalid() {
        Platform.withPin(peer);
        assertEquals(0x33, peer.status(1, platform.make(platform.pinToken(Platform.GA, "example.com"))));
        assertEquals(0x33, peer.status(2, platform.get(platform.pinToken(Platform.MC, "example.com"))));
        assertEquals(0x33, peer.status(1, platform.make(platform.pinToken(Platform.MC, "other.example"))));
        assertEquals(0x33, peer.status(2, platform.get(platform.pinToken(Platform.GA, "other.example"))));
        assertTrue(peer.touches.isEmpty(), "the user is not bothered");
    }

    @Test
    void oldToken_becomesTheFirstRelyingPartys() {
        Platform.withPin(peer);
        peer.ok(1, platform.make(platform.oldPinToken()));
        byte[] token = platform.oldPinToken();
        silently(peer, platform, token);

        var elsewhere = platform.get(token);
        elsewhere.put(1, "other.example");
        assertEquals(0x33, peer.status(2, elsewhere));
        assertEquals(0, peer.status(2, platform.get(token)));
    }

    @Test
    void token_ofANewPinOrOldPower_isInvalid() {
        Platform.withPin(peer);
        byte[] token = platform.pinToken(Platform.MC, "example.com");
        platform.changePin(Platform.PIN, "5678");
        assertEquals(0x33, peer.status(1, platform.make(token)));
        byte[] another = platform.pinToken("5678", Platform.MC, "example.com");
        peer.authenticator.powerCycle();
        assertEquals(0x33, peer.status(1, platform.make(another)));
    }

    @Test
    void zeroLengthParam_isATouchAndTellsWhetherThereIsAPin() {
        assertEquals(0x35, probe(1));
        assertEquals(0x35, probe(2));
        Platform.withPin(peer);
        assertEquals(0x31, probe(1));
        assertEquals(0x31, probe(2));
        assertEquals(4, peer.touches.size());
        peer.touch = Consent.TIMED_OUT;
        assertEquals(0x27, probe(1), "a time-out is a refusal here");
        peer.touch = Consent.CANCELLED;
        assertEquals(0x2d, probe(2));
    }

    @Test
    void makeCredential_checks_comeInTheSpecificationsOrder() {
        Platform.withPin(peer);
        var all = wrongInEveryWay();
        all.put(8, new byte[0]);
        assertEquals(0x31, peer.status(1, all), "step 1: zero length");
        all.put(8, new byte[16]);
        all.put(9, 3);
        assertEquals(0x02, peer.status(1, all), "step 2: protocol");
        all.remove(9);
        assertEquals(0x14, peer.status(1, all), "step 2: protocol missing");
        all.put(9, 2);
        assertEquals(0x26, peer.status(1, all), "step 3: algorithm");
        all.put(4, List.of(Peer.algorithm(-7)));
        assertEquals(0x2c, peer.status(1, all), "step 5: up");
        all.put(7, Map.of("rk", true, "uv", true));
        assertEquals(0x02, peer.status(1, all), "step 9: enterprise attestation");
        all.remove(10);
        assertEquals(0x33, peer.status(1, all), "step 11: the parameter");
        assertEquals(1, peer.touches.size(), "only the zero length asked the user");
        all.remove(8);
        assertEquals(0x2c, peer.status(1, all), "step 5: uv counts without a parameter");
        all.put(7, Map.of("rk", true));
        assertEquals(0x36, peer.status(1, all), "step 7: rk");
    }

    private static Map<Integer, Object> wrongInEveryWay() {
        var all = Peer.makeCredential();
        all.put(4, List.of());
        all.put(7, Map.of("up", false, "uv", true));
        all.put(10, 1);
        return all;
    }

    @Test
    void getAssertion_checks_comeInTheSpecificationsOrder() {
        Platform.withPin(peer);
        var all = Peer.getAssertion();
        all.put(5, Map.of("rk", true, "uv", true));
        all.put(6, new byte[16]);
        assertEquals(0x14, peer.status(2, all), "step 2: protocol missing");
        all.put(7, 9);
        assertEquals(0x02, peer.status(2, all), "step 2: protocol");
        all.put(7, 1);
        assertEquals(0x2b, peer.status(2, all), "step 4: rk");
        all.put(5, Map.of("uv", true));
        assertEquals(0x33, peer.status(2, all), "step 6: the parameter, although there is no credential");
        all.remove(6);
        assertEquals(0x2c, peer.status(2, all), "step 4: uv counts without a parameter");
        all.remove(5);
        assertEquals(0x2e, peer.status(2, all), "step 7");
        assertTrue(peer.touches.isEmpty());
    }

    @Test
    void param_onAKeyWithoutAnyVerification_saysThatNoPinIsSet() {
        var make = Peer.makeCredential();
        make.put(7, Map.of("rk", true));
        make.put(8, new byte[32]);
        make.put(9, 2);

        assertEquals(0x35, peer.status(1, make));
    }

    @Test
    void makeCredUvNotRqd_exemptsWhatIsNotDiscoverable() {
        Platform.withPin(peer);
        var make = Peer.makeCredential();
        make.put(7, Map.of("rk", false));
        assertEquals(0x41, ((byte[]) peer.ok(1, make).get(2))[32], "AT, UP");

        Peer strict = Peer.having(false, Feature.CLIENT_PIN);
        Platform.withPin(strict);
        assertEquals(0x36, strict.status(1, make));
        Peer managing = Peer.having(false, Feature.CLIENT_PIN, Feature.NO_MC_GA_PERMISSIONS_WITH_CLIENT_PIN);
        Platform.withPin(managing);
        assertEquals(0x27, managing.status(1, make), "the PIN would not help");
    }

    @Test
    void alwaysUv_asksTheFingerUnasked() {
        Peer fingered = always(Peer.of("security-key"));
        var make = Peer.makeCredential();
        make.remove(7);
        assertEquals(0x45, ((byte[]) fingered.ok(1, make).get(2))[32], "AT, UV, UP");
        assertEquals(1, fingered.fingers.size());
        var silent = Peer.getAssertion();
        silent.put(5, Map.of("up", false));
        fingered.ok(1, Peer.makeCredential());
        assertEquals(0, ((byte[]) fingered.ok(2, silent).get(2))[32], "a silent assertion is still silent");
        silent.remove(5);
        assertEquals(0x05, ((byte[]) fingered.ok(2, silent).get(2))[32]);
    }

    @Test
    void alwaysUv_withoutFinger_needsAToken() {
        always(peer);
        var make = Peer.makeCredential();
        make.remove(7);
        assertEquals(0x36, peer.status(1, make), "although no PIN is set");
        var get = Peer.getAssertion();
        get.remove(5);
        assertEquals(0x36, peer.status(2, get));
        Platform.withPin(peer);
        assertEquals(0x36, peer.status(1, make), "makeCredUvNotRqd counts as false");
        assertEquals(0, peer.status(1, platform.make(platform.pinToken(Platform.MC, "example.com"))));
        assertEquals(0, peer.status(2, platform.get(platform.pinToken(Platform.GA, "example.com"))));

        Peer managing = always(Peer.having(false, Feature.CLIENT_PIN, Feature.NO_MC_GA_PERMISSIONS_WITH_CLIENT_PIN));
        assertEquals(0x27, managing.status(1, make));
    }

    @Test
    void finger_missed_pointsToThePinWhereItHelps() {
        Peer fingered = Peer.of("security-key");
        fingered.finger = List.of(Consent.REFUSED);
        assertEquals(0x27, fingered.status(1, Peer.makeCredential()));
        assertEquals(0x32, fingered.status(1, Peer.makeCredential()), "five misses, and no PIN to help");
        assertEquals(5, fingered.fingers.size());
        Platform platform = Platform.withPin(fingered);
        assertEquals(0x36, fingered.status(1, Peer.makeCredential()));
        assertEquals(0, fingered.status(1, platform.make(platform.pinToken(Platform.MC, "example.com"))));
        assertEquals(5, platform.uvRetries());
    }

    @ParameterizedTest
    @CsvSource({"GRANTED, 19", "TIMED_OUT, 19", "REFUSED, 27", "CANCELLED, 2d"})
    void excludedCredential_isToldEvenToWhoDoesNotCome(Consent consent, String status) {
        Platform.withPin(peer);
        byte[] known = Peer.credentialId(peer.ok(1, platform.make(platform.pinToken(Platform.MC, "example.com"))));
        var again = platform.make(platform.pinToken(Platform.MC, "example.com"));
        again.put(5, List.of(Peer.descriptor(known)));
        peer.touch = consent;

        assertEquals(Integer.parseInt(status, 16), peer.status(1, again));
    }

    private int probe(int command) {
        var parameters = command == 1 ? Peer.makeCredential() : Peer.getAssertion();
        parameters.put(command == 1 ? 8 : 6, new byte[0]);
        return peer.status(command, parameters);
    }

    private static Peer always(Peer peer) {
        peer.alwaysUv();
        return peer;
    }

    private static Map<Integer, Object> silent(Platform platform, byte[] token) {
        var get = platform.get(token);
        get.put(5, Map.of("up", false));
        return get;
    }

    private static void silently(Peer peer, Platform platform, byte[] token) {
        byte[] data = (byte[]) peer.ok(2, silent(platform, token)).get(2);
        assertEquals(0x04, data[32], "UV");
    }
}
