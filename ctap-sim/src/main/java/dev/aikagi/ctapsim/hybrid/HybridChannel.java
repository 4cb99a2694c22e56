package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;
import java.time.Duration;

/** A tunnel after its handshake: what is sent through it only the two ends can read. */
final class HybridChannel implements AutoCloseable {
    private final TunnelSocket socket;
    private final NoiseCipher outgoing;
    private final NoiseCipher incoming;

    HybridChannel(TunnelSocket socket, NoiseCipher outgoing, NoiseCipher incoming) {
        this.socket = socket;
        this.outgoing = outgoing;
        this.incoming = incoming;
    }

    void send(HybridMessage message) throws HybridException {
        sendPadded(message.encode());
    }

    HybridMessage receive(Duration limit) throws HybridException {
        return HybridMessage.decode(receivePadded(limit));
    }

    /** The first message from the phone has no type. */
    void sendUntyped(Bytes contents) throws HybridException {
        sendPadded(HybridMessage.pad(contents));
    }

    Bytes receiveUntyped(Duration limit) throws HybridException {
        return HybridMessage.strip(receivePadded(limit));
    }

    private void sendPadded(Bytes padded) throws HybridException {
        socket.send(outgoing.encrypt(Bytes.EMPTY, padded));
    }

    private Bytes receivePadded(Duration limit) throws HybridException {
        return incoming.decrypt(Bytes.EMPTY, socket.receive(limit));
    }

    @Override
    public void close() {
        socket.close();
    }
}
