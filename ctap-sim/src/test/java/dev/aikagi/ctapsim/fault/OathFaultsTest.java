package dev.aikagi.ctapsim.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.yubico.yubikit.core.smartcard.Apdu;
import com.yubico.yubikit.core.smartcard.ApduException;
import com.yubico.yubikit.core.smartcard.SmartCardProtocol;
import com.yubico.yubikit.core.util.Tlvs;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.yubikit.VirtualSmartCardConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault of one-time passwords, through yubikit's APDUs; right codes are those of RFC 4226 and RFC 6238. */
class OathFaultsTest {
    private static final String OATH = "a0000005272101";
    private static final String KEY =
            Bytes.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII)).hex();
    private static final String TOTP = "710174" + "7316" + "2108" + KEY;
    private static final String HOTP = "710168" + "7316" + "1106" + KEY;

    /** RFC 6238 appendix B: at 59 s and at 1,111,111,109 s. */
    private static final String AT_59 = "710174" + "7408" + "0000000000000001";

    private static final String LATER = "710174" + "7408" + "00000000023523ec";
    private static final String NEXT = "710168" + "7400";

    private final VirtualDevice device =
            VirtualDevice.builder(ProfileReader.bundled("touch-id")).build();
    private final SmartCardProtocol card = new SmartCardProtocol(new VirtualSmartCardConnection(device.card()));

    @BeforeEach
    void putAccounts() throws Exception {
        card.select(Bytes.fromHex(OATH).toArray());
        send(0x01, 0, TOTP);
        send(0x01, 0, HOTP);
    }

    @AfterEach
    void pullOut() {
        device.close();
    }

    @Test
    void noFault_codesAreRight() throws Exception {
        assertEquals("94287082", code(send(0xa2, 1, AT_59)));
        assertEquals("07081804", code(send(0xa2, 1, LATER)));
        assertEquals("755224", code(send(0xa2, 1, NEXT)));
        assertEquals("287082", code(send(0xa2, 1, NEXT)));
    }

    @Test
    void wrongCode_isAnother_oneByOneAndOfAll() throws Exception {
        wrong("wrong-code");

        assertNotEquals("94287082", code(send(0xa2, 1, AT_59)));
        byte[] all = Tlvs.decodeMap(send(0xa4, 1, "7408" + "0000000000000001")).get(0x76);
        assertEquals(8, all[0], "what is not of the code is as it was");
        assertNotEquals(94287082, ByteBuffer.wrap(all).getInt(1) % 100_000_000);
        wrong("wrong-code@oathCalculateAll");
        assertEquals("94287082", code(send(0xa2, 1, AT_59)));
    }

    /** The code of an earlier time is sent again; of an account that counts, the counter seems to have gone back. */
    @Test
    void codeThatStands_isTheFirstOne() throws Exception {
        wrong("code-stands");

        assertEquals("94287082", code(send(0xa2, 1, AT_59)));
        assertEquals("94287082", code(send(0xa2, 1, LATER)));
        assertEquals("755224", code(send(0xa2, 1, NEXT)));
        assertEquals("755224", code(send(0xa2, 1, NEXT)));
        wrong();
        assertEquals("359152", code(send(0xa2, 1, NEXT)), "the account itself has counted on");
    }

    @Test
    void statusWord_ofOneCommand_isThatErrorThereAlone() throws Exception {
        wrong("status-word=6984@oath-calculate");

        var refused = assertThrows(ApduException.class, () -> send(0xa2, 1, AT_59));

        assertEquals(0x6984, refused.getSw());
        send(0xa1, 0, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut=5", "cut=1", "raw=7605089000", "raw=9000"})
    void answer_cutOrMadeUp_isNoCode(String fault) {
        wrong(fault + "@oathCalculate");

        assertThrows(Exception.class, () -> code(send(0xa2, 1, AT_59)));
    }

    @Test
    void lateAnswer_isRight() throws Exception {
        wrong("late=20");

        assertEquals("94287082", code(send(0xa2, 1, AT_59)));
    }

    private void wrong(String... faults) {
        device.faults().set(Arrays.stream(faults).map(Fault::parse).toList());
    }

    private byte[] send(int ins, int p2, String data) throws Exception {
        return card.sendAndReceive(new Apdu(0, ins, 0, p2, Bytes.fromHex(data).toArray()));
    }

    private static String code(byte[] answer) throws Exception {
        byte[] response = Tlvs.unpackValue(0x76, answer);
        return ("%0" + response[0] + "d")
                .formatted(ByteBuffer.wrap(response).getInt(1) % (long) Math.pow(10, response[0]));
    }
}
