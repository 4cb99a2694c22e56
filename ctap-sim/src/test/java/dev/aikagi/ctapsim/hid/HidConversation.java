package dev.aikagi.ctapsim.hid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.Transaction;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** A device, and a host that follows the lines of a conversation. */
final class HidConversation implements AutoCloseable {
    private static final Map<String, Integer> COMMANDS = Map.of(
            "PING",
            0x81,
            "MSG",
            0x83,
            "LOCK",
            0x84,
            "INIT",
            0x86,
            "WINK",
            0x88,
            "CBOR",
            0x90,
            "CANCEL",
            0x91,
            "KEEPALIVE",
            0xbb,
            "ERROR",
            0xbf);
    private static final Duration KEEPALIVE = Duration.ofMillis(100);
    private static final HidTiming PATIENT = new HidTiming(KEEPALIVE, Duration.ofSeconds(60));
    private static final HidTiming IMPATIENT = new HidTiming(KEEPALIVE, Duration.ofMillis(40));
    private static final byte[] BROKEN = new byte[0];

    private final BlockingQueue<Transaction> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> results = new SynchronousQueue<>();
    private CtapHidDevice device = device(PATIENT);
    private RawHost host = new RawHost(device);
    private final Map<String, Integer> channels =
            new HashMap<>(Map.of("*", RawHost.BROADCAST, "!", 0x12345678, "0", 0));

    void follow(String line) throws InterruptedException {
        List<String> words = List.of(line.split(" +", -1));
        switch (words.get(0)) {
            case "open" -> channels.put(words.get(1), host.open());
            case ">" -> device.receive(report(words));
            case "<" -> expect(words);
            case "impatient" -> {
                device.close();
                device = device(IMPATIENT);
                host = new RawHost(device);
            }
            case "engine" -> {
                running();
                List<String> said = words.subList(1, words.size());
                byte[] result = said.equals(List.of("breaks")) ? BROKEN : data(said);
                assertTrue(results.offer(result, 10, TimeUnit.SECONDS), "nothing runs");
            }
            case "user" -> {
                Transaction transaction = transaction();
                transaction.awaitingUser();
                begun.add(transaction);
            }
            case "cancelled" -> assertTrue(transaction().cancelled(), "it runs on");
            case "alive" -> alive(channels.get(words.get(1)), Integer.parseInt(words.get(2), 16));
            case "silent" -> host.expectAliveAndSilent(channels.get(words.get(1)));
            case "crowd" -> {
                for (int i = 0; i < Integer.parseInt(words.get(1)); i++) {
                    host.open();
                }
            }
            case "long" -> comesBack(channels.get(words.get(1)), Integer.parseInt(words.get(3)));
            default -> throw new IllegalArgumentException(line);
        }
    }

    @Override
    public void close() {
        device.close();
    }

    private CtapHidDevice device(HidTiming timing) {
        return new CtapHidDevice(new ObedientEngine(), new DeviceVersion(5, 4, 3), timing, () -> {});
    }

    private Transaction transaction() throws InterruptedException {
        Transaction transaction = begun.poll(10, TimeUnit.SECONDS);
        assertNotNull(transaction, "nothing was begun");
        return transaction;
    }

    /** An aborted command may be on its way out still: it must not take the answer that is meant for the next. */
    private void running() throws InterruptedException {
        while (transaction().cancelled()) {
            // the next one, then
        }
    }

    /** Those that were on their way before the status changed are read over. */
    private void alive(int channel, int status) throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            byte[] report = host.read();
            RawHost.assertHeader(channel, RawHost.KEEPALIVE, 1, report);
            if (report[7] == status) {
                return;
            }
        }
        throw new AssertionError("no keepalive says " + status);
    }

    private void expect(List<String> words) throws InterruptedException {
        byte[] report = words.get(2).equals("KEEPALIVE") ? host.read() : host.answer();
        int mark = words.indexOf("@A");
        if (mark >= 0) {
            channels.put("A", ByteBuffer.wrap(report).getInt(7 + mark - 4));
        }
        assertEquals(HexFormat.of().formatHex(report(words)), HexFormat.of().formatHex(report), () -> "" + words);
    }

    /** The report that a line shows. */
    private byte[] report(List<String> words) {
        ByteBuffer report = ByteBuffer.allocate(64).putInt(channels.get(words.get(1)));
        String what = words.get(2);
        if (what.startsWith("#")) {
            report.put((byte) Integer.parseInt(what.substring(1)));
            return report.put(data(words.subList(3, words.size()))).array();
        }
        Integer command = COMMANDS.get(what);
        report.put((byte) (command == null ? Integer.parseInt(what.toLowerCase(Locale.ROOT), 16) : command));
        report.putShort((short) Integer.parseInt(words.get(3)));
        return report.put(data(words.subList(4, words.size()))).array();
    }

    private byte[] data(List<String> words) {
        var data = new ByteArrayOutputStream();
        for (String word : words) {
            if (word.startsWith("@")) {
                data.writeBytes(ByteBuffer.allocate(4)
                        .putInt(channels.get(word.substring(1)))
                        .array());
            } else {
                String[] octet = word.split("\\*", -1);
                byte[] run = new byte[octet.length > 1 ? Integer.parseInt(octet[1]) : 1];
                Arrays.fill(run, (byte) Integer.parseInt(octet[0], 16));
                data.writeBytes(run);
            }
        }
        return data.toByteArray();
    }

    private void comesBack(int channel, int length) throws InterruptedException {
        byte[] octets = new byte[length];
        new Random(length).nextBytes(octets);
        host.first(channel, RawHost.PING, length, Arrays.copyOf(octets, 57));
        int sequence = 0;
        for (int at = 57; at < length; at += 59) {
            host.next(channel, sequence++, Arrays.copyOfRange(octets, at, Math.min(length, at + 59)));
        }
        ByteBuffer back = ByteBuffer.allocate(7680);
        byte[] first = host.answer();
        RawHost.assertHeader(channel, RawHost.PING, length, first);
        back.put(first, 7, 57);
        for (int expected = 0; expected < sequence; expected++) {
            byte[] next = host.read();
            assertEquals(expected, next[4]);
            back.put(next, 5, 59);
        }
        assertArrayEquals(octets, Arrays.copyOf(back.array(), length));
    }

    /** Answers as it is told, or 2d (CTAP2_ERR_KEEPALIVE_CANCEL) once cancelled. */
    private final class ObedientEngine implements CtapEngine {
        @Override
        public byte[] processCbor(byte[] request, Transaction transaction) {
            begun.add(transaction);
            try {
                while (!transaction.cancelled()) {
                    byte[] result = results.poll(5, TimeUnit.MILLISECONDS);
                    if (result == BROKEN) {
                        throw new IllegalStateException("broken on purpose");
                    }
                    if (result != null) {
                        return result;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new byte[] {0x2d};
        }

        @Override
        public boolean u2f() {
            return true;
        }

        @Override
        public byte[] processMsg(byte[] apdu, Transaction transaction) {
            return processCbor(apdu, transaction);
        }
    }
}
