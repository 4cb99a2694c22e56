package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.ctapsim.hid.CtapEngine;
import java.security.SecureRandom;

/** A phone whose passkeys are used from another device: it scans a QR code, comes near, and answers through a tunnel. */
public final class HybridPhone {
    private static final byte GET_INFO = 0x04;
    private static final byte SUCCESS = 0x00;

    private final CtapEngine engine;
    private final Surroundings surroundings;
    private final SecureRandom random;

    public HybridPhone(CtapEngine engine, Surroundings surroundings, SecureRandom random) {
        this.engine = engine;
        this.surroundings = surroundings;
        this.random = random;
    }

    /**
     * Takes part in one transaction, until the client ends it.
     *
     * @param qrText what the camera has read
     * @throws HybridException if that is no QR code for passkeys, or the other end does not come or does not prove that it
     *     has shown it
     */
    public void scan(String qrText) throws HybridException {
        QrContents qr = QrContents.parse(qrText);
        HybridKeys keys = new HybridKeys(qr.secret());
        String path = "/cable/new/" + keys.tunnelId().hex();
        try (TunnelSocket socket = TunnelSocket.connect(
                surroundings.tunnels().apply(surroundings.domain()).resolve(path), surroundings.patience())) {
            Eid eid = new Eid(chance(Eid.NONCE_SIZE), routingId(socket), surroundings.domain());
            NoiseHandshake.Responder handshake =
                    new NoiseHandshake.Responder(X962Point.read(qr.identityKey()), keys.psk(eid), random);
            try (HybridChannel channel = shakeHands(socket, handshake, eid.seal(keys.eidKey()))) {
                channel.sendUntyped(firstMessage());
                serve(channel);
            }
        }
    }

    /** Advertises until the client has come. */
    private HybridChannel shakeHands(TunnelSocket socket, NoiseHandshake.Responder handshake, Bytes serviceData)
            throws HybridException {
        BluetoothAir.Advertisement advertisement = surroundings.air().advertise(serviceData);
        NoiseHandshake.Responder.Answer answer;
        try {
            answer = handshake.answer(socket.receive(surroundings.patience()));
        } finally {
            advertisement.end();
        }
        socket.send(answer.message());
        return new HybridChannel(
                socket, answer.ciphers().toInitiator(), answer.ciphers().toResponder());
    }

    /** A client that leaves without a word has ended the transaction, too. */
    private void serve(HybridChannel channel) throws HybridException {
        try {
            answerAll(channel);
        } catch (TunnelClosedException gone) {
            return;
        }
    }

    private void answerAll(HybridChannel channel) throws HybridException {
        while (true) {
            HybridMessage message = channel.receive(surroundings.patience());
            switch (message.type()) {
                case SHUTDOWN -> {
                    return;
                }
                case CTAP ->
                    channel.send(new HybridMessage(
                            HybridMessage.Type.CTAP,
                            Bytes.of(engine.processCbor(message.contents().toArray(), Transaction.UNATTENDED))));
                case UPDATE, JSON -> {
                    // Nothing that a client may say there changes what this phone does.
                }
            }
        }
    }

    /** CBOR: 1 is the answer to getInfo without its status byte. */
    private Bytes firstMessage() throws HybridException {
        Bytes info = Bytes.of(engine.processCbor(new byte[] {GET_INFO}, Transaction.UNATTENDED));
        if (info.isEmpty() || info.at(0) != SUCCESS) {
            throw new HybridException("the phone's own authenticator does not say what it is");
        }
        return CborWriter.write(new CborMapBuilder()
                .put(1, CborValue.of(info.slice(1, info.size())))
                .build());
    }

    private static Bytes routingId(TunnelSocket socket) throws HybridException {
        if (!socket.routingId().matches("[0-9a-fA-F]{6}")) {
            throw new HybridException("the tunnel service gave no routing id of 3 bytes");
        }
        return Bytes.fromHex(socket.routingId());
    }

    private Bytes chance(int size) {
        byte[] octets = new byte[size];
        random.nextBytes(octets);
        return Bytes.of(octets);
    }
}
