package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Yubico's OATH protocol: tag, length (BER), value; only the property has no length.
 *
 * <pre>
 *   71 name | 72 type+algorithm, name | 73 type+algorithm, digits, key | 74 challenge | 75 76 77 7c digits, code | 78 property
 * </pre>
 */
final class OathTlv {
    private static final Map<Integer, String> TAGS = Map.ofEntries(
            Map.entry(0x71, "name"),
            Map.entry(0x72, "credential"),
            Map.entry(0x73, "key"),
            Map.entry(0x74, "challenge"),
            Map.entry(0x75, "response"),
            Map.entry(0x76, "truncated response"),
            Map.entry(0x77, "no response (HOTP)"),
            Map.entry(0x78, "property"),
            Map.entry(0x79, "version"),
            Map.entry(0x7a, "moving factor"),
            Map.entry(0x7b, "algorithm"),
            Map.entry(0x7c, "touch needed"));
    private static final Map<Integer, String> TYPES = Map.of(1, "HOTP", 2, "TOTP");
    private static final Map<Integer, String> ALGORITHMS = Map.of(1, "SHA1", 2, "SHA256", 3, "SHA512");

    private final Secrets secrets;

    OathTlv(Secrets secrets) {
        this.secrets = secrets;
    }

    void show(Bytes data, Tree tree) throws DecodeException {
        int at = 0;
        while (at < data.size()) {
            int tag = data.at(at) & 0xff;
            if (!TAGS.containsKey(tag)) {
                throw new DecodeException("%02x is no YKOATH tag".formatted(tag));
            }
            int start = tag == 0x78 ? at + 1 : at + 1 + lengthSize(data, at + 1);
            int end = tag == 0x78 ? start + 1 : start + length(data, at + 1);
            if (end > data.size()) {
                throw new DecodeException("the " + TAGS.get(tag) + " is cut off");
            }
            value(tree, tag, data.slice(start, end));
            at = end;
        }
    }

    private void value(Tree tree, int tag, Bytes value) {
        String shown = switch (tag) {
            case 0x71 -> name(value);
            case 0x72 -> value.isEmpty() ? "" : type(value.at(0)) + " " + text(value.slice(1, value.size()));
            case 0x73 -> key(value);
            case 0x75, 0x76 -> digits(value);
            case 0x78 -> property(value.at(0));
            case 0x79 -> value.size() == 3 ? value.at(0) + "." + value.at(1) + "." + value.at(2) : value.hex();
            case 0x7b -> value.size() == 1 ? type(value.at(0)) : value.hex();
            default -> value.hex();
        };
        tree.line("%02x %s".formatted(tag, TAGS.get(tag)), shown);
    }

    /** In the answer to SELECT the name is the card's id, no text. */
    private static String name(Bytes value) {
        String text = text(value);
        return text.chars().anyMatch(c -> c < 0x20 || c == 0xfffd) ? value.hex() : text;
    }

    private String key(Bytes value) {
        if (value.isEmpty()) {
            return "empty";
        }
        return type(value.at(0)) + " " + secrets.show(value.slice(1, value.size()));
    }

    private static String digits(Bytes value) {
        if (value.isEmpty()) {
            return "empty";
        }
        return value.at(0) + " digits " + value.slice(1, value.size()).hex();
    }

    private static String property(byte value) {
        return "%02x%s%s"
                .formatted(value, (value & 1) != 0 ? " only increasing" : "", (value & 2) != 0 ? " touch needed" : "");
    }

    private static String type(byte octet) {
        String type = TYPES.getOrDefault((octet & 0xff) >> 4, "");
        return (type + " " + ALGORITHMS.getOrDefault(octet & 0x0f, "%02x".formatted(octet))).strip();
    }

    private static String text(Bytes value) {
        return new String(value.toArray(), StandardCharsets.UTF_8);
    }

    private static int lengthSize(Bytes data, int at) throws DecodeException {
        if (at >= data.size()) {
            throw new DecodeException("a length is missing");
        }
        return switch (data.at(at) & 0xff) {
            case 0x81 -> 2;
            case 0x82 -> 3;
            default -> 1;
        };
    }

    private static int length(Bytes data, int at) throws DecodeException {
        int size = lengthSize(data, at);
        if (at + size > data.size()) {
            throw new DecodeException("a length is cut off");
        }
        return size == 1
                ? data.at(at) & 0xff
                : Integer.parseInt(data.slice(at + 1, at + size).hex(), 16);
    }
}
