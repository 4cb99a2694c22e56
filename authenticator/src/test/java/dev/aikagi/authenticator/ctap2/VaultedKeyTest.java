package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.credential.CredentialWrapper;
import dev.aikagi.authenticator.credential.Drawer;
import dev.aikagi.authenticator.credential.KeyVault;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.keyfile.KeyMemory;
import dev.aikagi.authenticator.keyfile.Snapshot;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A key whose private keys are behind handles, as in a token. */
class VaultedKeyTest {
    private final Drawer drawer = new Drawer();
    private final KeyMemory memory = KeyMemory.of(Snapshot.EMPTY, drawer);
    private final Peer peer = Peer.keeping(memory, PackedAttestation.self());

    @Test
    void getInfo_advertisesWhatTheVaultCanDo() {
        assertEquals(List.of(Peer.algorithm(-7)), peer.ok(4, Map.of()).get(10));

        var other = Peer.makeCredential();
        other.put(4, List.of(Peer.algorithm(-257)));
        assertEquals(0x26, peer.status(1, other));
        assertTrue(drawer.keys.isEmpty());
    }

    @Test
    void credentials_ofBothKinds_areSignedForInTheVault() throws Exception {
        var kept = peer.ok(1, Peer.makeCredential());
        var wrapped = peer.ok(1, notKept());

        assertEquals(2, drawer.keys.size());
        for (var made : List.of(kept, wrapped)) {
            byte[] signature = (byte[]) ((Map<?, ?>) made.get(3)).get("sig");
            assertTrue(verifies(made, (byte[]) made.get(2), signature), "self attestation");
            var used = peer.ok(2, get(Peer.credentialId(made)));
            assertTrue(verifies(made, (byte[]) used.get(2), (byte[]) used.get(3)));
        }
    }

    @Test
    void credentialId_ofAHandle_isUnknownWithoutItsVault() {
        byte[] id = Peer.credentialId(peer.ok(1, notKept()));
        Bytes wrappingKey = memory.state().read().orElseThrow().secrets().wrappingKey();
        Bytes rpIdHash = Bytes.of(Peer.sha256("example.com"));

        assertTrue(new CredentialWrapper(wrappingKey, new SeededRandom(1), drawer)
                .unwrap(Bytes.of(id), rpIdHash)
                .isPresent());
        assertTrue(new CredentialWrapper(wrappingKey, new SeededRandom(1), KeyVault.SOFTWARE)
                .unwrap(Bytes.of(id), rpIdHash)
                .isEmpty());
        assertEquals(
                0x2e,
                Peer.keeping(KeyMemory.of(memory.snapshot()), PackedAttestation.self())
                        .status(2, get(id)));
    }

    @Test
    void privateKey_isHadNowhere() throws Exception {
        peer.ok(1, Peer.makeCredential());
        CredentialKey key = memory.credentials().all().get(0).key();

        assertTrue(key.handle().isPresent());
        assertThrows(IllegalStateException.class, key::kept);
        assertTrue(CredentialKey.generate(CoseAlgorithm.ES256, new SeededRandom(1))
                .handle()
                .isEmpty());
    }

    @Test
    void replacedOrRemoved_takesItsPrivateKeyAlong() {
        peer.ok(1, Peer.makeCredential());
        Bytes first = drawer.keys.keySet().iterator().next();

        byte[] second = Peer.credentialId(peer.ok(1, Peer.makeCredential()));

        assertEquals(1, drawer.keys.size(), "one of a user takes the other's place");
        assertFalse(drawer.keys.containsKey(first));
        memory.credentials().remove(Bytes.of(second));
        assertTrue(drawer.keys.isEmpty());
    }

    @Test
    void keyStoreFull_leavesNoPrivateKeyBehind() {
        for (int user = 1; user <= 2; user++) {
            peer.ok(1, of(user));
        }

        assertEquals(0x28, peer.status(1, of(3)), "the profile has room for two");

        assertEquals(2, drawer.keys.size());
    }

    @Test
    void vaultFull_isKeyStoreFull_andNotEnoughMemoryForU2f() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        var batch = new AttestationKey(
                CoseAlgorithm.ES256, generator.generateKeyPair().getPrivate(), List.of(Bytes.fromHex("30020500")));
        Peer u2f = Peer.keeping(memory, PackedAttestation.basic(batch), Feature.U2F);
        byte[] register = new byte[7 + 64];
        register[1] = 1;
        register[6] = 64;
        drawer.capacity = 1;

        assertEquals("9000", statusWord(u2f, register));
        assertEquals(0x28, u2f.status(1, Peer.makeCredential()));
        assertEquals(0x28, u2f.status(1, notKept()));
        assertEquals("6a84", statusWord(u2f, register));
    }

    @Test
    void reset_clearsTheVault_ofCredentialsTooThatNobodyKept() {
        peer.ok(1, Peer.makeCredential());
        byte[] id = Peer.credentialId(peer.ok(1, notKept()));

        peer.ok(7, Map.of());

        assertTrue(drawer.keys.isEmpty());
        assertEquals(0x2e, peer.status(2, get(id)));
    }

    @Test
    void privateKeyThatTheVaultHasLost_isNoAnswer() {
        byte[] id = Peer.credentialId(peer.ok(1, Peer.makeCredential()));
        drawer.keys.clear();

        assertThrows(IllegalStateException.class, () -> peer.status(2, get(id)));
    }

    private static Map<Integer, Object> of(int user) {
        var parameters = Peer.makeCredential();
        parameters.put(3, Peer.user(user));
        return parameters;
    }

    private static Map<Integer, Object> notKept() {
        var parameters = Peer.makeCredential();
        parameters.put(7, Map.of("uv", true));
        return parameters;
    }

    private static Map<Integer, Object> get(byte[] id) {
        var parameters = Peer.getAssertion();
        parameters.put(3, List.of(Peer.descriptor(id)));
        return parameters;
    }

    private static boolean verifies(Map<?, ?> made, byte[] data, byte[] signature) throws Exception {
        PublicKey key = MakeCredentialTest.publicKey((byte[]) made.get(2));
        return MakeCredentialTest.verifies(key, -7, data, signature);
    }

    private static String statusWord(Peer peer, byte[] apdu) {
        Bytes answer = Bytes.of(peer.authenticator.processMsg(apdu, Transaction.UNATTENDED));
        return answer.slice(answer.size() - 2, answer.size()).hex();
    }
}
