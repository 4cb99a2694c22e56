package dev.aikagi.authenticator.fido;

import dev.aikagi.authenticator.apdu.ApduException;
import dev.aikagi.authenticator.apdu.Applet;
import dev.aikagi.authenticator.apdu.CommandApdu;
import dev.aikagi.authenticator.apdu.StatusWord;
import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * The FIDO applet: CTAP2 messages in APDUs, and U2F, whose messages are APDUs. CTAP 2.1 §11.3.
 *
 * <pre>
 *   80 10 00 00 request    NFCCTAP_MSG           answer, however long it takes
 *   80 10 80 00 request    NFCCTAP_MSG           answer, or 9100 and one byte: ask again
 *   80 11 00 00            NFCCTAP_GETRESPONSE   answer, or 9100 and one byte
 *   80 11 11 00            NFCCTAP_GETRESPONSE   cancels; answer, or 9100 and one byte
 *   80 12 01 00            NFCCTAP_CONTROL       the host is done
 *   00 01, 00 02, 00 03    U2F                   answer, however long it takes
 * </pre>
 *
 * <p>SELECT says U2F_V2 where there is U2F; otherwise it says FIDO_2_0, and the instructions of U2F answer 6D00.
 */
public final class FidoApplet implements Applet {
    public static final Bytes AID = Bytes.fromHex("a0000006472f0001");

    private static final Bytes FIDO_2_0 = Bytes.of("FIDO_2_0".getBytes(StandardCharsets.US_ASCII));
    private static final Bytes U2F_V2 = Bytes.of("U2F_V2".getBytes(StandardCharsets.US_ASCII));
    private static final int POLLING = 0x80;
    private static final int CANCEL = 0x11;
    private static final int END = 0x01;

    private final Function<Bytes, CtapExchange> engine;
    private final Optional<Function<Bytes, CtapExchange>> u2f;
    private Optional<CtapExchange> running = Optional.empty();

    /** {@code engine} begins to answer a request; one that runs was cancelled before the next begins. */
    public FidoApplet(Function<Bytes, CtapExchange> engine) {
        this(engine, Optional.empty());
    }

    /** As the other; {@code u2f} begins to answer a U2F message, with response data and status word. */
    public FidoApplet(Function<Bytes, CtapExchange> engine, Optional<Function<Bytes, CtapExchange>> u2f) {
        this.engine = engine;
        this.u2f = u2f;
    }

    @Override
    public Bytes aid() {
        return AID;
    }

    @Override
    public Bytes select() {
        return u2f.isPresent() ? U2F_V2 : FIDO_2_0;
    }

    @Override
    public void deselect() {
        abandon();
    }

    @Override
    public Bytes process(CommandApdu command) {
        if (command.cla() == 0 && u2f.isPresent()) {
            abandon();
            return u2f(u2f.get().apply(command.encode()));
        }
        if (command.cla() != 0x80) {
            throw new ApduException(command.cla() == 0 ? StatusWord.INS_NOT_SUPPORTED : StatusWord.CLA_NOT_SUPPORTED);
        }
        return switch (command.ins()) {
            case 0x10 -> message(command);
            case 0x11 -> getResponse(command);
            case 0x12 -> control(command);
            default -> throw new ApduException(StatusWord.INS_NOT_SUPPORTED);
        };
    }

    private static Bytes u2f(CtapExchange exchange) {
        Bytes answer = exchange.await();
        int end = answer.size() - 2;
        StatusWord status = new StatusWord((answer.at(end) & 0xff) << 8 | (answer.at(end + 1) & 0xff));
        if (!status.equals(StatusWord.OK)) {
            throw new ApduException(status);
        }
        return answer.slice(0, end);
    }

    private Bytes message(CommandApdu command) {
        require(command, command.p1() == 0 || command.p1() == POLLING);
        abandon();
        CtapExchange exchange = engine.apply(command.data());
        if (command.p1() == 0) {
            return exchange.await();
        }
        running = Optional.of(exchange);
        return poll(exchange);
    }

    private Bytes getResponse(CommandApdu command) {
        require(command, command.p1() == 0 || command.p1() == CANCEL);
        CtapExchange exchange = running.orElseThrow(() -> new ApduException(StatusWord.CONDITIONS_NOT_SATISFIED));
        if (command.p1() == CANCEL) {
            exchange.cancel();
        }
        return poll(exchange);
    }

    private Bytes control(CommandApdu command) {
        require(command, command.p1() == END);
        abandon();
        return Bytes.EMPTY;
    }

    private Bytes poll(CtapExchange exchange) {
        Bytes answer = exchange.poll()
                .orElseThrow(() -> new ApduException(StatusWord.KEEP_ALIVE, Bytes.of(exchange.status())));
        running = Optional.empty();
        return answer;
    }

    private void abandon() {
        running.ifPresent(CtapExchange::cancel);
        running = Optional.empty();
    }

    private static void require(CommandApdu command, boolean knownP1) {
        if (!knownP1 || command.p2() != 0) {
            throw new ApduException(StatusWord.INCORRECT_P1_P2);
        }
    }
}
