package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * ISO/IEC 7816-4 §5.1, short and extended form. The key has a parser of its own; this one shares nothing with it.
 */
final class ApduDecoder {
    private static final Map<String, String> APPLETS = Map.of(
            "a0000006472f0001", "FIDO",
            "a0000005272101", "YKOATH",
            "a000000527471117", "YubiKey management",
            "a0000005272001", "Yubico OTP",
            "a000000308", "PIV",
            "a00000030800001000", "PIV",
            "a000000308000010000100", "PIV",
            "d27600012401", "OpenPGP",
            "d2760000850101", "NDEF");
    private static final Map<Integer, String> STATUS = Map.ofEntries(
            Map.entry(0x9000, "no error"),
            Map.entry(0x6100, "more data: GET RESPONSE"),
            Map.entry(0x6300, "verification failed"),
            Map.entry(0x6400, "execution error"),
            Map.entry(0x6581, "memory failure"),
            Map.entry(0x6700, "wrong length"),
            Map.entry(0x6881, "logical channel not supported"),
            Map.entry(0x6882, "secure messaging not supported"),
            Map.entry(0x6883, "last command of the chain expected"),
            Map.entry(0x6884, "command chaining not supported"),
            Map.entry(0x6982, "security status not satisfied"),
            Map.entry(0x6983, "authentication method blocked"),
            Map.entry(0x6984, "reference data not usable (YKOATH: no such object)"),
            Map.entry(0x6985, "conditions of use not satisfied"),
            Map.entry(0x6986, "command not allowed"),
            Map.entry(0x6999, "applet selection failed"),
            Map.entry(0x6a80, "wrong data"),
            Map.entry(0x6a81, "function not supported"),
            Map.entry(0x6a82, "file or application not found"),
            Map.entry(0x6a83, "record not found"),
            Map.entry(0x6a84, "not enough memory"),
            Map.entry(0x6a86, "incorrect P1 P2"),
            Map.entry(0x6a88, "referenced data not found"),
            Map.entry(0x6b00, "wrong P1 P2"),
            Map.entry(0x6d00, "instruction not supported"),
            Map.entry(0x6e00, "class not supported"),
            Map.entry(0x6f00, "no precise diagnosis"),
            Map.entry(0x9100, "status update: user presence needed"));

    private final Fields fields;

    ApduDecoder(Fields fields) {
        this.fields = fields;
    }

    /** A command taken apart; {@code expected} is empty where there is no Le. */
    private record Command(int cla, int ins, int p1, int p2, Bytes data, Optional<Integer> expected) {
        String instruction() {
            boolean oathParameters = p2 <= 1 && p1 == 0;
            return switch (ins) {
                case 0xa4 -> p1 == 0x04 ? "SELECT" : oathParameters ? "CALCULATE ALL" : "";
                case 0x01 -> data.size() == 64 ? "U2F_REGISTER" : oathParameters ? "PUT" : "";
                case 0x02 ->
                    p1 == 0x03 || p1 == 0x07 || p1 == 0x08 ? "U2F_AUTHENTICATE" : oathParameters ? "DELETE" : "";
                case 0x03 -> data.isEmpty() ? "U2F_VERSION" : oathParameters ? "SET CODE" : "";
                case 0x04 -> p1 == 0xde && p2 == 0xad ? "RESET" : "";
                case 0x05 -> oathParameters ? "RENAME" : "";
                case 0xa1 -> oathParameters ? "LIST" : "";
                case 0xa2 -> oathParameters ? "CALCULATE" : "";
                case 0xa3 -> oathParameters ? "VALIDATE" : "";
                case 0xa5 -> oathParameters ? "SEND REMAINING" : "";
                case 0xc0 -> "GET RESPONSE";
                case 0x10 -> "NFCCTAP_MSG";
                case 0x11 -> "NFCCTAP_GETRESPONSE";
                default -> "";
            };
        }

        boolean isPlain() {
            return cla == 0x00 || cla == 0x80 || cla == 0x10 || cla == 0x90;
        }
    }

    /** Whether the bytes are a command that one of the applets we know would take. */
    static boolean isKnown(Bytes apdu) {
        try {
            Command command = parse(apdu);
            return command.isPlain() && !command.instruction().isEmpty();
        } catch (DecodeException e) {
            return false;
        }
    }

    static boolean isKnownStatus(Bytes apdu) {
        return apdu.size() >= 2 && !meaning(statusWord(apdu)).isEmpty();
    }

    void command(Bytes apdu, Tree tree) throws DecodeException {
        Command command = parse(apdu);
        String name = command.isPlain() ? command.instruction() : "";
        tree.line("CLA", "%02x%s".formatted(command.cla(), (command.cla() & 0x10) != 0 ? " (chained)" : ""));
        tree.line("INS", "%02x %s".formatted(command.ins(), name).strip());
        tree.line("P1 P2", "%02x %02x".formatted(command.p1(), command.p2()));
        if (!command.data().isEmpty()) {
            tree.line("Lc", String.valueOf(command.data().size()));
            data(name, command.data(), tree);
        }
        command.expected().ifPresent(expected -> tree.line("Le", String.valueOf(expected)));
    }

