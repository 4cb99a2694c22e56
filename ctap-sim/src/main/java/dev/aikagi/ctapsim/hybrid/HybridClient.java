package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborException;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.ctapsim.hid.CtapEngine;
import java.net.URI;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/** The client's end of one transaction: it shows a QR code, listens for the phone, and sends CTAP through the tunnel. */
public final class HybridClient implements CtapEngine, AutoCloseable {
    private static final byte GET_INFO = 0x04;
    private static final byte[] OTHER = {0x7f};

    private final HybridChannel channel;
    private final Surroundings surroundings;
    private final Bytes info;
    private final Eid eid;
    private final URI tunnel;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HybridClient(HybridChannel channel, Surroundings surroundings, Bytes info, Found found) {
        this.channel = channel;
        this.surroundings = surroundings;
        this.info = info;
        this.eid = found.eid();
        this.tunnel = found.tunnel();
    }

    private record Found(Eid eid, URI tunnel) {}

    /** What the phone advertised. */
    public Eid eid() {
        return eid;
    }

    /** Where both came together. */
    public URI tunnel() {
        return tunnel;
    }

    /** An invitation: the QR code, and the keys that belong to it. */
    public static final class Invitation {
        private final KeyPair identity;
        private final QrContents contents;

        /** @param hint {@link QrContents#MAKE_CREDENTIAL} or {@link QrContents#GET_ASSERTION} */
        public Invitation(String hint, InstantSource clock, SecureRandom random) {
            byte[] secret = new byte[16];
            random.nextBytes(secret);
            identity = NoiseHandshake.generate(random);
            contents = new QrContents(
                    X962Point.compressed((ECPublicKey) identity.getPublic()),
                    Bytes.of(secret),
                    TunnelDomain.known(),
                    clock.instant(),
                    false,
                    hint);
        }

        /** The text of the QR code. */
        public String text() {
            return contents.encode();
        }

        /**
         * Waits for a phone that has scanned the QR code, and comes together with it.
         *
         * @throws HybridException if none comes near, or it does not prove that it has scanned the code
         */
        public HybridClient await(Surroundings surroundings, SecureRandom random) throws HybridException {
            HybridKeys keys = new HybridKeys(contents.secret());
            Bytes eidKey = keys.eidKey();
            Eid eid = surroundings.air().listen(data -> Eid.open(eidKey, data), surroundings.patience());
            URI tunnel = surroundings
                    .tunnels()
                    .apply(eid.domain())
                    .resolve("/cable/connect/" + eid.routingId().hex() + "/"
                            + keys.tunnelId().hex());
            TunnelSocket socket = TunnelSocket.connect(tunnel, surroundings.patience());
            try {
                var handshake = new NoiseHandshake.Initiator(identity, keys.psk(eid), random);
                socket.send(handshake.begin());
                var ciphers = handshake.finish(socket.receive(surroundings.patience()));
                HybridChannel channel = new HybridChannel(socket, ciphers.toResponder(), ciphers.toInitiator());
                Bytes info = info(channel.receiveUntyped(surroundings.patience()));
                return new HybridClient(channel, surroundings, info, new Found(eid, tunnel));
            } catch (HybridException e) {
                socket.close();
                throw e;
            }
        }
    }

    private static Bytes info(Bytes firstMessage) throws HybridException {
        try {
            if (CborReader.read(firstMessage) instanceof CborValue.Map map
                    && map.entries().get(CborValue.of(1)) instanceof CborValue.Octets octets) {
                return octets.value();
            }
        } catch (CborException e) {
            throw new HybridException("the phone's first message is no CBOR", e);
        }
        throw new HybridException("the phone's first message does not say what it is");
    }

    /** getInfo is known from the phone's first message; all else goes to the phone. */
    @Override
    public byte[] processCbor(byte[] request, Transaction transaction) {
        if (request.length == 1 && request[0] == GET_INFO) {
            return Bytes.concat(Bytes.of((byte) 0), info).toArray();
        }
        transaction.awaitingUser();
        try {
            channel.send(new HybridMessage(HybridMessage.Type.CTAP, Bytes.of(request)));
            return answer().toArray();
        } catch (HybridException e) {
            // CTAPHID, which the caller speaks, has nothing that says more: CTAP1_ERR_OTHER.
            return OTHER.clone();
        }
    }

    private Bytes answer() throws HybridException {
        while (true) {
            HybridMessage message = channel.receive(surroundings.patience());
            if (message.type() == HybridMessage.Type.CTAP) {
                return message.contents();
            }
            if (message.type() == HybridMessage.Type.SHUTDOWN) {
                throw new HybridException("the phone ended the transaction");
            }
        }
    }

    /** Tells the phone that it is over. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                channel.send(new HybridMessage(HybridMessage.Type.SHUTDOWN, Bytes.EMPTY));
            } catch (HybridException e) {
                // It has gone already.
            }
            channel.close();
        }
    }
}
