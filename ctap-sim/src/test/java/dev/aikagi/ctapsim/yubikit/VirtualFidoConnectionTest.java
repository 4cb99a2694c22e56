package dev.aikagi.ctapsim.yubikit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.core.application.CommandState;
import com.yubico.yubikit.core.fido.FidoProtocol;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.ctapsim.hid.CtapHidDevice;
import dev.aikagi.ctapsim.hid.DeviceVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The device as yubikit's own FidoProtocol sees it. */
class VirtualFidoConnectionTest {
    private static final byte PING = (byte) 0x81;
    private static final byte CBOR = (byte) 0x90;
    private static final byte[] WAIT_FOR_USER = {0x01};

    private final BlockingQueue<Transaction> begun = new LinkedBlockingQueue<>();
    private final CountDownLatch touch = new CountDownLatch(1);
    private final CtapHidDevice device = new CtapHidDevice(this::process, new DeviceVersion(5, 7, 2));

    @AfterEach
    void close() {
        device.close();
    }

    /** 01 waits for a touch, everything else comes back behind a zero. */
    private byte[] process(byte[] request, Transaction transaction) {
        if (request[0] != WAIT_FOR_USER[0]) {
            return ByteBuffer.allocate(request.length + 1)
                    .put((byte) 0)
                    .put(request)
                    .array();
        }
        begun.add(transaction);
        transaction.awaitingUser();
        try {
            while (!transaction.cancelled()) {
                if (touch.await(5, TimeUnit.MILLISECONDS)) {
                    return new byte[] {0, 0x55};
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new byte[] {0x2d};
    }

    private FidoProtocol open() throws IOException {
        return new FidoProtocol(new VirtualFidoConnection(device, Duration.ofSeconds(20)));
    }

    @Test
    void init_tellsVersionAndCapabilities() throws Exception {
        try (FidoProtocol protocol = open()) {
            assertEquals("5.7.2", protocol.getVersion().toString());
            assertTrue(protocol.supports(0x01));
            assertTrue(protocol.supports(0x04));
            assertTrue(protocol.supports(0x08));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 57, 58, 116, 117, 7609})
    void ping_ofAnySize_comesBack(int size) throws Exception {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        try (FidoProtocol protocol = open()) {
            assertArrayEquals(octets, protocol.sendAndReceive(PING, octets, null));
            assertArrayEquals(octets, protocol.sendAndReceive(PING, octets, null));
        }
    }

    @Test
    void message_thatIsTooLongOrUnknown_isAnErrorPacket() throws Exception {
        try (FidoProtocol protocol = open()) {
            var tooLong = assertThrows(IOException.class, () -> protocol.sendAndReceive(PING, new byte[7610], null));
            assertErrorPacket(tooLong);
            var u2f = assertThrows(
                    IOException.class, () -> protocol.sendAndReceive((byte) 0x83, new byte[] {0, 3, 0, 0}, null));
            assertErrorPacket(u2f);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 57, 58, 1200, 7608})
    void cbor_reachesTheEngineAndBack(int size) throws Exception {
        byte[] request = new byte[size];
        new Random(size).nextBytes(request);
        request[0] = 0x04;
        try (FidoProtocol protocol = open()) {
            byte[] response = protocol.sendAndReceive(CBOR, request, null);

            assertEquals(0, response[0]);
            assertArrayEquals(request, Arrays.copyOfRange(response, 1, response.length));
        }
    }

    @Test
    void cancel_whileTheUserIsAwaited_endsTheCommand() throws Exception {
        var state = new CommandState();
        try (FidoProtocol protocol = open()) {
            var response = async(() -> protocol.sendAndReceive(CBOR, WAIT_FOR_USER, state));
            begun.take();

            state.cancel();

            assertArrayEquals(new byte[] {0x2d}, response.get(10, TimeUnit.SECONDS));
            assertArrayEquals(new byte[] {0, 0x04}, protocol.sendAndReceive(CBOR, new byte[] {0x04}, null));
        }
    }

    @Test
    void keepalives_reachTheClientUntilTheTouch() throws Exception {
        var keepalives = new AtomicInteger();
        var three = new CountDownLatch(3);
        var state = new CommandState() {
            @Override
            public void onKeepAliveStatus(byte status) {
                keepalives.incrementAndGet();
                three.countDown();
            }
        };
        try (FidoProtocol protocol = open()) {
            var response = async(() -> protocol.sendAndReceive(CBOR, WAIT_FOR_USER, state));
            assertTrue(three.await(10, TimeUnit.SECONDS));
            assertFalse(response.isDone());

            touch.countDown();

            assertArrayEquals(new byte[] {0, 0x55}, response.get(10, TimeUnit.SECONDS));
            int heard = keepalives.get();
            protocol.sendAndReceive(PING, new byte[9], state);
            assertEquals(heard, keepalives.get());
        }
    }

    @Test
    void secondConnection_whileTheFirstWaits_isToldBusyAndDisturbsNobody() throws Exception {
        try (FidoProtocol first = open();
                FidoProtocol second = open()) {
            var response = async(() -> first.sendAndReceive(CBOR, WAIT_FOR_USER, null));
            Transaction transaction = begun.take();

            var busy = assertThrows(IOException.class, () -> second.sendAndReceive(CBOR, new byte[] {4}, null));
            assertErrorPacket(busy);
            try (FidoProtocol third = open()) {
                assertThrows(IOException.class, () -> third.sendAndReceive(PING, new byte[100], null));
            }

            assertFalse(transaction.cancelled());
            touch.countDown();
            assertArrayEquals(new byte[] {0, 0x55}, response.get(10, TimeUnit.SECONDS));
            assertArrayEquals(new byte[] {0, 4}, second.sendAndReceive(CBOR, new byte[] {4}, null));
        }
    }

    @Test
    void twoConnections_inTurn_hearOnlyTheirOwn() throws Exception {
        try (FidoProtocol first = open();
                FidoProtocol second = open()) {
            for (int i = 0; i < 50; i++) {
                byte[] one = {1, (byte) i};
                byte[] two = {2, (byte) i};
                assertArrayEquals(one, first.sendAndReceive(PING, one, null));
                assertArrayEquals(two, second.sendAndReceive(PING, two, null));
            }
        }
    }

    @Test
    void connectionsOpenedAtOnce_allGetAChannel() throws Exception {
        var opened = IntStream.range(0, 16)
                .mapToObj(i -> async(() -> {
                    try (FidoProtocol protocol = open()) {
                        return new byte[] {protocol.getVersion().major};
                    }
                }))
                .toList();
        for (var one : opened) {
            assertArrayEquals(new byte[] {5}, one.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void mistakes_areAnsweredToWhoMadeThem() throws Exception {
        try (var clumsy = new VirtualFidoConnection(device, Duration.ofSeconds(10));
                var other = new VirtualFidoConnection(device, Duration.ofMillis(1))) {
            byte[] report = new byte[64];
            clumsy.send(packet(0xffffffff, PING, 1));
            clumsy.receive(report);
            assertEquals(0x0b, report[7]);
            clumsy.send(packet(0x7777, PING, 1));
            clumsy.receive(report);
            assertEquals(0x0b, report[7]);
            assertThrows(IOException.class, () -> other.receive(new byte[64]));
        }
    }

    @Test
    void silence_isABrokenPipeAfterTheTimeout() throws Exception {
        try (var connection = new VirtualFidoConnection(device, Duration.ofMillis(20))) {
            assertThrows(IOException.class, () -> connection.receive(new byte[64]));
        }
    }

    @Test
    void closedConnection_isABrokenPipe() throws Exception {
        var connection = new VirtualFidoConnection(device);
        var waiting = async(() -> {
            connection.receive(new byte[64]);
            return new byte[0];
        });

        connection.close();

        assertThrows(ExecutionException.class, () -> waiting.get(10, TimeUnit.SECONDS));
        assertThrows(IOException.class, () -> connection.receive(new byte[64]));
        assertThrows(IOException.class, () -> connection.send(packet(0xffffffff, PING, 0)));
    }

    @Test
    void closedDevice_endsTheWaitOfEveryClient() throws Exception {
        try (FidoProtocol protocol = open()) {
            var response = async(() -> protocol.sendAndReceive(CBOR, WAIT_FOR_USER, null));
            Transaction transaction = begun.take();

            device.close();

            var broken = assertThrows(ExecutionException.class, () -> response.get(10, TimeUnit.SECONDS));
            assertTrue(broken.getCause() instanceof IOException);
            assertTrue(transaction.cancelled());
            assertThrows(IOException.class, this::open);
        }
    }

    /** Which error it is, yubikit does not tell: it reads the length for the code. */
    private static void assertErrorPacket(IOException e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith("CTAPHID error"), e.getMessage());
    }

    private static byte[] packet(int channel, byte command, int length) {
        return ByteBuffer.allocate(64)
                .putInt(channel)
                .put(command)
                .putShort((short) length)
                .array();
    }

    private interface Exchange {
        byte[] run() throws IOException;
    }

    private static CompletableFuture<byte[]> async(Exchange exchange) {
        var future = new CompletableFuture<byte[]>();
        Thread thread = new Thread(() -> {
            try {
                future.complete(exchange.run());
            } catch (IOException | RuntimeException e) {
                future.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return future;
    }
}
