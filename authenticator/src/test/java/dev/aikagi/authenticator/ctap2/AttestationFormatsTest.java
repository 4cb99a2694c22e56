package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.attestation.AttestationFormat;
import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.attestation.FidoU2fAttestation;
import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.env.Feature;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CTAP 2.2 §6.1.2 attestationFormatsPreference, and WebAuthn L3 §8.6. */
class AttestationFormatsTest {
    private static final Bytes CERTIFICATE = Bytes.fromHex("3000");

    private KeyPair batch;
    private AttestationKey key;

    @BeforeEach
    void makeKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        batch = generator.generateKeyPair();
        key = new AttestationKey(CoseAlgorithm.ES256, batch.getPrivate(), List.of(CERTIFICATE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fido-u2f packed | fido-u2f
            packed fido-u2f | packed
            tpm none packed | none
            none            | none
            tpm apple       | packed
            """)
    void preference_isHeeded_whereTheKeyCan(String preferred, String format) {
        Peer peer = peer(PackedAttestation.basic(key));
        assertEquals(List.of("packed", "fido-u2f"), peer.ok(4, Map.of()).get(0x16));
        var make = make();
        make.put(11, List.of(preferred.split(" ")));
        assertEquals(format, peer.ok(1, make).get(1));
    }

    @Test
    void preference_forAFormatThatDoesNotFitTheAlgorithm_isNotHeeded() {
        var make = make();
        make.put(4, List.of(Peer.algorithm(-8)));
        make.put(11, List.of("fido-u2f"));
        assertEquals("packed", peer(PackedAttestation.basic(key)).ok(1, make).get(1));
        make.put(11, List.of(1));
        assertEquals(0x11, peer(PackedAttestation.basic(key)).status(1, make));
        make.put(11, "packed");
        assertEquals(0x11, peer(PackedAttestation.basic(key)).status(1, make));
    }

    @Test
    void fidoU2f_isSignedAsU2fSigns_andTellsNoAaguid() throws Exception {
        var response = peer(new FidoU2fAttestation(key)).ok(1, make());

        assertEquals("fido-u2f", response.get(1));
        byte[] data = (byte[]) response.get(2);
        assertArrayEquals(new byte[16], Arrays.copyOfRange(data, 37, 53));
        Map<?, ?> statement = (Map<?, ?>) response.get(3);
        assertEquals(2, statement.size());
        assertArrayEquals(CERTIFICATE.toArray(), (byte[]) ((List<?>) statement.get("x5c")).get(0));
        byte[] id = Peer.credentialId(response);
        int cose = 55 + id.length;
        Bytes point = Bytes.concat(
                Bytes.of((byte) 4),
                Bytes.of(data).slice(cose + 10, cose + 42),
                Bytes.of(data).slice(cose + 45, cose + 77));
        Bytes signed =
                Bytes.concat(Bytes.of((byte) 0), Bytes.of(data).slice(0, 32), Bytes.of(Peer.HASH), Bytes.of(id), point);
        assertTrue(verifies(signed.toArray(), (byte[]) statement.get("sig")));
        byte[] changed = signed.toArray();
        changed[40] ^= 1;
        assertFalse(verifies(changed, (byte[]) statement.get("sig")));
    }

    private boolean verifies(byte[] signed, byte[] signature) throws Exception {
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(batch.getPublic());
        verifier.update(signed);
        return verifier.verify(signature);
    }

    private static Peer peer(AttestationFormat format) {
        return Peer.having(format, Feature.U2F, Feature.CLIENT_PIN, Feature.MAKE_CRED_UV_NOT_RQD);
    }

    private static Map<Integer, Object> make() {
        var make = Peer.makeCredential();
        make.remove(7);
        return make;
    }

    @Test
    void preferenceOfAnAssertion_isCheckedAndNotHeeded() {
        Peer peer = Peer.of("security-key");
        peer.ok(1, Peer.makeCredential());
        var get = Peer.getAssertion();
        get.put(9, List.of(1));
        assertEquals(0x11, peer.status(2, get), "CTAP2_ERR_CBOR_UNEXPECTED_TYPE");
        get.put(9, "packed");
        assertEquals(0x11, peer.status(2, get));

        get.put(9, List.of("packed", "unheard-of"));

        assertEquals(Set.of(1, 2, 3, 4), peer.ok(2, get).keySet(), "no statement comes with it");
    }
}
