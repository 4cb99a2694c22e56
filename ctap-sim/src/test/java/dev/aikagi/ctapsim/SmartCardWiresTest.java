package dev.aikagi.ctapsim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.yubico.yubikit.core.application.ApplicationNotAvailableException;
import com.yubico.yubikit.core.smartcard.Apdu;
import com.yubico.yubikit.core.smartcard.ApduException;
import com.yubico.yubikit.core.smartcard.SmartCardProtocol;
import com.yubico.yubikit.core.util.Tlv;
import com.yubico.yubikit.core.util.Tlvs;
import dev.aikagi.authenticator.apdu.AppletCard;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.oath.OathApplet;
import dev.aikagi.ctapsim.card.VirtualCard;
import dev.aikagi.ctapsim.smartcardio.VirtualCardProvider;
import dev.aikagi.ctapsim.yubikit.VirtualSmartCardConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;
import org.junit.jupiter.api.Test;

/** The card over both in-process wires, as yubikit's and the JDK's own clients see it. */
class SmartCardWiresTest {
    private static final byte[] OATH = {(byte) 0xa0, 0, 0, 5, 0x27, 0x21, 1};
    private static final byte[] KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    private final VirtualCard card =
            new VirtualCard(new AppletCard(List.of(new OathApplet(new SecureRandom(), UserPresence.ALWAYS))));

    @Test
    void yubikit_putAndCalculate_isTheCodeOfRfc6238() throws Exception {
        try (SmartCardProtocol protocol = oath()) {
            put(protocol, "a", 8);

            byte[] answer = protocol.sendAndReceive(new Apdu(0, 0xa2, 0, 1, calculateData("a", 1)));

            byte[] value = Tlvs.unpackValue(0x76, answer);
            assertEquals(8, value[0]);
            assertEquals(94287082, ByteBuffer.wrap(value).getInt(1) % 100_000_000);
        }
    }

    @Test
    void yubikit_listOfManyAccounts_isWhole() throws Exception {
        try (SmartCardProtocol protocol = oath()) {
            for (int i = 0; i < 40; i++) {
                put(protocol, "an account with a long name " + i, 6);
            }

            assertEquals(
                    40,
                    Tlvs.decodeList(protocol.sendAndReceive(new Apdu(0, 0xa1, 0, 0, null)))
                            .size());
        }
    }

    @Test
    void yubikit_unknownAccountAndApplet_areErrors() throws Exception {
        try (SmartCardProtocol protocol = oath()) {
            var refused = assertThrows(
                    ApduException.class,
                    () -> protocol.sendAndReceive(new Apdu(0, 0xa2, 0, 1, calculateData("nobody", 1))));
            assertEquals(0x6984, refused.getSw());
            assertThrows(
                    ApplicationNotAvailableException.class,
                    () -> protocol.select(new byte[] {(byte) 0xa0, 0, 0, 3, 8}));
        }
    }

    @Test
    void yubikit_closedConnection_isABrokenPipe() {
        var connection = new VirtualSmartCardConnection(card);
        connection.close();

        assertThrows(IOException.class, () -> connection.sendAndReceive(new byte[] {0, 0, 0, 0}));
    }

    @Test
    void smartcardio_longAnswer_isWhole() throws Exception {
        try (SmartCardProtocol protocol = oath()) {
            for (int i = 0; i < 40; i++) {
                put(protocol, "an account with a long name " + i, 6);
            }
        }
        var connected = reader().connect("*");
        var channel = connected.getBasicChannel();
        assertEquals(
                0x9000, channel.transmit(new CommandAPDU(0, 0xa4, 4, 0, OATH)).getSW());

        var list = channel.transmit(new CommandAPDU(0, 0xa1, 0, 0, 256));

        assertEquals(0x9000, list.getSW());
        assertEquals(40, Tlvs.decodeList(list.getData()).size());
        assertArrayEquals(card.atr().toArray(), connected.getATR().getBytes());
    }

    @Test
    void smartcardio_disconnectedOrOtherProtocol_isAnError() throws Exception {
        var connected = reader().connect("T=1");
        connected.disconnect(true);

        assertThrows(CardException.class, () -> connected.getBasicChannel().transmit(new CommandAPDU(0, 0xa1, 0, 0)));
        assertThrows(CardException.class, () -> reader().connect("T=0"));
    }

    @Test
    void smartcardio_bufferTooSmall_isAnError() throws Exception {
        var channel = reader().connect("*").getBasicChannel();

        assertThrows(
                CardException.class,
                () -> channel.transmit(
                        ByteBuffer.wrap(new CommandAPDU(0, 0xa4, 4, 0, OATH).getBytes()), ByteBuffer.allocate(2)));
    }

    private CardTerminal reader() throws Exception {
        var provider = new VirtualCardProvider(Map.of("Virtual 00", card));
        var terminals = TerminalFactory.getInstance(VirtualCardProvider.TYPE, null, provider)
                .terminals();
        assertEquals(1, terminals.list().size());
        return terminals.getTerminal("Virtual 00");
    }

    private SmartCardProtocol oath() throws Exception {
        SmartCardProtocol protocol = new SmartCardProtocol(new VirtualSmartCardConnection(card), (byte) 0xa5);
        protocol.select(OATH);
        return protocol;
    }

    private static void put(SmartCardProtocol protocol, String name, int digits) throws Exception {
        byte[] key = ByteBuffer.allocate(2 + KEY.length)
                .put((byte) 0x21)
                .put((byte) digits)
                .put(KEY)
                .array();
        byte[] data =
                Tlvs.encodeList(List.of(new Tlv(0x71, name.getBytes(StandardCharsets.UTF_8)), new Tlv(0x73, key)));
        protocol.sendAndReceive(new Apdu(0, 0x01, 0, 0, data));
    }

    private static byte[] calculateData(String name, long timeStep) {
        byte[] challenge = ByteBuffer.allocate(8).putLong(timeStep).array();
        return Tlvs.encodeList(List.of(new Tlv(0x71, name.getBytes(StandardCharsets.UTF_8)), new Tlv(0x74, challenge)));
    }
}
