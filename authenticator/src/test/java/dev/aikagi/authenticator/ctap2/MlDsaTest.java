package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.yubico.yubikit.fido.Cbor;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ML-DSA where Java has it, from 24 on, judged by the JDK; and nothing of it elsewhere. */
class MlDsaTest {
    private final Peer peer = Peer.of("security-key");

    @Test
    void getInfo_offersIt_onlyWhereJavaHasIt() {
        boolean there = Runtime.version().feature() >= 24;
        var offered = (List<?>) peer.ok(4, Map.of()).get(10);
        assertEquals(there, offered.contains(Peer.algorithm(-48)));
        assertEquals(there, offered.contains(Peer.algorithm(-49)));
        var make = Peer.makeCredential();
        make.put(4, List.of(Peer.algorithm(-48)));
        assertEquals(there ? 0 : 0x26, peer.status(1, make));
    }

    @ParameterizedTest
    @CsvSource({
        "-48, ML-DSA-44, 1312, 30820532300b060960864801650304031103820521 00, true",
        "-48, ML-DSA-44, 1312, 30820532300b060960864801650304031103820521 00, false",
        "-49, ML-DSA-65, 1952, 308207b2300b0609608648016503040312038207a1 00, true",
        "-49, ML-DSA-65, 1952, 308207b2300b0609608648016503040312038207a1 00, false"
    })
    void credential_keptOrWrapped_isVerifiedByTheJdk(int alg, String name, int size, String prefix, boolean kept)
            throws Exception {
        assumeTrue(CoseAlgorithm.of(alg).orElseThrow().available(), "this Java platform has no " + name);
        var make = Peer.makeCredential();
        make.put(4, List.of(Peer.algorithm(alg)));
        make.put(7, Map.of("rk", kept, "uv", true));
        var made = peer.ok(1, make);
        byte[] data = (byte[]) made.get(2);
        int at = 55 + Peer.credentialId(made).length;
        Map<?, ?> cose = (Map<?, ?>) Cbor.decode(data, at, data.length - at);
        assertEquals(7, cose.get(1));
        assertEquals(alg, cose.get(3));
        byte[] raw = (byte[]) cose.get(-1);
        assertEquals(size, raw.length);
        byte[] encoded = Bytes.concat(Bytes.fromHex(prefix.replace(" ", "")), Bytes.of(raw))
                .toArray();
        PublicKey key = KeyFactory.getInstance(name).generatePublic(new X509EncodedKeySpec(encoded));
        assertTrue(verifies(key, name, data, (byte[]) ((Map<?, ?>) made.get(3)).get("sig")));

        var get = Peer.getAssertion();
        get.put(3, List.of(Peer.descriptor(Peer.credentialId(made))));
        var used = peer.ok(2, get);
        byte[] signed = (byte[]) used.get(2);
        assertTrue(verifies(key, name, signed, (byte[]) used.get(3)));
        signed[0] ^= 1;
        assertFalse(verifies(key, name, signed, (byte[]) used.get(3)));
        assertTrue(Peer.credentialId(made).length < 128, "a seed of 32 bytes fits into an id");
    }

    private static boolean verifies(PublicKey key, String name, byte[] data, byte[] signature) throws Exception {
        Signature verifier = Signature.getInstance(name);
        verifier.initVerify(key);
        verifier.update(data);
        verifier.update(Peer.HASH);
        return verifier.verify(signature);
    }
}
