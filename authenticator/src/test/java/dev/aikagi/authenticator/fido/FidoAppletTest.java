package dev.aikagi.authenticator.fido;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aikagi.authenticator.apdu.AppletCard;
import dev.aikagi.authenticator.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The applet in front of an engine that answers when it is told to. */
class FidoAppletTest {
    private static final String SELECT = "00a4040008a0000006472f0001";

    private final List<Scripted> exchanges = new ArrayList<>();
    private final AppletCard card = new AppletCard(List.of(new FidoApplet(this::begin)));

    @Test
    void select_always_isFido20() {
        assertEquals("4649444f5f325f309000", send(SELECT));
    }

    @ParameterizedTest
    @CsvSource({
        "00010300, 6d00",
        "00020700, 6d00",
        "00030000, 6d00",
        "80010000, 6d00",
        "a0100000, 6e00",
        "8010010001" + "04, 6a86",
        "8010000101" + "04, 6a86",
        "80110000, 6985",
        "80111100, 6985",
        "80110100, 6a86",
        "80120000, 6a86",
        "80120100, 9000"
    })
    void anyOtherCommand_isAStatusWord(String command, String status) {
        send(SELECT);

        assertEquals(status, send(command));
    }

    @Test
    void u2f_whereThereIs_isSaidAndReachesTheEngineWhole() {
        String[] answer = {"5532465f56329000"};
        var u2f = new AppletCard(List.of(new FidoApplet(this::begin, Optional.of(apdu -> {
            Scripted exchange = new Scripted(apdu);
            exchange.whole = Optional.of(Bytes.fromHex(answer[0]));
            exchanges.add(exchange);
            return exchange;
        }))));

        assertEquals("5532465f56329000", send(u2f, SELECT));
        assertEquals("5532465f56329000", send(u2f, "00030000"));
        assertEquals("00030000000000", exchanges.get(0).request.hex());
        answer[0] = "6985";
        assertEquals("9000", send(u2f, "1001030002" + "0102"), "chained");
        assertEquals("6985", send(u2f, "0001030001" + "03" + "00"));
        assertEquals(
                "0001030000" + "0003" + "010203" + "0000",
                exchanges.get(1).request.hex());
        assertEquals("6a86", send(u2f, "8010000101" + "04"), "CTAP2 goes on beside it");
    }

    @Test
    void message_withoutPolling_waitsForTheAnswer() {
        send(SELECT);

        assertEquals("0004" + "9000", send("801000000104"));
        assertEquals("awaited", exchanges.get(0).log);
    }

    @Test
    void message_chainedAndExtended_reachesTheEngineWhole() {
        send(SELECT);
        assertEquals("9000", send("9010800003010203"));
        assertEquals("9000", send("9010800003040506"));
        assertEquals("9100", send("80108000" + "0107" + "00").substring(2));
        assertEquals("01020304050607", exchanges.get(0).request.hex());

        String longRequest = "ab".repeat(1000);
        send("80108000" + "0003e8" + longRequest);
        assertEquals(longRequest, exchanges.get(1).request.hex());
    }

    @Test
    void message_polled_saysHowFarItIsAndThenTheAnswer() {
        send(SELECT);
        assertEquals("01" + "9100", send("801080000104"));
        exchanges.get(0).status = 2;
        assertEquals("02" + "9100", send("80110000"));
        exchanges.get(0).answered = true;

        assertEquals("0004" + "9000", send("80110000"));
        assertEquals("6985", send("80110000"));
    }

    @Test
    void getResponse_longAnswer_isChainedByBothClasses() {
        send(SELECT);
        send("801080000104");
        exchanges.get(0).answered = true;
        exchanges.get(0).extra = 600;

        String first = send("8011000000");
        assertEquals("6100", first.substring(first.length() - 4));
        assertEquals(256, first.length() / 2 - 2);
        String second = send("00c0000000");
        assertEquals("615a", second.substring(second.length() - 4));
        assertEquals(602 - 512, send("80c000005a").length() / 2 - 2);
    }

    @Test
    void getResponse_cancel_reachesTheEngine() {
        send(SELECT);
        send("801080000104");

        assertEquals("01" + "9100", send("80111100"));
        assertEquals("cancelled", exchanges.get(0).log);
    }

    @ParameterizedTest
    @CsvSource({SELECT, "801080000106", "80120100", "reset"})
    void message_hostTurnsToSomethingElse_isCancelled(String command) {
        send(SELECT);
        send("801080000104");

        if (command.equals("reset")) {
            card.reset();
        } else {
            send(command);
        }

        assertEquals("cancelled", exchanges.get(0).log);
    }

    private CtapExchange begin(Bytes request) {
        Scripted exchange = new Scripted(request);
        exchanges.add(exchange);
        return exchange;
    }

    private static String send(AppletCard to, String hex) {
        return Bytes.of(to.transmit(Bytes.fromHex(hex).toArray())).hex();
    }

    private String send(String hex) {
        return Bytes.of(card.transmit(Bytes.fromHex(hex).toArray())).hex();
    }

    private static final class Scripted implements CtapExchange {
        private final Bytes request;
        private boolean answered;
        private int extra;
        private Optional<Bytes> whole = Optional.empty();
        private byte status = 1;
        private String log = "";

        Scripted(Bytes request) {
            this.request = request;
        }

        @Override
        public Optional<Bytes> poll() {
            return answered ? Optional.of(answer()) : Optional.empty();
        }

        @Override
        public Bytes await() {
            log += "awaited";
            return answer();
        }

        @Override
        public byte status() {
            return status;
        }

        @Override
        public void cancel() {
            log += "cancelled";
        }

        private Bytes answer() {
            if (whole.isPresent()) {
                return whole.get();
            }
            return Bytes.concat(Bytes.of((byte) 0), request, Bytes.of(new byte[extra]));
        }
    }
}
