package dev.aikagi.ctapsim.smartcardio;

import dev.aikagi.ctapsim.card.VirtualCard;
import java.security.Provider;
import java.util.List;
import java.util.Map;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactorySpi;

/**
 * A security provider whose readers hold virtual cards. It need not be registered: {@code TerminalFactory.getInstance(
 * VirtualCardProvider.TYPE, null, provider)}.
 */
public final class VirtualCardProvider extends Provider {
    public static final String TYPE = "Virtual";

    private static final long serialVersionUID = 1L;

    /**
     * Makes readers.
     *
     * @param cards by the reader's name, in the map's order
     */
    public VirtualCardProvider(Map<String, VirtualCard> cards) {
        super("AikagiVirtualCard", "1", "Readers with virtual cards");
        List<CardTerminal> readers = cards.entrySet().stream()
                .<CardTerminal>map(entry -> new VirtualTerminal(entry.getKey(), entry.getValue()))
                .toList();
        putService(new Service(this, "TerminalFactory", TYPE, Readers.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) {
                return new Readers(readers);
            }
        });
    }

    private static final class Readers extends TerminalFactorySpi {
        private final List<CardTerminal> readers;

        Readers(List<CardTerminal> readers) {
            this.readers = readers;
        }

        @Override
        protected CardTerminals engineTerminals() {
            return new Terminals(readers);
        }
    }

    private static final class Terminals extends CardTerminals {
        private final List<CardTerminal> readers;

        Terminals(List<CardTerminal> readers) {
            this.readers = readers;
        }

        /** The cards are always in: no reader is without one, and none has just lost one. */
        @Override
        public List<CardTerminal> list(State state) {
            return switch (state) {
                case ALL, CARD_PRESENT, CARD_INSERTION -> readers;
                case CARD_ABSENT, CARD_REMOVAL -> List.of();
            };
        }

        /** Nothing ever changes. */
        @Override
        public boolean waitForChange(long timeout) {
            return false;
        }
    }
}
