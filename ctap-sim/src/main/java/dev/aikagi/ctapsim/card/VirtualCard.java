package dev.aikagi.ctapsim.card;

import dev.aikagi.authenticator.apdu.SmartCard;
import dev.aikagi.authenticator.bytes.Bytes;

/** A smart card with its answer to reset, safe for several threads: one command at a time reaches the applets. */
public final class VirtualCard implements SmartCard {
    /** ISO/IEC 7816-3 §8.2, T=1 with historical bytes: those of a YubiKey read over NFC, which every client accepts. */
    private static final Bytes ATR = Bytes.fromHex("3b8d018073c021c057597562694b657979");

    private final SmartCard applets;

    public VirtualCard(SmartCard applets) {
        this.applets = applets;
    }

    /** The answer to reset, 17 bytes. */
    public Bytes atr() {
        return ATR;
    }

    @Override
    public synchronized byte[] transmit(byte[] commandApdu) {
        return applets.transmit(commandApdu);
    }

    @Override
    public synchronized void reset() {
        applets.reset();
    }
}
