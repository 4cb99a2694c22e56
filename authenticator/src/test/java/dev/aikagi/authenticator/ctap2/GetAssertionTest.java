package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.Consent;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CTAP 2.1 §6.2.2 and §6.3, their steps and their refusals. */
class GetAssertionTest {
    private final Peer peer = Peer.of("security-key");

    @ParameterizedTest
    @ValueSource(ints = {-7, -8, -257, -35, -36, -53, -37})
    void assertion_ofEachAlgorithm_isVerifiedByTheJdk(int alg) throws Exception {
        var make = Peer.makeCredential();
        make.put(4, List.of(Peer.algorithm(alg)));
        PublicKey key = MakeCredentialTest.publicKey((byte[]) peer.ok(1, make).get(2));

        var response = peer.ok(2, Peer.getAssertion());

        byte[] data = (byte[]) response.get(2);
        assertTrue(MakeCredentialTest.verifies(key, alg, data, (byte[]) response.get(3)));
        assertEquals(37, data.length);
        assertEquals(0x05, data[32], "UV, UP");
        assertEquals(2, data[36], "the counter goes on");
        assertNull(response.get(5));
        data[36]++;
        assertFalse(MakeCredentialTest.verifies(key, alg, data, (byte[]) response.get(3)));
    }

    @Test
    void allowList_findsWhatIsNotDiscoverable_andSaysNoUser() {
        var make = Peer.makeCredential();
        make.put(7, Map.of("uv", true));
        byte[] id = Peer.credentialId(peer.ok(1, make));

        assertEquals(0x2e, peer.status(2, Peer.getAssertion()), "not discoverable");
        var named = Peer.getAssertion();
        named.put(3, List.of(Peer.descriptor(new byte[] {0}), Peer.descriptor(id)));
        var response = peer.ok(2, named);

        assertArrayEquals(id, (byte[]) ((Map<?, ?>) response.get(1)).get("id"));
        assertNull(response.get(4));
    }

    @Test
    void allowList_ofAnotherRelyingPartyOrType_findsNothing() {
        byte[] id = Peer.credentialId(peer.ok(1, Peer.makeCredential()));
        var elsewhere = Peer.getAssertion();
        elsewhere.put(1, "other.example");
        elsewhere.put(3, List.of(Peer.descriptor(id)));
        assertEquals(0x2e, peer.status(2, elsewhere));
        var otherType = Peer.getAssertion();
        otherType.put(3, List.of(Map.of("id", id, "type", "something-else")));
        assertEquals(0x2e, peer.status(2, otherType));
    }

    @Test
    void silentAssertion_asksNobody() {
        byte[] id = Peer.credentialId(peer.ok(1, Peer.makeCredential()));
        var silent = Peer.getAssertion();
        silent.put(3, List.of(Peer.descriptor(id)));
        silent.put(5, Map.of("up", false));

        byte[] data = (byte[]) peer.ok(2, silent).get(2);

        assertEquals(0, data[32]);
        assertEquals(1, peer.fingers.size(), "for makeCredential only");
        assertTrue(peer.touches.isEmpty());
    }

    @Test
    void severalAccounts_answerOneAfterTheOther_newestFirst() {
        register(3);

        var first = peer.ok(2, Peer.getAssertion());

        assertEquals(3, first.get(5));
        assertEquals("user 3", ((Map<?, ?>) first.get(4)).get("name"));
        var second = peer.ok(8, Map.of());
        assertEquals("user 2", ((Map<?, ?>) second.get(4)).get("name"));
        assertNull(second.get(5));
        assertEquals("User 1", ((Map<?, ?>) peer.ok(8, Map.of()).get(4)).get("displayName"));
        assertEquals(0x30, peer.status(8, Map.of()));
    }

    @Test
    void userNames_areNotToldWithoutVerification_norWhenThereIsNoChoice() {
        register(2);
        var unverified = Peer.getAssertion();
        unverified.remove(5);
        Map<?, ?> user = (Map<?, ?>) peer.ok(2, unverified).get(4);
        assertEquals(1, user.size());
        assertArrayEquals(new byte[] {2}, (byte[]) user.get("id"));

        Peer single = Peer.of("security-key");
        single.ok(1, Peer.makeCredential());
        assertEquals(1, ((Map<?, ?>) single.ok(2, Peer.getAssertion()).get(4)).size());
    }

    @Test
    void nextAssertion_afterThirtySecondsOrAnotherCommand_isNotAllowed() {
        register(3);
        peer.ok(2, Peer.getAssertion());
        peer.clock.advance(Duration.ofSeconds(30));
        assertEquals(0, peer.status(8, Map.of()), "exactly thirty is in time");
        peer.clock.advance(Duration.ofSeconds(31));
        assertEquals(0x30, peer.status(8, Map.of()));

        peer.ok(2, Peer.getAssertion());
        peer.ok(4, Map.of());
        assertEquals(0x30, peer.status(8, Map.of()));

        peer.ok(2, Peer.getAssertion());
        peer.authenticator.powerCycle();
        assertEquals(0x30, peer.status(8, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, 27, 27", "TIMED_OUT, 2f, 27", "CANCELLED, 2d, 2d"})
    void consent_notGranted_signsNothing(Consent consent, String toFinger, String toTouch) {
        peer.ok(1, Peer.makeCredential());
        peer.finger = List.of(consent);
        peer.touch = consent;

        assertEquals(Integer.parseInt(toFinger, 16), peer.status(2, Peer.getAssertion()));
        var touched = Peer.getAssertion();
        touched.remove(5);
        assertEquals(Integer.parseInt(toTouch, 16), peer.status(2, touched));
        assertEquals(1, peer.touches.size());
    }

    @Test
    void parameters_missingOrWrong_areRefused() {
        peer.ok(1, Peer.makeCredential());
        var rk = Peer.getAssertion();
        rk.put(5, Map.of("rk", true));
        assertEquals(0x2b, peer.status(2, rk));
        var pin = Peer.getAssertion();
        pin.put(6, new byte[0]);
        pin.put(7, 2);
        assertEquals(0x02, Peer.of("windows-hello").status(2, pin), "a key without PIN");
        for (int key : new int[] {1, 2}) {
            var parameters = Peer.getAssertion();
            parameters.put(key, List.of());
            assertEquals(0x11, peer.status(2, parameters));
            parameters.remove(key);
            assertEquals(0x14, peer.status(2, parameters));
        }
        assertEquals(0x2c, Peer.withoutFinger().status(2, Peer.getAssertion()));
    }

    @Test
    void zeroCounter_staysAtZero() {
        Peer phone = Peer.of("icloud-keychain");
        phone.ok(1, Peer.makeCredential());
        phone.ok(2, Peer.getAssertion());

        byte[] data = (byte[]) phone.ok(2, Peer.getAssertion()).get(2);

        assertEquals(0, data[36]);
        assertEquals(0x1d, data[32], "BS, BE, UV, UP");
    }

    private void register(int users) {
        for (int number = 1; number <= users; number++) {
            var make = Peer.makeCredential();
            make.put(3, Peer.user(number));
            peer.ok(1, make);
        }
    }
}
