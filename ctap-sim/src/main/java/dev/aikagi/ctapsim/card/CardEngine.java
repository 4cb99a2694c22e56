package dev.aikagi.ctapsim.card;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.fido.CtapExchange;
import dev.aikagi.ctapsim.hid.CtapEngine;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the FIDO requests of a card, one after another, on a thread of its own: meanwhile the card says how far they
 * are. The thread is a daemon, is made for the first request and ends in {@link #close}.
 */
public final class CardEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CardEngine.class);

    /** CTAP 2.1 §11.2.9.1.8 wants a host to hear of a request every 100 ms. */
    private static final long PATIENCE_MILLIS = 80;

    private static final byte PROCESSING = 1;
    private static final byte UPNEEDED = 2;
    private static final Bytes KEEPALIVE_CANCEL = Bytes.of((byte) 0x2d);
    private static final Bytes OTHER = Bytes.of((byte) 0x7f);
    private static final Bytes CONDITIONS_NOT_SATISFIED = Bytes.fromHex("6985");
    private static final Bytes NO_PRECISE_DIAGNOSIS = Bytes.fromHex("6f00");

    private final CtapEngine engine;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(CardEngine::daemon);

    public CardEngine(CtapEngine engine) {
        this.engine = engine;
    }

    /** Begins to answer a CTAP2 request, after those that were begun before. */
    public CtapExchange begin(Bytes request) {
        return begin(new Exchange(engine::processCbor, KEEPALIVE_CANCEL, OTHER), request);
    }

    /** Begins to answer a U2F message, after those that were begun before. */
    public CtapExchange beginMsg(Bytes apdu) {
        return begin(new Exchange(engine::processMsg, CONDITIONS_NOT_SATISFIED, NO_PRECISE_DIAGNOSIS), apdu);
    }

    private CtapExchange begin(Exchange exchange, Bytes request) {
        try {
            thread.execute(() -> exchange.run(request));
        } catch (RejectedExecutionException closed) {
            exchange.answer.complete(exchange.broken);
        }
        return exchange;
    }

    /** What runs is cancelled; nobody is waited for. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "aikagi-card-engine");
        thread.setDaemon(true);
        return thread;
    }

    private static final class Exchange implements CtapExchange, Transaction {
        private final BiFunction<byte[], Transaction, byte[]> process;
        private final Bytes whenCancelled;
        private final Bytes broken;
        private final CompletableFuture<Bytes> answer = new CompletableFuture<>();
        private volatile byte status = PROCESSING;
        private volatile boolean cancelled;

        Exchange(BiFunction<byte[], Transaction, byte[]> process, Bytes whenCancelled, Bytes broken) {
            this.process = process;
            this.whenCancelled = whenCancelled;
            this.broken = broken;
        }

        private void run(Bytes request) {
            Bytes response = broken;
            try {
                response = cancelled ? whenCancelled : Bytes.of(process.apply(request.toArray(), this));
            } catch (RuntimeException e) {
                LOG.error("the engine threw instead of answering with a status", e);
            } finally {
                answer.complete(response);
            }
        }

        @Override
        public Optional<Bytes> poll() {
            try {
                return Optional.of(answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException("an answer is never exceptional", e);
            } catch (InterruptedException e) {
                return Optional.of(interrupted());
            }
        }

        @Override
        public Bytes await() {
            try {
                return answer.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("an answer is never exceptional", e);
            } catch (InterruptedException e) {
                return interrupted();
            }
        }

        /** Whoever carries the card is going away. */
        private Bytes interrupted() {
            Thread.currentThread().interrupt();
            cancel();
            return whenCancelled;
        }

        @Override
        public byte status() {
            return status;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void awaitingUser() {
            status = UPNEEDED;
        }

        @Override
        public void processing() {
            status = PROCESSING;
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }

        @Override
        public Optional<String> transport() {
            return Optional.of(VirtualCard.TRANSPORT);
        }
    }
}
