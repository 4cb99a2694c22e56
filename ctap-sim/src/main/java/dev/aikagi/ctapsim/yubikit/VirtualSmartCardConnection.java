package dev.aikagi.ctapsim.yubikit;

import com.yubico.yubikit.core.Transport;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import dev.aikagi.ctapsim.card.VirtualCard;
import java.io.IOException;

/** A connection to a virtual card; opening it powers the card on. */
public final class VirtualSmartCardConnection implements SmartCardConnection {
    private final VirtualCard card;
    private volatile boolean closed;

    public VirtualSmartCardConnection(VirtualCard card) {
        this.card = card;
        card.reset();
    }

    @Override
    public byte[] sendAndReceive(byte[] apdu) throws IOException {
        if (closed) {
            throw new IOException("the connection to the card is closed");
        }
        return card.transmit(apdu);
    }

    /** As the answer to reset has it. */
    @Override
    public Transport getTransport() {
        return Transport.NFC;
    }

    @Override
    public boolean isExtendedLengthApduSupported() {
        return true;
    }

    @Override
    public byte[] getAtr() {
        return card.atr().toArray();
    }

    @Override
    public void close() {
        closed = true;
    }
}
