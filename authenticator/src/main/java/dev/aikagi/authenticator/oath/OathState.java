package dev.aikagi.authenticator.oath;

import dev.aikagi.authenticator.apdu.ApduException;
import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of the applet outlasts power, as it is kept.
 *
 * <pre>
 *   01                                         edition of this layout
 *   71 device id
 *   73 algorithm, access key                   where there is one
 *   72 ( 71 name  73 type, digits, key  7C touch, 00 or 01  7A moving factor, 8 bytes )   each account
 * </pre>
 */
record OathState(Bytes deviceId, Optional<AccessKey> accessKey, List<OathCredential> credentials) {
    private static final byte EDITION = 1;

    Bytes encode() {
        List<Bytes> parts = new ArrayList<>();
        parts.add(Bytes.of(EDITION));
        parts.add(new Tlv(Tlv.NAME, deviceId).encode());
        accessKey.ifPresent(key ->
                parts.add(new Tlv(Tlv.KEY, Bytes.concat(Bytes.of((byte) key.algorithm().code), key.key())).encode()));
        credentials.forEach(credential -> parts.add(new Tlv(Tlv.NAME_LIST, encode(credential)).encode()));
        return Bytes.concat(parts.toArray(Bytes[]::new));
    }

    /**
     * Reads what was kept.
     *
     * @throws IllegalArgumentException if it was not made by {@link #encode()}
     */
    static OathState decode(Bytes kept) {
        if (kept.isEmpty() || kept.at(0) != EDITION) {
            throw new IllegalArgumentException("the accounts kept are of another edition");
        }
        try {
            return decodeParts(Tlv.parse(kept.slice(1, kept.size())));
        } catch (ApduException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the accounts kept are damaged", e);
        }
    }

    private static OathState decodeParts(List<Tlv> parts) {
        Bytes deviceId = Bytes.EMPTY;
        Optional<AccessKey> accessKey = Optional.empty();
        List<OathCredential> credentials = new ArrayList<>();
        for (Tlv part : parts) {
            switch (part.tag()) {
                case Tlv.NAME -> deviceId = part.value();
                case Tlv.KEY -> accessKey = Optional.of(AccessKey.parse(part.value()));
                case Tlv.NAME_LIST -> credentials.add(credential(Tlv.parse(part.value())));
                default -> throw new IllegalArgumentException("the accounts kept have an unknown part");
            }
        }
        return new OathState(deviceId, accessKey, credentials);
    }

    private static Bytes encode(OathCredential credential) {
        Bytes kind = Bytes.of((byte) credential.typeByte(), (byte) credential.digits());
        Bytes movingFactor = Bytes.of(
                ByteBuffer.allocate(8).putLong(credential.movingFactor()).array());
        return Bytes.concat(
                new Tlv(Tlv.NAME, credential.name()).encode(),
                new Tlv(Tlv.KEY, Bytes.concat(kind, credential.key())).encode(),
                new Tlv(Tlv.TOUCH, Bytes.of((byte) (credential.touch() ? 1 : 0))).encode(),
                new Tlv(Tlv.MOVING_FACTOR, movingFactor).encode());
    }

    private static OathCredential credential(List<Tlv> parts) {
        Bytes key = parts.get(1).value();
        return new OathCredential(
                parts.get(0).value(),
                key.at(0) & 0xff,
                key.at(1),
                key.slice(2, key.size()),
                parts.get(2).value().at(0) != 0,
                ByteBuffer.wrap(parts.get(3).value().toArray()).getLong());
    }

    /** Neither keys nor names. */
    @Override
    public String toString() {
        return "OathState[" + credentials.size() + " accounts]";
    }
}
