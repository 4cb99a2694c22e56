package dev.aikagi.harness.device;

import com.yubico.yubikit.core.Transport;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;

/**
 * A connection to the card in a reader. The JDK asks for the rest of long answers (61xx) itself.
 *
 * <p>Threads: PC/SC knows no time-out, so each connection has a thread, a daemon, that waits for the card; whoever asks
 * waits for that thread, and not for ever.
 */
final class PcscConnection implements SmartCardConnection {
    /** What the JDK takes of one answer, and a little more. */
    private static final int MOST = 8192 + 2;

    private final String reader;
    private final Card card;
    private final Duration patience;
    private final ExecutorService waiter = Executors.newSingleThreadExecutor(PcscConnection::daemon);
    private boolean silent;

    private PcscConnection(String reader, Card card, Duration patience) {
        this.reader = reader;
        this.card = card;
        this.patience = patience;
    }

    static PcscConnection open(CardTerminal terminal, Duration patience) throws IOException {
        try {
            return new PcscConnection(terminal.getName(), terminal.connect("*"), patience);
        } catch (CardException e) {
            throw new IOException(
                    "the card in " + terminal.getName() + " does not connect: " + PcscReaders.reason(e), e);
        }
    }

    @Override
    public byte[] sendAndReceive(byte[] apdu) throws IOException {
        if (waiter.isShutdown()) {
            throw new IOException("the card in " + reader + " does not answer: the card is disconnected");
        }
        Future<byte[]> answer = waiter.submit(() -> transmit(apdu));
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            silent = true;
            throw new IOException(
                    "the card in %s did not answer within %.1f s".formatted(reader, patience.toMillis() / 1e3), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IllegalStateException("the card in " + reader + " cannot be asked", e.getCause());
        } catch (InterruptedException e) {
            silent = true;
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the card in " + reader + " was asked");
        }
    }

    private byte[] transmit(byte[] apdu) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(MOST);
        try {
            card.getBasicChannel().transmit(ByteBuffer.wrap(apdu), answer);
        } catch (CardException | IllegalStateException e) {
            throw new IOException("the card in " + reader + " does not answer: " + PcscReaders.reason(e), e);
        }
        byte[] octets = new byte[answer.flip().remaining()];
        answer.get(octets);
        if (octets.length < 2) {
            throw new IOException("the card in " + reader + " went away before its answer");
        }
        return octets;
    }

    /** ISO/IEC 7816-3 has 15 historical bytes at most; a YubiKey on USB has so many, one read over NFC has fewer. */
    @Override
    public Transport getTransport() {
        byte[] atr = getAtr();
        return atr.length > 1 && (atr[1] & 0xf0) == 0xf0 ? Transport.USB : Transport.NFC;
    }

    @Override
    public boolean isExtendedLengthApduSupported() {
        return true;
    }

    @Override
    public byte[] getAtr() {
        return card.getATR().getBytes();
    }

    /**
     * Resets the card: what was unlocked here is not left open to who comes next. A card that is still silent is left
     * alone, since PC/SC would wait for it.
     */
    @Override
    public void close() throws IOException {
        waiter.shutdown();
        if (silent) {
            return;
        }
        try {
            card.disconnect(true);
        } catch (CardException e) {
            throw new IOException("the card in " + reader + " does not disconnect: " + PcscReaders.reason(e), e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "aikagi-pcsc");
        thread.setDaemon(true);
        return thread;
    }
}
