package dev.aikagi.authenticator.oath;

import dev.aikagi.authenticator.apdu.ApduException;
import dev.aikagi.authenticator.apdu.StatusWord;
import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One account on the card.
 *
 * @param typeByte kind in the upper four bits (10 HOTP, 20 TOTP), algorithm in the lower
 * @param digits 6 to 8
 * @param key the shared secret, 1 to 128 bytes
 * @param movingFactor HOTP's counter: that of the next code
 */
record OathCredential(Bytes name, int typeByte, int digits, Bytes key, boolean touch, long movingFactor) {
    private static final int HOTP = 0x10;
    private static final int TOTP = 0x20;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_KEY = 128;
    private static final int PROPERTY_TOUCH = 0x02;

    OathCredential {
        int kind = typeByte & 0xf0;
        OathAlgorithm.of(typeByte);
        require(kind == HOTP || kind == TOTP);
        require(digits >= 6 && digits <= 8);
        require(!key.isEmpty() && key.size() <= LONGEST_KEY);
        requireName(name);
    }

    /** PUT (01): name and key, then property and moving factor where given. */
    static OathCredential parse(List<Tlv> parts) {
        require(parts.size() >= 2 && parts.get(0).tag() == Tlv.NAME);
        Bytes keyPart = parts.get(1).value();
        require(parts.get(1).tag() == Tlv.KEY && keyPart.size() > 2);
        boolean touch = false;
        long movingFactor = 0;
        for (Tlv part : parts.subList(2, parts.size())) {
            switch (part.tag()) {
                case Tlv.PROPERTY -> touch = (part.value().at(0) & PROPERTY_TOUCH) != 0;
                case Tlv.MOVING_FACTOR -> movingFactor = movingFactor(part.value());
                default -> throw new ApduException(StatusWord.WRONG_DATA);
            }
        }
        return new OathCredential(
                parts.get(0).value(),
                keyPart.at(0) & 0xff,
                keyPart.at(1),
                keyPart.slice(2, keyPart.size()),
                touch,
                movingFactor);
    }

    static void requireName(Bytes name) {
        require(!name.isEmpty() && name.size() <= LONGEST_NAME);
    }

    boolean counts() {
        return (typeByte & 0xf0) == HOTP;
    }

    OathCredential counted() {
        return new OathCredential(name, typeByte, digits, key, touch, movingFactor + 1);
    }

    OathCredential renamed(Bytes newName) {
        return new OathCredential(newName, typeByte, digits, key, touch, movingFactor);
    }

    /** The digits byte and the whole HMAC, or its dynamic truncation (RFC 4226 §5.3): 31 bits, big-endian. */
    Bytes response(Bytes challenge, boolean truncated) {
        Bytes input =
                counts() ? Bytes.of(ByteBuffer.allocate(8).putLong(movingFactor).array()) : challenge;
        byte[] hmac = OathAlgorithm.of(typeByte).hmac(key, input);
        Bytes value = truncated ? truncate(hmac) : Bytes.of(hmac);
        return Bytes.concat(Bytes.of((byte) digits), value);
    }

    private static Bytes truncate(byte[] hmac) {
        int offset = hmac[hmac.length - 1] & 0x0f;
        int value = ByteBuffer.wrap(hmac).getInt(offset) & 0x7fff_ffff;
        return Bytes.of(ByteBuffer.allocate(4).putInt(value).array());
    }

    private static long movingFactor(Bytes value) {
        require(value.size() == 4);
        return ByteBuffer.wrap(value.toArray()).getInt() & 0xffff_ffffL;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new ApduException(StatusWord.WRONG_DATA);
        }
    }
}
