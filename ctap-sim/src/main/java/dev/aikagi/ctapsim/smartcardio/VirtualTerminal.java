package dev.aikagi.ctapsim.smartcardio;

import dev.aikagi.ctapsim.card.VirtualCard;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;

/** A reader whose card is always in. */
final class VirtualTerminal extends CardTerminal {
    private final String name;
    private final VirtualCard card;

    VirtualTerminal(String name, VirtualCard card) {
        this.name = name;
        this.card = card;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Card connect(String protocol) throws CardException {
        if (!protocol.equals("*") && !protocol.equals("T=1")) {
            throw new CardException("the card in " + name + " speaks T=1, not " + protocol);
        }
        card.reset();
        return new ConnectedCard(card);
    }

    @Override
    public boolean isCardPresent() {
        return true;
    }

    @Override
    public boolean waitForCardPresent(long timeout) {
        return true;
    }

    @Override
    public boolean waitForCardAbsent(long timeout) {
        return false;
    }
}
