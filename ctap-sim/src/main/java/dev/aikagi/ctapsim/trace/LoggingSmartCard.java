package dev.aikagi.ctapsim.trace;

import dev.aikagi.authenticator.apdu.SmartCard;

/** Writes every APDU down as it passes; as little safe for several threads as the card it stands before. */
public final class LoggingSmartCard implements SmartCard {
    private final SmartCard card;
    private final ApduTracer tracer;

    public LoggingSmartCard(SmartCard card, FrameLog log) {
        this.card = card;
        this.tracer = new ApduTracer(log);
    }

    @Override
    public byte[] transmit(byte[] commandApdu) {
        tracer.command(commandApdu);
        byte[] response = card.transmit(commandApdu);
        tracer.response(response);
        return response;
    }

    @Override
    public void reset() {
        tracer.reset();
        card.reset();
    }
}
