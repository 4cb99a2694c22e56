package dev.aikagi.harness.device;

import com.yubico.yubikit.core.Transport;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;

/** A connection to the card in a reader. The JDK asks for the rest of long answers (61xx) itself. */
final class PcscConnection implements SmartCardConnection {
    /** What the JDK takes of one answer, and a little more. */
    private static final int MOST = 8192 + 2;

    private final String reader;
    private final Card card;

    private PcscConnection(String reader, Card card) {
        this.reader = reader;
        this.card = card;
    }

    static PcscConnection open(CardTerminal terminal) throws IOException {
        try {
            return new PcscConnection(terminal.getName(), terminal.connect("*"));
        } catch (CardException e) {
            throw new IOException(
                    "the card in " + terminal.getName() + " does not connect: " + PcscReaders.reason(e), e);
        }
    }

    @Override
    public byte[] sendAndReceive(byte[] apdu) throws IOException {
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

    /** Resets the card: what was unlocked here is not left open to who comes next. */
    @Override
    public void close() throws IOException {
        try {
            card.disconnect(true);
        } catch (CardException e) {
            throw new IOException("the card in " + reader + " does not disconnect: " + PcscReaders.reason(e), e);
        }
    }
}
