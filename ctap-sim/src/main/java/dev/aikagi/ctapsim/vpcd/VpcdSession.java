package dev.aikagi.ctapsim.vpcd;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.ctapsim.card.VirtualCard;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to vpcd, which is one insertion of the card.
 *
 * <p>Threads: whoever calls {@link #run} reads, so that the end of pcscd is seen at once; a thread of the session's own
 * carries out what is read, in order, and answers. It ends with the session, interrupted if a command waits for its
 * user.
 */
final class VpcdSession {
    private static final Logger LOG = LoggerFactory.getLogger(VpcdSession.class);
    private static final Bytes NO_PRECISE_DIAGNOSIS = Bytes.fromHex("6f00");
    private static final long PATIENCE_SECONDS = 2;

    private final Socket socket;
    private final VirtualCard card;
    private final Runnable seen;
    private final ExecutorService cardThread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "aikagi-vpcd-card");
        thread.setDaemon(true);
        return thread;
    });
    private boolean inserted;

    /** {@code seen} is run when the first frame comes: a slot that is taken by another card takes connections too. */
    VpcdSession(Socket socket, VirtualCard card, Runnable seen) {
        this.socket = socket;
        this.card = card;
        this.seen = seen;
    }

    /**
     * Serves until the connection ends; then the card has no power.
     *
     * @throws IOException when the connection breaks or what comes is not vpcd's; its orderly end is none
     */
    void run() throws IOException {
        try {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                VpcdFrame frame = read(in);
                announce();
                cardThread.execute(() -> serve(frame, out));
            }
        } catch (EOFException e) {
            LOG.debug("vpcd hung up");
        } finally {
            end();
        }
    }

    /** vpcd writes length and payload apart, and Nagle holds the payload back until the length is acknowledged. */
    private VpcdFrame read(DataInputStream in) throws IOException {
        int length = in.readUnsignedShort();
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
            socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new VpcdFrame(Bytes.of(payload));
    }

    private void announce() {
        if (!inserted) {
            inserted = true;
            seen.run();
        }
    }

    private void serve(VpcdFrame frame, OutputStream out) {
        switch (frame.kind()) {
            case POWER_OFF -> card.powerOff();
            case POWER_ON -> card.powerOn();
            case RESET -> card.reset();
            case GET_ATR -> answer(card.atr(), out);
            case APDU -> answer(response(frame.payload()), out);
            case UNKNOWN -> LOG.warn("vpcd sent {}, which is no command", frame.payload());
        }
    }

    /** Never empty: a frame without payload makes vpcd wait for ever. */
    private Bytes response(Bytes command) {
        try {
            Bytes response = Bytes.of(card.transmit(command.toArray()));
            return response.size() <= VpcdFrame.MOST ? response : NO_PRECISE_DIAGNOSIS;
        } catch (RuntimeException e) {
            LOG.error("the card threw instead of answering with a status word", e);
            return NO_PRECISE_DIAGNOSIS;
        }
    }

    private void answer(Bytes payload, OutputStream out) {
        try {
            out.write(new VpcdFrame(payload).encode());
        } catch (IOException e) {
            LOG.debug("vpcd is gone before its answer", e);
        }
    }

    private void end() throws IOException {
        cardThread.shutdownNow();
        try {
            if (!cardThread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the card is still at work on a command whose reader is gone");
                return;
            }
            card.powerOff();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            socket.close();
        }
    }
}
