package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials that are not discoverable: their ids are all there is of them. */
class WrappedCredentialTest {
    private final Peer peer = Peer.of("security-key");

    @ParameterizedTest
    @ValueSource(ints = {-7, -8, -257, -35, -36, -53, -37})
    void keyFromItsId_signsWhatTheFirstKeyVerifies(int alg) throws Exception {
        var made = make(alg);
        byte[] id = Peer.credentialId(made);

        var used = peer.ok(2, get(id));

        byte[] data = (byte[]) used.get(2);
        PublicKey key = MakeCredentialTest.publicKey((byte[]) made.get(2));
        assertTrue(MakeCredentialTest.verifies(key, alg, data, (byte[]) used.get(3)));
        data[33] ^= 1;
        assertFalse(MakeCredentialTest.verifies(key, alg, data, (byte[]) used.get(3)));
        assertTrue(id.length <= (Integer) peer.ok(4, Map.of()).get(8));
        assertEquals(100, peer.ok(4, Map.of()).get(20), "it takes no room");
    }

    @Test
    void ids_differ_evenOfTheSameUser() {
        assertFalse(Arrays.equals(Peer.credentialId(make(-7)), Peer.credentialId(make(-7))));
    }

    @Test
    void idWithAnyByteChanged_isUnknown() {
        byte[] id = Peer.credentialId(make(-7));
        for (int at = 0; at < id.length; at++) {
            byte[] forged = id.clone();
            forged[at] ^= 0x10;
            assertEquals(0x2e, peer.status(2, get(forged)));
        }
        for (int length = 1; length < id.length; length++) {
            assertEquals(0x2e, peer.status(2, get(Arrays.copyOf(id, length))));
        }
        assertEquals(0, peer.status(2, get(id)));
        assertTrue(peer.touches.isEmpty());
    }

    @Test
    void idOfAnotherKeyOrRelyingParty_isUnknown() {
        byte[] id = Peer.credentialId(make(-7));

        assertEquals(0x2e, Peer.of("security-key", 2).status(2, get(id)));
        var elsewhere = get(id);
        elsewhere.put(1, "other.example");
        assertEquals(0x2e, peer.status(2, elsewhere));
    }

    @Test
    void excludeList_knowsIt() {
        byte[] id = Peer.credentialId(make(-7));
        var again = Peer.makeCredential();
        again.put(5, List.of(Peer.descriptor(id)));

        assertEquals(0x19, peer.status(1, again));
    }

    @Test
    void reset_makesItUnknown() {
        byte[] id = Peer.credentialId(make(-7));
        peer.authenticator.powerCycle();
        assertEquals(0, peer.status(2, get(id)), "power does not");
        assertEquals(0, peer.status(7, Map.of()));
        assertEquals(0x2e, peer.status(2, get(id)));
    }

    private Map<?, ?> make(int alg) {
        var make = Peer.makeCredential();
        make.put(4, List.of(Peer.algorithm(alg)));
        make.put(7, Map.of("uv", true));
        return peer.ok(1, make);
    }

    private static Map<Integer, Object> get(byte[] id) {
        var get = Peer.getAssertion();
        get.put(3, List.of(Peer.descriptor(id)));
        return get;
    }
}
