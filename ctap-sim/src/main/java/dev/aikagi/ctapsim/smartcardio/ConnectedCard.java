package dev.aikagi.ctapsim.smartcardio;

import dev.aikagi.ctapsim.card.VirtualCard;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;

/** A virtual card and its basic channel; it has no other, and it resolves 61xx as the JDK's own provider does. */
final class ConnectedCard extends Card {
    private static final int BYTES_LEFT = 0x61;
    private static final byte[] GET_RESPONSE = {0, (byte) 0xc0, 0, 0, 0};

    private final VirtualCard card;
    private final CardChannel basic = new BasicChannel();
    private volatile boolean connected = true;

    ConnectedCard(VirtualCard card) {
        this.card = card;
    }

    @Override
    public ATR getATR() {
        return new ATR(card.atr().toArray());
    }

    @Override
    public String getProtocol() {
        return "T=1";
    }

    @Override
    public CardChannel getBasicChannel() {
        return basic;
    }

    @Override
    public CardChannel openLogicalChannel() throws CardException {
        throw new CardException("the card has no logical channel but the basic one");
    }

    /** Each card has one reader and one process: it is exclusive as it is. */
    @Override
    public void beginExclusive() throws CardException {
        requireConnected();
    }

    @Override
    public void endExclusive() throws CardException {
        requireConnected();
    }

    @Override
    public byte[] transmitControlCommand(int controlCode, byte[] command) throws CardException {
        throw new CardException("the reader has no control command " + controlCode);
    }

    @Override
    public void disconnect(boolean reset) {
        connected = false;
        if (reset) {
            card.reset();
        }
    }

    private void requireConnected() throws CardException {
        if (!connected) {
            throw new CardException("the card is disconnected");
        }
    }

    private byte[] exchange(byte[] command) throws CardException {
        requireConnected();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] part = card.transmit(command);
        while (part[part.length - 2] == BYTES_LEFT) {
            data.write(part, 0, part.length - 2);
            part = card.transmit(GET_RESPONSE);
        }
        data.writeBytes(part);
        return data.toByteArray();
    }

    private final class BasicChannel extends CardChannel {
        @Override
        public Card getCard() {
            return ConnectedCard.this;
        }

        @Override
        public int getChannelNumber() {
            return 0;
        }

        @Override
        public ResponseAPDU transmit(CommandAPDU command) throws CardException {
            return new ResponseAPDU(exchange(command.getBytes()));
        }

        @Override
        public int transmit(ByteBuffer command, ByteBuffer response) throws CardException {
            byte[] request = new byte[command.remaining()];
            command.get(request);
            byte[] answer = exchange(request);
            if (answer.length > response.remaining()) {
                throw new CardException("an answer of " + answer.length + " bytes does not fit the buffer");
            }
            response.put(answer);
            return answer.length;
        }

        @Override
        public void close() throws CardException {
            throw new CardException("the basic channel cannot be closed");
        }
    }
}
