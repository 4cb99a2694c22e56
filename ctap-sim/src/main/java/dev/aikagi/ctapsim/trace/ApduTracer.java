package dev.aikagi.ctapsim.trace;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Map;

/**
 * Reads APDUs as they pass. Withheld, command and response: of YKOATH what carries a secret or proves knowledge of one
 * (PUT, SET CODE, VALIDATE), of CTAP over ISO 7816 authenticatorClientPIN. Instructions of an applet that was not seen
 * selected are taken for YKOATH.
 */
public final class ApduTracer {
    private static final Bytes OATH = Bytes.fromHex("a0000005272101");
    private static final Bytes FIDO = Bytes.fromHex("a0000006472f0001");
    private static final int PUT = 0x01;
    private static final int SET_CODE = 0x03;
    private static final int VALIDATE = 0xa3;
    private static final int SELECT = 0xa4;
    private static final int SEND_REMAINING = 0xa5;
    private static final int GET_RESPONSE = 0xc0;
    private static final int CTAP_MSG = 0x10;
    private static final int CTAP_GET_RESPONSE = 0x11;

    private static final Map<Integer, String> OATH_INSTRUCTIONS = Map.of(
            PUT,
            "PUT",
            0x02,
            "DELETE",
            SET_CODE,
            "SET CODE",
            0x04,
            "RESET",
            0x05,
            "RENAME",
            0xa1,
            "LIST",
            0xa2,
            "CALCULATE",
            VALIDATE,
            "VALIDATE",
            0xa4,
            "CALCULATE ALL",
            SEND_REMAINING,
            "SEND REMAINING");

    private final FrameLog log;
    private Bytes selected = Bytes.EMPTY;
    private Bytes selecting = Bytes.EMPTY;
    private boolean chaining;
    private boolean secret;

    /** Begins as a card does that just got power. */
    public ApduTracer(FrameLog log) {
        this.log = log;
    }

    void reset() {
        selected = Bytes.EMPTY;
        selecting = Bytes.EMPTY;
        chaining = false;
        secret = false;
        add(Frame.Direction.TO_KEY, "power on or reset", new byte[0]);
    }

    public void command(byte[] apdu) {
        selecting = Bytes.EMPTY;
        if (apdu.length < 4) {
            add(Frame.Direction.TO_KEY, "no APDU", apdu);
            return;
        }
        Bytes data = data(Bytes.of(apdu));
        int cla = apdu[0] & 0xff;
        int ins = apdu[1] & 0xff;
        String name = name(cla, ins, apdu[2], data);
        boolean carriesOn = chaining;
        chaining = (cla & 0x10) != 0;
        secret = isSecret(cla, ins, carriesOn, data);
        add(Frame.Direction.TO_KEY, data.isEmpty() ? name : name + " " + data.size() + " bytes", apdu);
    }

    public void response(byte[] apdu) {
        Bytes octets = Bytes.of(apdu);
        int size = Math.max(0, octets.size() - 2);
        String status = octets.slice(size, octets.size()).hex();
        if (!selecting.isEmpty() && (status.equals("9000") || status.startsWith("61"))) {
            selected = selecting;
        }
        add(Frame.Direction.FROM_KEY, size == 0 ? status : status + " " + size + " bytes", apdu);
    }

    private void add(Frame.Direction direction, String summary, byte[] apdu) {
        log.add(direction, Frame.Wire.APDU, new FrameLog.Line(summary, secret), apdu);
    }

    private boolean isSecret(int cla, int ins, boolean carriesOn, Bytes data) {
        return switch (ins) {
            // The rest of an answer is as secret as its beginning.
            case GET_RESPONSE, SEND_REMAINING, CTAP_GET_RESPONSE -> secret;
            case CTAP_MSG -> (carriesOn && secret) || (!data.isEmpty() && data.at(0) == CtapNames.CLIENT_PIN);
            case PUT, SET_CODE, VALIDATE -> (cla & 0x80) != 0 || !selected.equals(FIDO);
            default -> false;
        };
    }

    private String name(int cla, int ins, byte p1, Bytes data) {
        if (ins == SELECT && p1 == 0x04) {
            selecting = data;
            return "SELECT " + data.hex();
        }
        if (ins == GET_RESPONSE) {
            return "GET RESPONSE";
        }
        if (ins == CTAP_MSG && (cla & 0x80) != 0) {
            return chaining || data.isEmpty() ? "NFCCTAP_MSG" : "NFCCTAP_MSG " + CtapNames.command(data.at(0));
        }
        if (ins == CTAP_GET_RESPONSE && (cla & 0x80) != 0) {
            return "NFCCTAP_GETRESPONSE";
        }
        boolean oath = !selected.isEmpty() && begins(OATH, selected);
        return oath && OATH_INSTRUCTIONS.containsKey(ins)
                ? "OATH " + OATH_INSTRUCTIONS.get(ins)
                : "INS %02x".formatted(ins);
    }

    /** Whether one is the beginning of the other: SELECT takes shortened identifiers. */
    private static boolean begins(Bytes one, Bytes other) {
        int size = Math.min(one.size(), other.size());
        return one.slice(0, size).equals(other.slice(0, size));
    }

    /** ISO/IEC 7816-4 §5.1; what cannot be read by its length is taken whole. */
    private static Bytes data(Bytes apdu) {
        if (apdu.size() <= 5) {
            return Bytes.EMPTY;
        }
        boolean extended = apdu.at(4) == 0 && apdu.size() > 6;
        int from = extended ? 7 : 5;
        int length = extended ? ((apdu.at(5) & 0xff) << 8) | (apdu.at(6) & 0xff) : apdu.at(4) & 0xff;
        return apdu.slice(from, Math.min(apdu.size(), from + length));
    }
}
