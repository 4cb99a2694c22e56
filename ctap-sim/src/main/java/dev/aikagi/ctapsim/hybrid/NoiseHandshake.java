package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

/**
 * Noise_KNpsk0_P256_AESGCM_SHA256: who has shown the QR code begins, who has scanned it answers.
 *
 * <pre>
 *   → s                    the key of the QR code, known beforehand
 *   → psk, e               65 bytes of point, 16 of tag
 *   ← e, ee, se            65 bytes of point, 16 of tag
 * </pre>
 */
final class NoiseHandshake {
    static final int MESSAGE_SIZE = 65 + 16;

    private static final int POINT_SIZE = 65;
    private static final Bytes PROTOCOL =
            Bytes.of(Arrays.copyOf("Noise_KNpsk0_P256_AESGCM_SHA256".getBytes(StandardCharsets.US_ASCII), 32));
    private static final Bytes QR_INITIATED = Bytes.of((byte) 1);

    private final KeyPair ephemeral;
    private Bytes chainingKey = PROTOCOL;
    private Bytes hash = PROTOCOL;
    private @Nullable NoiseCipher cipher;

    /** What comes of it: one cipher for each direction. */
    record Ciphers(NoiseCipher toResponder, NoiseCipher toInitiator) {}

    private NoiseHandshake(ECPublicKey clientKey, Bytes psk, KeyPair ephemeral) {
        this.ephemeral = ephemeral;
        mixHash(QR_INITIATED);
        mixHash(X962Point.uncompressed(clientKey));
        mixKeyAndHash(psk);
    }

    /** The client's side, which has the QR code's private key. */
    static final class Initiator {
        private final NoiseHandshake state;
        private final PrivateKey identity;

        Initiator(KeyPair identity, Bytes psk, SecureRandom random) {
            this.state = new NoiseHandshake((ECPublicKey) identity.getPublic(), psk, generate(random));
            this.identity = identity.getPrivate();
        }

        Bytes begin() {
            return state.writeEphemeral();
        }

        Ciphers finish(Bytes answer) throws HybridException {
            ECPublicKey theirs = state.readEphemeral(answer);
            state.mixKey(agree(state.ephemeral.getPrivate(), theirs));
            state.mixKey(agree(identity, theirs));
            state.readTag(answer);
            return state.split();
        }
    }

    /** The phone's side, which knows the QR code's public key. */
    static final class Responder {
        private final NoiseHandshake state;
        private final ECPublicKey clientKey;

        Responder(ECPublicKey clientKey, Bytes psk, SecureRandom random) {
            this.state = new NoiseHandshake(clientKey, psk, generate(random));
            this.clientKey = clientKey;
        }

        /** What to send, and what then stands between both. */
        record Answer(Bytes message, Ciphers ciphers) {}

        Answer answer(Bytes begun) throws HybridException {
            ECPublicKey theirs = state.readEphemeral(begun);
            state.readTag(begun);
            Bytes point = state.mixEphemeral();
            state.mixKey(agree(state.ephemeral.getPrivate(), theirs));
            state.mixKey(agree(state.ephemeral.getPrivate(), clientKey));
            Bytes message = Bytes.concat(point, state.encryptAndHash(Bytes.EMPTY));
            return new Answer(message, state.split());
        }
    }

    private Bytes writeEphemeral() {
        Bytes point = mixEphemeral();
        return Bytes.concat(point, encryptAndHash(Bytes.EMPTY));
    }

    /** Noise §9.2: with a pre-shared key an ephemeral key is mixed into the chaining key, too. */
    private Bytes mixEphemeral() {
        Bytes point = X962Point.uncompressed((ECPublicKey) ephemeral.getPublic());
        mixHash(point);
        mixKey(point);
        return point;
    }

    private ECPublicKey readEphemeral(Bytes message) throws HybridException {
        if (message.size() != MESSAGE_SIZE) {
            throw new HybridException(
                    "a handshake message has " + MESSAGE_SIZE + " bytes, " + message.size() + " came");
        }
        Bytes point = message.slice(0, POINT_SIZE);
        ECPublicKey theirs = X962Point.read(point);
        mixHash(point);
        mixKey(point);
        return theirs;
    }

    private void readTag(Bytes message) throws HybridException {
        Bytes tag = message.slice(POINT_SIZE, MESSAGE_SIZE);
        cipher().decrypt(hash, tag);
        mixHash(tag);
    }

    private Bytes encryptAndHash(Bytes plaintext) {
        Bytes ciphertext = cipher().encrypt(hash, plaintext);
        mixHash(ciphertext);
        return ciphertext;
    }

    private NoiseCipher cipher() {
        NoiseCipher present = cipher;
        if (present == null) {
            throw new IllegalStateException("psk0 gives a key before the first message");
        }
        return present;
    }

    private void mixHash(Bytes data) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            hash = Bytes.of(sha256.digest(Bytes.concat(hash, data).toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks SHA-256", e);
        }
    }

    private void mixKey(Bytes input) {
        Bytes key = HybridKeys.hmac(chainingKey, input);
        chainingKey = output(key, Bytes.EMPTY, 1);
        cipher = new NoiseCipher(output(key, chainingKey, 2));
    }

    private void mixKeyAndHash(Bytes input) {
        Bytes key = HybridKeys.hmac(chainingKey, input);
        chainingKey = output(key, Bytes.EMPTY, 1);
        Bytes second = output(key, chainingKey, 2);
        mixHash(second);
        cipher = new NoiseCipher(output(key, second, 3));
    }

    private Ciphers split() {
        Bytes key = HybridKeys.hmac(chainingKey, Bytes.EMPTY);
        Bytes first = output(key, Bytes.EMPTY, 1);
        return new Ciphers(new NoiseCipher(first), new NoiseCipher(output(key, first, 2)));
    }

    /** One output of Noise's HKDF, §4.3: the HMAC of the output before it and its number. */
    private static Bytes output(Bytes key, Bytes before, int number) {
        return HybridKeys.hmac(key, Bytes.concat(before, Bytes.of((byte) number)));
    }

    /** The x coordinate of the product, 32 bytes. */
    private static Bytes agree(PrivateKey own, ECPublicKey theirs) {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(own);
            agreement.doPhase(theirs, true);
            return Bytes.of(agreement.generateSecret());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks ECDH over P-256", e);
        }
    }

    static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks P-256", e);
        }
    }
}
