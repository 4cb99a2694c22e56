package dev.aikagi.authenticator.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An applet that answers with as many bytes as P1 P2 say, or with what it was sent. */
class AppletCardTest {
    private static final String SELECT = "00a4040008a000000001020304";

    private final AppletCard card = new AppletCard(List.of(new EchoApplet()));

    @ParameterizedTest
    @CsvSource({
        "00020000, 9000",
        "0002000000, 9000",
        "0001000000, 9000",
        "0002000002abcd, abcd9000",
        "0002000002abcd00, abcd9000",
        "0002000002abcd01, ab6101",
        "00020000000002abcd, abcd9000",
        "00020000000002abcd0000, abcd9000",
        "00020000000002abcd0001, ab6101",
        "000100020000000000, 00009000",
        "000100020000000001, 006101",
        "00010002000000, 00009000",
        "0001000200" + "0001, 006101"
    })
    void transmit_eachCase_isAnswered(String command, String answer) {
        send(SELECT);

        assertEquals(answer, send(command));
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "000200",
        "0002000003abcd",
        "0002000001abcdef",
        "000200000000",
        "0002000000000200",
        "000200000000" + "00ff",
        "000200000000" + "00ffff00"
    })
    void transmit_noCase_is6700(String command) {
        send(SELECT);

        assertEquals("6700", send(command));
    }

    @ParameterizedTest
    @CsvSource({
        "00a4040008a000000001020304, 9000",
        "00a4040005a000000001, 9000",
        "00a4040004a0000000, 6a82",
        "00a4040009a00000000102030405, 6a82",
        "00a4040008a000000001020305, 6a82",
        "00a40400, 6a82"
    })
    void select_wholePartialOrOther_findsByItsBeginning(String command, String answer) {
        assertEquals(answer, send(command));
    }

    @ParameterizedTest
    @CsvSource({"01020000, 6881", "40020000, 6881", "00700000, 6881", "04020000, 6882", "ff020000, 6e00"})
    void transmit_otherChannelOrSecureMessaging_isRefused(String command, String answer) {
        send(SELECT);

        assertEquals(answer, send(command));
    }

    @Test
    void transmit_nothingSelected_is6d00AndAgainAfterReset() {
        assertEquals("6d00", send("00020000"));
        send(SELECT);
        assertEquals("9000", send("00020000"));

        card.reset();

        assertEquals("6d00", send("00020000"));
    }

    @ParameterizedTest
    @CsvSource({"00ff, 9000, ''", "0100, 9000, ''", "0101, 6101, 01", "0200, 6100, 0100", "0203, 6100, 0103"})
    void answer_aroundAShortOne_isChained(String size, String status, String left) {
        send(SELECT);
        String first = send("0001" + size + "00");
        assertEquals(status, first.substring(first.length() - 4));

        if (!left.isEmpty()) {
            String rest = send("00c00000");
            int expected = Math.min(256, Integer.parseInt(left, 16));
            assertEquals(expected, rest.length() / 2 - 2);
        }
    }

    @Test
    void getResponse_anotherCommandBetween_hasNothingLeft() {
        send(SELECT);
        send("0001010100");
        assertEquals("9000", send("00020000"));

        assertEquals("6d00", send("00c00000"));
    }

    @Test
    void chain_severalParts_isOneCommand() {
        send(SELECT);
        assertEquals("9000", send("1002000002aabb"));
        assertEquals("9000", send("1002000001cc"));

        assertEquals("aabbccdd9000", send("0002000001dd"));
        assertEquals("ee9000", send("0002000001ee"));
    }

    @ParameterizedTest
    @CsvSource({"00a4040008a000000001020304, 9000", "0002010001dd, dd9000", "0002000101dd, dd9000"})
    void chain_somethingElseInTheMiddle_isForgotten(String command, String answer) {
        send(SELECT);
        assertEquals("9000", send("1002000002aabb"));

        assertEquals(answer, send(command));
        assertEquals("ee9000", send("0002000001ee"));
    }

    @Test
    void chain_beyond65535Bytes_is6700AndForgotten() {
        send(SELECT);
        String part = "10020000ff" + "00".repeat(255);
        for (int i = 0; i < 257; i++) {
            assertEquals("9000", send(part));
        }
        assertEquals("6700", send("1002000001ff"));

        assertEquals("ee9000", send("0002000001ee"));
    }

    private String send(String hex) {
        return Bytes.of(card.transmit(Bytes.fromHex(hex).toArray())).hex();
    }

    private static final class EchoApplet implements Applet {
        @Override
        public Bytes aid() {
            return Bytes.fromHex("a000000001020304");
        }

        @Override
        public Bytes select() {
            return Bytes.EMPTY;
        }

        @Override
        public Bytes process(CommandApdu command) {
            return switch (command.ins()) {
                case 0x01 -> Bytes.of(new byte[command.p1() << 8 | command.p2()]);
                case 0x02 -> command.data();
                default -> throw new ApduException(StatusWord.INS_NOT_SUPPORTED);
            };
        }

        @Override
        public void deselect() {}
    }
}
