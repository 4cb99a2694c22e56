package dev.aikagi.ctapsim.hid;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The device's one engine thread: commands in the order in which they were accepted, and an answer to each. */
final class EngineThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineThread.class);

    private final CtapEngine engine;
    private final BiConsumer<HidTransaction, CtapHidMessage> listener;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "aikagi-hid-engine");
        daemon.setDaemon(true);
        return daemon;
    });

    /** {@code listener} is given each answer, on this thread. */
    EngineThread(CtapEngine engine, BiConsumer<HidTransaction, CtapHidMessage> listener) {
        this.engine = engine;
        this.listener = listener;
    }

    void begin(HidTransaction transaction, Bytes request) {
        thread.execute(() -> run(transaction, request));
    }

    /** Interrupts what runs, and waits at most one second for the engine to notice. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("the engine is still at work on a command whose device was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(HidTransaction transaction, Bytes request) {
        CtapHidMessage answer = CtapHidMessage.error(transaction.channel(), CtapHidError.OTHER);
        try {
            Bytes response = Bytes.of(process(transaction, request.toArray()));
            if (response.size() <= CtapHidMessage.MOST) {
                answer = new CtapHidMessage(transaction.channel(), transaction.command(), response);
            }
        } catch (RuntimeException e) {
            LOG.error("the engine threw instead of answering with a status", e);
        } finally {
            listener.accept(transaction, answer);
        }
    }

    private byte[] process(HidTransaction transaction, byte[] request) {
        return transaction.command() == CtapHidCommand.MSG
                ? engine.processMsg(request, transaction)
                : engine.processCbor(request, transaction);
    }
}
