package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.LargeBlobsRequest;
import dev.aikagi.authenticator.pin.Permission;
import dev.aikagi.authenticator.state.AuthenticatorState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** CTAP 2.1 §6.10 authenticatorLargeBlobs (0x0C): one array of bytes for all, read and written in fragments. */
final class LargeBlobsCommand {
    /** What goes around a fragment in a request. */
    private static final int FRAME = 64;

    private static final byte[] PREFIX = new byte[34];

    static {
        Arrays.fill(PREFIX, 0, 32, (byte) 0xff);
        PREFIX[32] = 0x0c;
    }

    private final Key key;
    private long expectedLength;
    private Bytes received = Bytes.EMPTY;

    LargeBlobsCommand(Key key) {
        this.key = key;
    }

    /** What was not written to its end is gone. */
    void poweredUp() {
        expectedLength = 0;
        received = Bytes.EMPTY;
    }

    Bytes process(Bytes parameters) {
        LargeBlobsRequest request = LargeBlobsRequest.decode(parameters);
        require(request.offset().filter(offset -> offset >= 0).isPresent(), CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        require(request.get().isPresent() != request.set().isPresent(), CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        long offset = request.offset().orElseThrow();
        return request.get().isPresent()
                ? get(request, request.get().get(), offset)
                : set(request, request.set().orElseThrow(), offset);
    }

    /** §6.10.2, reading. */
    private Bytes get(LargeBlobsRequest request, long size, long offset) {
        boolean bare = request.length().isEmpty()
                && request.pinUvAuth().isEmpty()
                && request.pinUvAuthProtocol().isEmpty();
        require(bare && size >= 0, CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        require(size <= maxFragment(), CtapStatus.CTAP1_ERR_INVALID_LENGTH);
        Bytes array = key.state().now().largeBlobs();
        require(offset <= array.size(), CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        Bytes fragment = array.slice((int) offset, (int) Math.min(array.size(), offset + size));
        return CborWriter.write(
                new CborMapBuilder().put(0x01, CborValue.of(fragment)).build());
    }

    /** §6.10.2, writing. */
    private Bytes set(LargeBlobsRequest request, Bytes fragment, long offset) {
        require(fragment.size() <= maxFragment(), CtapStatus.CTAP1_ERR_INVALID_LENGTH);
        if (offset == 0) {
            begin(request.length().orElse(0L));
        } else {
            require(request.length().isEmpty(), CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        }
        require(expectedLength > 0 && offset == received.size(), CtapStatus.CTAP1_ERR_INVALID_SEQ);
        authorize(request, fragment, (int) offset);
        require(offset + fragment.size() <= expectedLength, CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        received = Bytes.concat(received, fragment);
        if (received.size() == expectedLength) {
            commit();
        }
        return Bytes.EMPTY;
    }

    private int maxFragment() {
        return key.limits().maxMsgSize() - FRAME;
    }

    private void begin(long length) {
        require(length == 0 || length <= key.limits().maxLargeBlobs(), CtapStatus.CTAP2_ERR_LARGE_BLOB_STORAGE_FULL);
        require(length >= AuthenticatorState.NO_LARGE_BLOBS.size(), CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        expectedLength = length;
        received = Bytes.EMPTY;
    }

    private void authorize(LargeBlobsRequest request, Bytes fragment, int offset) {
        if (key.isProtected() || key.alwaysUv()) {
            byte[] place = ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(offset)
                    .array();
            key.pinUvAuth()
                    .authorize(
                            PinUvAuth.needed(request.pinUvAuth()),
                            Bytes.concat(Bytes.of(PREFIX), Bytes.of(place), SignedData.sha256(fragment)),
                            Permission.LARGE_BLOB_WRITE);
        }
    }

    /** The array ends with the first 16 bytes of its own SHA-256: what has been garbled on its way is not kept. */
    private void commit() {
        Bytes array = received;
        poweredUp();
        int end = array.size() - 16;
        Bytes hash = SignedData.sha256(array.slice(0, end)).slice(0, 16);
        require(hash.equals(array.slice(end, array.size())), CtapStatus.CTAP2_ERR_INTEGRITY_FAILURE);
        key.state().change(now -> now.withLargeBlobs(array));
    }

    private static void require(boolean right, CtapStatus otherwise) {
        if (!right) {
            throw new CtapException(otherwise);
        }
    }
}
