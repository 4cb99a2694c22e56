package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Map;

/**
 * CTAP §11.2.4.
 *
 * <pre>
 *   initial        CID 4 | 80+CMD 1 | BCNT 2 | data, 57 bytes at most
 *   continuation   CID 4 | SEQ 1             | data, 59 bytes at most
 * </pre>
 */
final class CtapHidDecoder {
    private static final int REPORT = 64;
    private static final int HEAD = 7;
    private static final int MOST = 57 + 128 * 59;
    private static final Map<Integer, String> COMMANDS = Map.of(
            0x01,
            "PING",
            0x03,
            "MSG",
            0x04,
            "LOCK",
            0x06,
            "INIT",
            0x08,
            "WINK",
            0x10,
            "CBOR",
            0x11,
            "CANCEL",
            0x3b,
            "KEEPALIVE",
            0x3f,
            "ERROR");
    private static final Map<Integer, String> ERRORS = Map.of(
            0x01,
            "ERR_INVALID_CMD",
            0x02,
            "ERR_INVALID_PAR",
            0x03,
            "ERR_INVALID_LEN",
            0x04,
            "ERR_INVALID_SEQ",
            0x05,
            "ERR_MSG_TIMEOUT",
            0x06,
            "ERR_CHANNEL_BUSY",
            0x0a,
            "ERR_LOCK_REQUIRED",
            0x0b,
            "ERR_INVALID_CHANNEL",
            0x7f,
            "ERR_OTHER");
    private static final Map<Integer, String> WAITING = Map.of(1, "STATUS_PROCESSING", 2, "STATUS_UPNEEDED");

    private final Fields fields;

    CtapHidDecoder(Fields fields) {
        this.fields = fields;
    }

    void show(Bytes report, Tree tree) throws DecodeException {
        if (report.size() != REPORT) {
            throw new DecodeException("a CTAPHID report has 64 bytes, not " + report.size());
        }
        String channel = report.slice(0, 4).hex();
        tree.line("channel", channel.equals("ffffffff") ? channel + " (broadcast)" : channel);
        int command = report.at(4) & 0xff;
        if (command < 0x80) {
            tree.line("continuation", "SEQ " + command);
            tree.line("data", report.slice(5, REPORT).hex());
        } else {
            initial(report, command & 0x7f, tree);
        }
    }

    private void initial(Bytes report, int command, Tree tree) throws DecodeException {
        int count = ((report.at(5) & 0xff) << 8) | (report.at(6) & 0xff);
        if (count > MOST) {
            throw new DecodeException("a message of " + count + " bytes is longer than CTAPHID can carry");
        }
        String vendor = command >= 0x40 ? "vendor %02x".formatted(command) : "";
        String name = COMMANDS.getOrDefault(command, vendor);
        if (name.isEmpty()) {
            throw new DecodeException("%02x is no CTAPHID command".formatted(command));
        }
        tree.line("command", vendor.isEmpty() ? "CTAPHID_" + name : name);
        tree.line("length", String.valueOf(count));
        if (count > REPORT - HEAD) {
            tree.line("data", report.slice(HEAD, REPORT).hex() + " (" + (count - REPORT + HEAD) + " bytes to follow)");
        } else if (count > 0) {
            message(command, report.slice(HEAD, HEAD + count), tree);
        }
    }

    private void message(int command, Bytes data, Tree tree) {
        int first = data.at(0) & 0xff;
        switch (command) {
            case 0x06 -> init(data, tree);
            case 0x10 ->
                either(
                        tree.line("data", data.hex()),
                        place -> new CtapDecoder(fields).request(data, place),
                        place -> new CtapDecoder(fields).response(data, place));
            case 0x03 ->
                either(
                        tree.line("data", data.hex()),
                        place -> new ApduDecoder(fields).command(data, place),
                        place -> new ApduDecoder(fields).response(data, place));
            case 0x3b -> tree.line("status", WAITING.getOrDefault(first, "%02x".formatted(first)));
            case 0x3f -> tree.line("error", ERRORS.getOrDefault(first, "%02x".formatted(first)));
            default -> tree.line("data", data.hex());
        }
    }

    /** One report does not say in which direction it goes: what it can be read as is shown. */
    private static void either(Tree tree, Tree.Part request, Tree.Part response) {
        Tree probe = new Tree();
        try {
            request.show(probe);
            tree.attempt(request);
        } catch (DecodeException e) {
            tree.attempt(response);
        }
    }

    private static void init(Bytes data, Tree tree) {
        tree.line("nonce", data.slice(0, Math.min(8, data.size())).hex());
        if (data.size() == 17) {
            tree.line("new channel", data.slice(8, 12).hex());
            tree.line("protocol", String.valueOf(data.at(12) & 0xff));
            tree.line("device", (data.at(13) & 0xff) + "." + (data.at(14) & 0xff) + "." + (data.at(15) & 0xff));
            int capabilities = data.at(16) & 0xff;
            tree.line(
                    "capabilities",
                    "%02x%s%s%s"
                            .formatted(
                                    capabilities,
                                    (capabilities & 1) != 0 ? " WINK" : "",
                                    (capabilities & 4) != 0 ? " CBOR" : "",
                                    (capabilities & 8) != 0 ? " NMSG" : ""));
        }
    }
}
