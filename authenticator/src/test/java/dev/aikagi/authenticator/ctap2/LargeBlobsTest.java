package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** CTAP 2.1 §6.10, reading and writing, and the refusals of both in the specification's order. */
class LargeBlobsTest {
    private static final int COMMAND = 12;

    private final Peer peer = Peer.withoutFinger();

    @Test
    void emptyArray_isAnEmptyCborArrayAndItsHash() throws Exception {
        assertArrayEquals(array(0x80), read(0, 100));
        assertArrayEquals(Arrays.copyOfRange(array(0x80), 3, 7), read(3, 4));
        assertEquals(0, read(17, 4).length);
    }

    @Test
    void array_isWrittenInFragments_andKeptOverPower() throws Exception {
        byte[] array = array(new int[300]);

        assertEquals(0, write(Arrays.copyOf(array, 100), 0, array.length));
        assertArrayEquals(array(0x80), read(0, 17), "nothing has changed yet");
        assertEquals(0, write(Arrays.copyOfRange(array, 100, array.length), 100, null));
        peer.authenticator.powerCycle();
        assertArrayEquals(array, read(0, 1000));
        assertEquals(0, peer.status(7, Map.of()));
        assertArrayEquals(array(0x80), read(0, 1000), "a reset empties it");
    }

    @Test
    void write_outOfSequenceOrGarbled_isRefused() throws Exception {
        byte[] array = array(1, 2, 3);
        assertEquals(0x04, write(array, 5, null));
        assertEquals(0, write(Arrays.copyOf(array, 5), 0, array.length));
        assertEquals(0x04, write(Arrays.copyOfRange(array, 5, 10), 6, null));
        assertEquals(0x02, write(new byte[array.length], 5, null), "longer than was said");
        peer.authenticator.powerCycle();
        assertEquals(0x04, write(Arrays.copyOfRange(array, 5, 10), 5, null), "power ends the sequence");
        array[0] ^= 1;
        assertEquals(0x3d, write(array, 0, array.length));
        assertArrayEquals(array(0x80), read(0, 100));
    }

    @Test
    void parameters_outOfRange_areRefused() {
        assertEquals(0x02, peer.status(COMMAND, Map.of(1, 17)), "no offset");
        assertEquals(0x02, peer.status(COMMAND, Map.of(3, 0)), "neither get nor set");
        assertEquals(0x02, peer.status(COMMAND, Map.of(1, 17, 2, new byte[17], 3, 0)), "both");
        assertEquals(0x02, peer.status(COMMAND, Map.of(1, 17, 3, 18)));
        assertEquals(0x02, peer.status(COMMAND, Map.of(1, 17, 3, 0, 4, 17)));
        assertEquals(0x02, peer.status(COMMAND, Map.of(1, 17, 3, 0, 5, new byte[16])));
        assertEquals(0x02, peer.status(COMMAND, Map.of(1, 17, 3, 0, 6, 2)), "a protocol alone");
        assertEquals(0x03, peer.status(COMMAND, Map.of(1, 7546, 3, 0)));
        assertEquals(0x03, write(new byte[7546], 0, 17));
        assertEquals(0x02, write(new byte[17], 0, null));
        assertEquals(0x02, write(new byte[16], 0, 16));
        assertEquals(0x18, write(new byte[17], 0, 4097));
        assertEquals(0x02, write(new byte[17], 17, 17), "a length with a later fragment");
    }

    @Test
    void protectedKey_takesATokenForIt() throws Exception {
        Platform platform = Platform.withPin(peer);
        byte[] array = array(1, 2, 3);
        assertEquals(0x36, write(array, 0, array.length));
        var request = request(array, 0, array.length);
        request.put(5, new byte[32]);
        request.put(6, 3);
        assertEquals(0x02, peer.status(COMMAND, request), "a protocol that is none, before the token");
        request.remove(6);
        byte[] token = platform.pinToken(Platform.LBW, null);
        request.put(5, platform.protocol().authenticate(token, message(array, 0)));
        assertEquals(0x14, peer.status(COMMAND, request), "no protocol");
        request.put(6, 2);
        assertEquals(0, peer.status(COMMAND, request));
        request.put(5, platform.protocol().authenticate(token, message(array, 1)));
        assertEquals(0x33, peer.status(COMMAND, request));
        byte[] other = platform.pinToken(Platform.MC, "example.com");
        request.put(5, platform.protocol().authenticate(other, message(array, 0)));
        assertEquals(0x33, peer.status(COMMAND, request));
        assertArrayEquals(array, read(0, 100), "anybody may read");
    }

    @Test
    void lbwPermission_outlivesTheAssertion() throws Exception {
        Platform platform = Platform.withPin(peer);
        peer.ok(1, platform.make(platform.pinToken(Platform.MC, "example.com")));
        byte[] token = platform.pinToken(Platform.GA | Platform.LBW, "example.com");
        peer.ok(2, platform.get(token));
        byte[] array = array(1);
        var request = request(array, 0, array.length);
        request.put(5, platform.protocol().authenticate(token, message(array, 0)));
        request.put(6, 2);

        assertEquals(0, peer.status(COMMAND, request));
    }

    private static byte[] message(byte[] fragment, int offset) throws Exception {
        byte[] start = new byte[34];
        Arrays.fill(start, 0, 32, (byte) 0xff);
        start[32] = 12;
        return Bytes.concat(
                        Bytes.of(start),
                        Bytes.of(ByteBuffer.allocate(4)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putInt(offset)
                                .array()),
                        Bytes.of(MessageDigest.getInstance("SHA-256").digest(fragment)))
                .toArray();
    }

    private static byte[] array(int... content) throws Exception {
        byte[] octets = new byte[content.length];
        for (int i = 0; i < content.length; i++) {
            octets[i] = (byte) content[i];
        }
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(octets);
        return Bytes.concat(Bytes.of(octets), Bytes.of(hash).slice(0, 16)).toArray();
    }

    private byte[] read(int offset, int size) {
        return (byte[]) peer.ok(COMMAND, Map.of(1, size, 3, offset)).get(1);
    }

    private int write(byte[] fragment, int offset, Integer length) {
        return peer.status(COMMAND, request(fragment, offset, length));
    }

    private static Map<Integer, Object> request(byte[] fragment, int offset, Integer length) {
        Map<Integer, Object> request = new LinkedHashMap<>();
        request.put(2, fragment);
        request.put(3, offset);
        if (length != null) {
            request.put(4, length);
        }
        return request;
    }
}
