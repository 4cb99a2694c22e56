package dev.aikagi.harness.pcsc;

import dev.aikagi.authenticator.apdu.SmartCard;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.ctapsim.card.VirtualCard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A key's card that remembers what it was told, secrets too, and that can be made to say nothing. */
final class WatchedCard implements SmartCard {
    private final VirtualCard card;
    private final List<Bytes> commands = new ArrayList<>();
    private volatile CountDownLatch voice = new CountDownLatch(0);

    WatchedCard(VirtualCard card) {
        this.card = card;
    }

    /** For a reader. */
    VirtualCard inserted() {
        return new VirtualCard(this, card::powerOn);
    }

    /** Nothing is answered until {@link #speak}. */
    void fallSilent() {
        voice = new CountDownLatch(1);
    }

    void speak() {
        voice.countDown();
    }

    synchronized List<Bytes> commands() {
        return List.copyOf(commands);
    }

    @Override
    public byte[] transmit(byte[] commandApdu) {
        synchronized (this) {
            commands.add(Bytes.of(commandApdu));
        }
        try {
            voice.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return card.transmit(commandApdu);
    }

    @Override
    public void reset() {
        card.reset();
    }
}
