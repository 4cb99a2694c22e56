package dev.aikagi.ctapsim.hybrid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.SeededRandom;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import org.junit.jupiter.api.Test;

class NoiseHandshakeTest {
    private static final Bytes PSK = Bytes.of(new byte[32]);
    private static final Bytes HELLO = Bytes.fromHex("68656c6c6f");

    private final SecureRandom random = new SeededRandom(11);
    private final KeyPair identity = NoiseHandshake.generate(random);

    @Test
    void bothEnds_readEachOther() throws HybridException {
        var initiator = new NoiseHandshake.Initiator(identity, PSK, random);
        var answer = responder(identity, PSK).answer(initiator.begin());
        var ciphers = initiator.finish(answer.message());
        assertEquals(HELLO, pass(ciphers.toResponder(), answer.ciphers().toResponder()));
        assertEquals(HELLO, pass(ciphers.toResponder(), answer.ciphers().toResponder()));
        assertEquals(HELLO, pass(answer.ciphers().toInitiator(), ciphers.toInitiator()));
    }

    @Test
    void sameMessage_neverLooksTheSame() throws HybridException {
        var initiator = new NoiseHandshake.Initiator(identity, PSK, random);
        var cipher = initiator
                .finish(responder(identity, PSK).answer(initiator.begin()).message())
                .toResponder();
        assertNotEquals(cipher.encrypt(Bytes.EMPTY, HELLO), cipher.encrypt(Bytes.EMPTY, HELLO));
    }

    @Test
    void messageOutOfOrder_isRefused() throws HybridException {
        var initiator = new NoiseHandshake.Initiator(identity, PSK, random);
        var answer = responder(identity, PSK).answer(initiator.begin());
        var sending = initiator.finish(answer.message()).toResponder();
        sending.encrypt(Bytes.EMPTY, HELLO);
        Bytes second = sending.encrypt(Bytes.EMPTY, HELLO);
        assertThrows(HybridException.class, () -> answer.ciphers().toResponder().decrypt(Bytes.EMPTY, second));
    }

    /** Who has not heard the advertisement, or not seen the QR code, has another pre-shared key. */
    @Test
    void anotherPreSharedKey_isNoticedByThePhone() {
        var initiator = new NoiseHandshake.Initiator(identity, PSK, random);
        Bytes other = Bytes.concat(Bytes.of((byte) 1), PSK.slice(1, 32));
        assertThrows(HybridException.class, () -> responder(identity, other).answer(initiator.begin()));
    }

    @Test
    void phoneThatScannedAnotherKey_isNoticedByThePhone() {
        var initiator = new NoiseHandshake.Initiator(identity, PSK, random);
        KeyPair another = NoiseHandshake.generate(random);
        assertThrows(HybridException.class, () -> responder(another, PSK).answer(initiator.begin()));
    }

    /** It has seen public key and pre-shared key, and plays the client; only the phone's answer needs the private key. */
    @Test
    void clientWithoutTheQrCodesPrivateKey_cannotFinish() throws HybridException {
        KeyPair forged = new KeyPair(
                identity.getPublic(), NoiseHandshake.generate(random).getPrivate());
        var initiator = new NoiseHandshake.Initiator(forged, PSK, random);
        var answer = responder(identity, PSK).answer(initiator.begin());
        assertThrows(HybridException.class, () -> initiator.finish(answer.message()));
    }

    @Test
    void everyChangedBit_isNoticed() throws HybridException {
        Bytes begun = new NoiseHandshake.Initiator(identity, PSK, random).begin();
        for (int bit = 0; bit < 8 * begun.size(); bit += 5) {
            byte[] changed = begun.toArray();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(HybridException.class, () -> responder(identity, PSK).answer(Bytes.of(changed)), "bit " + bit);
        }
        assertThrows(HybridException.class, () -> responder(identity, PSK).answer(begun.slice(0, begun.size() - 1)));
    }

    @Test
    void points_compressedAndNot_areTheSame() throws HybridException {
        for (int i = 0; i < 20; i++) {
            ECPublicKey key = (ECPublicKey) NoiseHandshake.generate(random).getPublic();
            assertEquals(key, X962Point.read(X962Point.compressed(key)));
            assertEquals(key, X962Point.read(X962Point.uncompressed(key)));
        }
    }

    @Test
    void pointOffTheCurve_isRefused() {
        Bytes nowhere = Bytes.concat(Bytes.of((byte) 4), Bytes.of(new byte[64]));
        assertThrows(HybridException.class, () -> X962Point.read(nowhere));
        // No point of this curve has x = 1.
        byte[] one = new byte[33];
        one[0] = 2;
        one[32] = 1;
        assertThrows(HybridException.class, () -> X962Point.read(Bytes.of(one)));
        assertThrows(HybridException.class, () -> X962Point.read(Bytes.EMPTY));
    }

    private NoiseHandshake.Responder responder(KeyPair qrCode, Bytes psk) {
        return new NoiseHandshake.Responder((ECPublicKey) qrCode.getPublic(), psk, random);
    }

    private static Bytes pass(NoiseCipher from, NoiseCipher to) throws HybridException {
        return to.decrypt(Bytes.EMPTY, from.encrypt(Bytes.EMPTY, HELLO));
    }
}
