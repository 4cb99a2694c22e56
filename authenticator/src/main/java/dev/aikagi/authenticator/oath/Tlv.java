package dev.aikagi.authenticator.oath;

import dev.aikagi.authenticator.apdu.ApduException;
import dev.aikagi.authenticator.apdu.StatusWord;
import dev.aikagi.authenticator.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * A tag, a length, a value. Lengths: one byte below 80, else 81 and one, or 82 and two.
 *
 * <p>The property of PUT (78) is the exception of the protocol: one byte of value, and no length.
 */
record Tlv(int tag, Bytes value) {
    static final int NAME = 0x71;
    static final int NAME_LIST = 0x72;
    static final int KEY = 0x73;
    static final int CHALLENGE = 0x74;
    static final int FULL_RESPONSE = 0x75;
    static final int TRUNCATED_RESPONSE = 0x76;
    static final int NO_RESPONSE = 0x77;
    static final int PROPERTY = 0x78;
    static final int VERSION = 0x79;
    static final int MOVING_FACTOR = 0x7a;
    static final int ALGORITHM = 0x7b;
    static final int TOUCH = 0x7c;

    Bytes encode() {
        int size = value.size();
        Bytes head;
        if (size < 0x80) {
            head = Bytes.of((byte) tag, (byte) size);
        } else if (size < 0x100) {
            head = Bytes.of((byte) tag, (byte) 0x81, (byte) size);
        } else {
            head = Bytes.of((byte) tag, (byte) 0x82, (byte) (size >>> 8), (byte) size);
        }
        return Bytes.concat(head, value);
    }

    /**
     * Splits command data into its parts.
     *
     * @throws ApduException 6A80 if a length goes beyond the end
     */
    static List<Tlv> parse(Bytes data) {
        List<Tlv> parts = new ArrayList<>();
        try {
            int at = 0;
            while (at < data.size()) {
                int tag = data.at(at) & 0xff;
                int lengthSize = tag == PROPERTY ? 0 : lengthSize(data.at(at + 1) & 0xff);
                int length = tag == PROPERTY ? 1 : length(data, at + 1, lengthSize);
                int start = at + 1 + lengthSize;
                parts.add(new Tlv(tag, data.slice(start, start + length)));
                at = start + length;
            }
        } catch (IndexOutOfBoundsException e) {
            throw new ApduException(StatusWord.WRONG_DATA);
        }
        return parts;
    }

    private static int lengthSize(int first) {
        return switch (first) {
            case 0x81 -> 2;
            case 0x82 -> 3;
            default -> 1;
        };
    }

    private static int length(Bytes data, int at, int lengthSize) {
        int length = 0;
        for (int i = lengthSize == 1 ? 0 : 1; i < lengthSize; i++) {
            length = (length << 8) | (data.at(at + i) & 0xff);
        }
        return length;
    }
}
