package dev.aikagi.ctapsim.trace;

import static dev.aikagi.ctapsim.hid.RawHost.CANCEL;
import static dev.aikagi.ctapsim.hid.RawHost.CBOR;
import static dev.aikagi.ctapsim.hid.RawHost.PING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.core.fido.FidoProtocol;
import dev.aikagi.ctapsim.hid.CtapHidDevice;
import dev.aikagi.ctapsim.hid.DeviceVersion;
import dev.aikagi.ctapsim.hid.HidTiming;
import dev.aikagi.ctapsim.hid.RawHost;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log of a HID: what it says, and that it does not say PINs. */
class LoggingHidDeviceTest {
    private static final byte SECRET = 0x5e;
    private static final String SECRET_TWICE = "5e5e";

    private final FrameLog log = new FrameLog(InstantSource.system());
    private final LoggingHidDevice device = new LoggingHidDevice(
            new CtapHidDevice(
                    (request, transaction) -> {
                        transaction.awaitingUser();
                        byte[] response = request.clone();
                        response[0] = (byte) (request[0] == 0x0b ? 0x2f : 0x00);
                        return response;
                    },
                    new DeviceVersion(1, 0, 0),
                    new HidTiming(Duration.ofHours(1), Duration.ofHours(1)),
                    () -> {}),
            log);

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void frames_areNamedInTheWordsOfTheSpecification() throws Exception {
        RawHost host = new RawHost(device);
        int channel = host.open();
        host.say(channel, CBOR, 4);
        host.answer();
        host.say(channel, CBOR, 0x0b);
        host.answer();
        host.say(channel, CANCEL);
        host.say(channel, 0x83, 1);
        host.answer();
        host.say(channel, 0xc5, 1, 2);
        host.answer();
        host.say(0, PING);
        host.answer();

        assertEquals(
                List.of(
                        "TO_KEY INIT",
                        "FROM_KEY INIT channel 00000001",
                        "TO_KEY CBOR authenticatorGetInfo 1 bytes",
                        "FROM_KEY KEEPALIVE UPNEEDED",
                        "FROM_KEY CBOR CTAP2_OK 1 bytes",
                        "TO_KEY CBOR authenticatorSelection 1 bytes",
                        "FROM_KEY KEEPALIVE UPNEEDED",
                        "FROM_KEY CBOR CTAP2_ERR_USER_ACTION_TIMEOUT 1 bytes",
                        "TO_KEY CANCEL",
                        "TO_KEY MSG 1 bytes",
                        "FROM_KEY ERROR INVALID_CMD",
                        "TO_KEY command 45 2 bytes",
                        "FROM_KEY ERROR INVALID_CMD",
                        "TO_KEY PING",
                        "FROM_KEY ERROR INVALID_CHANNEL"),
                log.since(0).stream()
                        .map(f -> f.direction() + " " + f.summary())
                        .toList());
        assertTrue(log.since(0).stream().allMatch(f -> f.wire() == Frame.Wire.HID && f.size() == 64 && !f.masked()));
    }

    @Test
    void longMessage_isLoggedPacketByPacketAndOnceForSeveralListeners() throws Exception {
        try (FidoProtocol one = new FidoProtocol(new VirtualFidoConnection(device));
                FidoProtocol two = new FidoProtocol(new VirtualFidoConnection(device))) {
            int mark = log.mark();
            one.sendAndReceive((byte) PING, new byte[117], null);

            assertEquals(
                    List.of(
                            "PING 117 bytes",
                            "continuation 0",
                            "continuation 1",
                            "PING 117 bytes",
                            "continuation 0",
                            "continuation 1"),
                    log.since(mark).stream().map(Frame::summary).toList());
            assertArrayEquals(new byte[1], two.sendAndReceive((byte) PING, new byte[1], null));
        }
    }

    @Test
    void otherRequests_areLoggedWhole() throws Exception {
        exchange(secretRequest(0x01, 300));

        assertTrue(said().contains(SECRET_TWICE), "the search of the other tests would find nothing");
    }

    @Test
    void clientPin_isWithheldBothWays() throws Exception {
        byte[] response = exchange(secretRequest(0x06, 300));

        assertEquals(300, response.length);
        assertFalse(said().contains(SECRET_TWICE), said());
        assertTrue(said().contains("CBOR authenticatorClientPIN 300 bytes"));
        assertTrue(said().contains("CBOR CTAP2_OK 300 bytes"));
        assertEquals(12, log.since(0).stream().filter(Frame::masked).count());
    }

    @Test
    void requestAfterClientPin_isLoggedAgain() throws Exception {
        try (FidoProtocol protocol = new FidoProtocol(new VirtualFidoConnection(device))) {
            protocol.sendAndReceive((byte) CBOR, secretRequest(0x06, 100), null);
            int mark = log.mark();
            protocol.sendAndReceive((byte) CBOR, secretRequest(0x01, 100), null);

            assertTrue(log.since(mark).stream().noneMatch(Frame::masked));
        }
    }

    @Test
    void clientPin_interruptedByOtherMessages_isStillWithheld() throws Exception {
        RawHost host = new RawHost(device);
        int channel = host.open();
        byte[] data = secretRequest(0x06, 57);
        host.first(channel, CBOR, 200, data);
        host.say(channel, CANCEL);
        host.say(channel, PING, 1);
        host.expectError(channel, 0x04);
        host.next(channel, 0, Arrays.copyOfRange(data, 1, 57));
        host.resynchronise(channel);
        host.next(channel, 1, Arrays.copyOfRange(data, 1, 57));
        host.next(0x4242, 1, Arrays.copyOfRange(data, 1, 57));

        assertFalse(said().contains(SECRET_TWICE), said());
    }

    private byte[] exchange(byte[] request) throws Exception {
        try (FidoProtocol protocol = new FidoProtocol(new VirtualFidoConnection(device))) {
            byte[] response = protocol.sendAndReceive((byte) CBOR, request, null);
            assertArrayEquals(
                    Arrays.copyOfRange(request, 1, request.length), Arrays.copyOfRange(response, 1, response.length));
            return response;
        }
    }

    private static byte[] secretRequest(int command, int size) {
        byte[] request = new byte[size];
        Arrays.fill(request, SECRET);
        request[0] = (byte) command;
        return request;
    }

    private String said() {
        return log.since(0).toString();
    }
}
