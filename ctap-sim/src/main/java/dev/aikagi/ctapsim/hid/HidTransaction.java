package dev.aikagi.ctapsim.hid;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.Transaction;
import java.util.Optional;
import java.util.function.Consumer;

/** A CBOR or MSG command from its last packet in to its first packet out. CTAP 2.1 §11.2.9.1.7 and .8. */
final class HidTransaction implements Transaction {
    private static final byte PROCESSING = 1;
    private static final byte UPNEEDED = 2;

    private final int channel;
    private final CtapHidCommand command;
    private final Consumer<HidTransaction> statusListener;
    private volatile byte status = PROCESSING;
    private volatile boolean cancelled;

    HidTransaction(int channel, CtapHidCommand command, Consumer<HidTransaction> statusListener) {
        this.channel = channel;
        this.command = command;
        this.statusListener = statusListener;
    }

    int channel() {
        return channel;
    }

    CtapHidCommand command() {
        return command;
    }

    void cancel() {
        cancelled = true;
    }

    CtapHidMessage keepalive() {
        return new CtapHidMessage(channel, CtapHidCommand.KEEPALIVE, Bytes.of(status));
    }

    @Override
    public void awaitingUser() {
        change(UPNEEDED);
    }

    @Override
    public void processing() {
        change(PROCESSING);
    }

    @Override
    public Optional<String> transport() {
        return Optional.of("usb");
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    /** The host is told of every change at once, not only by the next tick. */
    private void change(byte next) {
        if (status != next) {
            status = next;
            statusListener.accept(this);
        }
    }
}