    private void data(String name, Bytes data, Tree tree) {
        switch (name) {
            case "SELECT" -> tree.line("AID", (data.hex() + " " + APPLETS.getOrDefault(data.hex(), "")).strip());
            case "PUT", "DELETE", "SET CODE", "RENAME", "CALCULATE", "CALCULATE ALL", "VALIDATE" -> {
                // Without the tags nobody knows which of the bytes are the key, so none are shown.
                Tree branch = tree.line("data", "");
                branch.attempt(place -> new OathTlv(fields.secrets()).show(data, place));
            }
            case "NFCCTAP_MSG" ->
                tree.line("data", data.hex()).attempt(place -> new CtapDecoder(fields).request(data, place));
            default -> tree.line("data", data.hex());
        }
    }

    void response(Bytes apdu, Tree tree) throws DecodeException {
        if (apdu.size() < 2) {
            throw new DecodeException("a response APDU has 2 bytes at least");
        }
        int status = statusWord(apdu);
        int high = status >> 8;
        if (high != 0x90 && high != 0x91 && (high < 0x61 || high > 0x6f)) {
            throw new DecodeException("%04x is no status word".formatted(status));
        }
        Bytes data = apdu.slice(0, apdu.size() - 2);
        if (!data.isEmpty()) {
            responseData(data, tree);
        }
        tree.line("SW", "%04x %s".formatted(status, meaning(status)).strip());
    }

    private void responseData(Bytes data, Tree tree) {
        Tree branch = tree.line("data", data.hex());
        Tree probe = new Tree();
        OathTlv tlv = new OathTlv(fields.secrets());
        try {
            tlv.show(data, probe);
            branch.attempt(place -> tlv.show(data, place));
        } catch (DecodeException notOath) {
            String text = new String(data.toArray(), StandardCharsets.UTF_8);
            if (text.matches("[\\x20-\\x7e]+")) {
                branch.line("text", text);
            } else {
                ctap(data, branch);
            }
        }
    }

    private void ctap(Bytes data, Tree branch) {
        try {
            new CtapDecoder(fields).response(data, new Tree());
            branch.attempt(place -> new CtapDecoder(fields).response(data, place));
        } catch (DecodeException neither) {
            branch.line("length", data.size() + " bytes");
        }
    }

    private static int statusWord(Bytes apdu) {
        return twoBytes(apdu, apdu.size() - 2);
    }

    private static String meaning(int status) {
        if (status >> 8 == 0x61) {
            return (status & 0xff) == 0 ? "256 or more bytes left" : (status & 0xff) + " bytes left";
        }
        if (status >> 4 == 0x63c) {
            return "verification failed, " + (status & 0xf) + " tries left";
        }
        if (status >> 8 == 0x6c) {
            return "wrong Le, " + (status & 0xff) + " bytes are there";
        }
        return STATUS.getOrDefault(status, "");
    }

    private static Command parse(Bytes apdu) throws DecodeException {
        int size = apdu.size();
        if (size < 4) {
            throw new DecodeException("a command APDU has 4 bytes at least, not " + size);
        }
        if (size == 4) {
            return command(apdu, Bytes.EMPTY, Optional.empty());
        }
        boolean extended = apdu.at(4) == 0 && size >= 7;
        int lengthSize = extended ? 2 : 1;
        int start = extended ? 7 : 5;
        int first = extended ? twoBytes(apdu, 5) : apdu.at(4) & 0xff;
        int most = extended ? 65_536 : 256;
        if (size == start) {
            return command(apdu, Bytes.EMPTY, Optional.of(first == 0 ? most : first));
        }
        int after = size - start - first;
        if (first == 0 || (after != 0 && after != lengthSize)) {
            throw new DecodeException("Lc says " + first + " bytes, but " + (size - start) + " follow");
        }
        if (after == 0) {
            return command(apdu, apdu.slice(start, size), Optional.empty());
        }
        int le = extended ? twoBytes(apdu, start + first) : apdu.at(start + first) & 0xff;
        return command(apdu, apdu.slice(start, start + first), Optional.of(le == 0 ? most : le));
    }

    private static Command command(Bytes apdu, Bytes data, Optional<Integer> expected) {
        return new Command(apdu.at(0) & 0xff, apdu.at(1) & 0xff, apdu.at(2) & 0xff, apdu.at(3) & 0xff, data, expected);
    }

    private static int twoBytes(Bytes apdu, int at) {
        return ((apdu.at(at) & 0xff) << 8) | (apdu.at(at + 1) & 0xff);
    }
}
