package dev.aikagi.ctapsim.card;

import dev.aikagi.authenticator.apdu.SmartCard;
import dev.aikagi.authenticator.bytes.Bytes;

/**
 * A smart card with its answer to reset, safe for several threads: one command at a time reaches the applets.
 *
 * <p>What is lost when: a warm {@link #reset()} ends the session, that is selection, chaining, access by password and a
 * CTAP2 request that still runs. Power off ends it too, and power on also tells the key that it was plugged in: the ten
 * seconds in which it may be reset begin, and what it remembers of the host is gone. What is stored stays. A pcscd takes
 * the power away soon after its last client has left, so each call of a program like ykman begins with a power on.
 */
public final class VirtualCard implements SmartCard {
    /** ISO/IEC 7816-3 §8.2, T=1 with historical bytes: those of a YubiKey read over NFC, which every client accepts. */
    private static final Bytes ATR = Bytes.fromHex("3b8d018073c021c057597562694b657979");

    /** How authenticatorGetInfo names what a card of such an answer to reset is reached over: it has no contacts. */
    static final String TRANSPORT = "nfc";

    private final SmartCard applets;
    private final Runnable poweredUp;

    public VirtualCard(SmartCard applets) {
        this(applets, () -> {});
    }

    /** {@code poweredUp} is told of each power on, after the applets were reset; it must not wait. */
    public VirtualCard(SmartCard applets, Runnable poweredUp) {
        this.applets = applets;
        this.poweredUp = poweredUp;
    }

    /** The answer to reset, 17 bytes. */
    public Bytes atr() {
        return ATR;
    }

    @Override
    public synchronized byte[] transmit(byte[] commandApdu) {
        return applets.transmit(commandApdu);
    }

    public synchronized void powerOn() {
        applets.reset();
        poweredUp.run();
    }

    public synchronized void powerOff() {
        applets.reset();
    }

    @Override
    public synchronized void reset() {
        applets.reset();
    }
}
