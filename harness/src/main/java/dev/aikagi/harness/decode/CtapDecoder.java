package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Map;
import java.util.Set;

/** CTAP §8: messages of the CBOR commands. */
final class CtapDecoder {
    /** These have no parameters at all; all others need theirs. */
    private static final Set<Integer> BARE = Set.of(0x04, 0x07, 0x08, 0x0b);

    private final Fields fields;

    CtapDecoder(Fields fields) {
        this.fields = fields;
    }

    void request(Bytes message, Tree tree) throws DecodeException {
        int command = first(message);
        String name = CtapNames.COMMANDS.get(command);
        if (name == null) {
            throw new DecodeException("%02x is no CTAP command".formatted(command));
        }
        if (BARE.contains(command) != (message.size() == 1)) {
            throw new DecodeException(name + (message.size() == 1 ? " needs parameters" : " has no parameters"));
        }
        Tree branch = tree.line("%02x".formatted(command), name);
        if (message.size() > 1) {
            CborItem.Mapping map = CborTree.map(message.slice(1, message.size()), branch);
            fields.entries(branch, map, CtapNames.parameters(command));
        }
    }

    void response(Bytes message, Tree tree) throws DecodeException {
        int status = first(message);
        if (!CtapNames.STATUS.containsKey(status)) {
            throw new DecodeException("%02x is no CTAP status".formatted(status));
        }
        if (status != 0 && message.size() > 1) {
            throw new DecodeException(CtapNames.status(status) + " is followed by " + (message.size() - 1) + " bytes");
        }
        Tree branch = tree.line("%02x".formatted(status), CtapNames.status(status));
        if (message.size() > 1) {
            CborItem.Mapping map = CborTree.map(message.slice(1, message.size()), branch);
            fields.entries(branch, map, members(map));
        }
    }

    /** A response does not say to which command it belongs: its first members tell it. */
    private static Map<Integer, String> members(CborItem.Mapping map) {
        boolean signed = map.get(2).flatMap(CborItem::octets).isPresent();
        if (map.get(1).flatMap(CborItem::text).isPresent() && signed) {
            return CtapNames.CREATED;
        }
        if (signed && map.get(3).flatMap(CborItem::octets).isPresent()) {
            return CtapNames.ASSERTED;
        }
        if (map.get(1).filter(CborItem.Sequence.class::isInstance).isPresent()
                && map.get(3).flatMap(CborItem::octets).isPresent()) {
            return CtapNames.INFO;
        }
        boolean pin = map.entries().stream()
                .allMatch(
                        entry -> entry.key().number().map(n -> n >= 1 && n <= 5).orElse(false));
        return pin ? CtapNames.PIN : Map.of();
    }

    private static int first(Bytes message) throws DecodeException {
        if (message.isEmpty()) {
            throw new DecodeException("the message is empty");
        }
        return message.at(0) & 0xff;
    }
}
