package dev.aikagi.ctapsim.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.core.smartcard.Apdu;
import com.yubico.yubikit.core.smartcard.SmartCardProtocol;
import com.yubico.yubikit.core.util.Tlv;
import com.yubico.yubikit.core.util.Tlvs;
import dev.aikagi.authenticator.apdu.AppletCard;
import dev.aikagi.authenticator.apdu.SmartCard;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.oath.OathApplet;
import dev.aikagi.ctapsim.card.VirtualCard;
import dev.aikagi.ctapsim.yubikit.VirtualSmartCardConnection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log of a card: what it says, and that it does not say keys. */
class LoggingSmartCardTest {
    private static final byte[] OATH = {(byte) 0xa0, 0, 0, 5, 0x27, 0x21, 1};
    private static final byte[] KEY = "a planted secret key".getBytes(StandardCharsets.US_ASCII);

    private final FrameLog log = new FrameLog(InstantSource.system());
    private final VirtualCard card = new VirtualCard(new LoggingSmartCard(
            new AppletCard(List.of(new OathApplet(new SecureRandom(), UserPresence.ALWAYS))), log));
    /** Answers every command with itself and 9000. */
    private final SmartCard echo = new LoggingSmartCard(
            new SmartCard() {
                @Override
                public byte[] transmit(byte[] commandApdu) {
                    byte[] response = Arrays.copyOf(commandApdu, commandApdu.length + 2);
                    response[commandApdu.length] = (byte) 0x90;
                    return response;
                }

                @Override
                public void reset() {}
            },
            log);

    @Test
    void oath_putSetCodeAndValidate_areWithheld() throws Exception {
        try (var protocol = new SmartCardProtocol(new VirtualSmartCardConnection(card), (byte) 0xa5)) {
            protocol.select(OATH);
            put(protocol);
            byte[] proof = hmac(new byte[8]);
            protocol.sendAndReceive(new Apdu(
                    0,
                    0x03,
                    0,
                    0,
                    Tlvs.encodeList(List.of(
                            new Tlv(0x73, concat((byte) 0x01, KEY)),
                            new Tlv(0x74, new byte[8]),
                            new Tlv(0x75, proof)))));
            byte[] locked = protocol.select(OATH);
            byte[] answer = hmac(Tlvs.decodeMap(locked).get(0x74));
            protocol.sendAndReceive(new Apdu(
                    0, 0xa3, 0, 0, Tlvs.encodeList(List.of(new Tlv(0x75, answer), new Tlv(0x74, new byte[8])))));
            protocol.sendAndReceive(new Apdu(0, 0xa1, 0, 0, null));

            assertNotSaid(KEY);
            assertNotSaid(proof);
            assertNotSaid(answer);
        }
        List<String> summaries = log.since(0).stream().map(Frame::summary).toList();
        assertEquals("power on or reset", summaries.get(0));
        assertEquals("SELECT a0000005272101 7 bytes", summaries.get(1));
        assertTrue(summaries.get(2).startsWith("9000 "), summaries.get(2));
        assertTrue(summaries.get(3).startsWith("OATH PUT "), summaries.get(3));
        assertEquals("9000", summaries.get(4));
        assertTrue(summaries.get(5).startsWith("OATH SET CODE "), summaries.get(5));
        assertTrue(summaries.get(9).startsWith("OATH VALIDATE "), summaries.get(9));
        assertEquals("OATH LIST", summaries.get(11));
        List<Integer> masked = IntStream.range(0, summaries.size())
                .filter(i -> log.since(0).get(i).masked())
                .boxed()
                .toList();
        assertEquals(List.of(3, 4, 5, 6, 9, 10), masked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00010000", "10010000", "00030000", "00a30000", "80010000", "80100000", "90100000"})
    void command_withASecret_isWithheldInEveryForm(String header) {
        Bytes data = Bytes.concat(Bytes.of((byte) 6), Bytes.of(KEY));
        Bytes begin = Bytes.fromHex(header);
        echo.transmit(Bytes.concat(begin, Bytes.of((byte) data.size()), data).toArray());
        echo.transmit(Bytes.concat(begin, Bytes.of((byte) 0, (byte) 0, (byte) data.size()), data)
                .toArray());
        echo.transmit(Bytes.concat(begin, Bytes.of((byte) 0, (byte) 0, (byte) data.size()), data, Bytes.of(new byte[2]))
                .toArray());

        assertNotSaid(KEY);
        assertEquals(6, log.mark());
    }

    @Test
    void clientPin_inSeveralParts_isWithheldToTheLast() {
        Bytes key = Bytes.concat(Bytes.of((byte) KEY.length), Bytes.of(KEY));
        echo.transmit(Bytes.fromHex("901000000206a1").toArray());
        echo.transmit(Bytes.concat(Bytes.fromHex("90100000"), key).toArray());
        echo.transmit(Bytes.concat(Bytes.fromHex("80100000"), key).toArray());
        echo.transmit(Bytes.concat(Bytes.fromHex("80110000"), key).toArray());
        echo.transmit(Bytes.concat(Bytes.fromHex("00c00000"), key).toArray());

        assertNotSaid(KEY);
        assertEquals(
                "NFCCTAP_MSG authenticatorClientPIN 2 bytes",
                log.since(0).get(0).summary());
        assertEquals("NFCCTAP_MSG 20 bytes", log.since(0).get(2).summary());
    }

    @Test
    void otherCommands_areLoggedWhole() {
        Bytes key = Bytes.concat(Bytes.of((byte) KEY.length), Bytes.of(KEY));
        echo.transmit(Bytes.concat(Bytes.fromHex("80100000"), key).toArray());
        assertEquals("NFCCTAP_MSG command 61 20 bytes", log.since(0).get(0).summary());
        assertTrue(said().contains(Bytes.of(KEY).hex()), "the search of the other tests would find nothing");
        int mark = log.mark();
        echo.transmit(Bytes.fromHex("00a4040008a0000006472f0001").toArray());

        echo.transmit(Bytes.concat(Bytes.fromHex("00010000"), key).toArray());

        assertFalse(log.since(mark).get(2).masked(), "U2F_REGISTER is no PUT");
        echo.reset();
        echo.transmit(Bytes.concat(Bytes.fromHex("00010000"), key).toArray());
        assertTrue(log.since(mark).get(5).masked());
    }

    @Test
    void whatIsNoApdu_isLoggedAndPassedOn() {
        for (int size = 0; size < 12; size++) {
            assertEquals(size + 2, echo.transmit(new byte[size]).length);
        }
        assertEquals("no APDU", log.since(0).get(0).summary());
        assertEquals(24, log.mark());
    }

    private static void put(SmartCardProtocol protocol) throws Exception {
        byte[] name = "account".getBytes(StandardCharsets.UTF_8);
        byte[] key = concat((byte) 0x21, concat((byte) 6, KEY));
        protocol.sendAndReceive(
                new Apdu(0, 0x01, 0, 0, Tlvs.encodeList(List.of(new Tlv(0x71, name), new Tlv(0x73, key)))));
    }

    private static byte[] hmac(byte[] challenge) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(KEY, "HmacSHA1"));
        return mac.doFinal(challenge);
    }

    private static byte[] concat(byte first, byte[] rest) {
        return Bytes.concat(Bytes.of(first), Bytes.of(rest)).toArray();
    }

    private void assertNotSaid(byte[] secret) {
        assertFalse(said().contains(Bytes.of(secret).hex()), said());
    }

    private String said() {
        return log.since(0).toString();
    }
}
