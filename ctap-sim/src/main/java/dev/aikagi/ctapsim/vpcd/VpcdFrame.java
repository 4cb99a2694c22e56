package dev.aikagi.ctapsim.vpcd;

import dev.aikagi.authenticator.bytes.Bytes;

/**
 * What vpcd sends; answers have the same form.
 *
 * <pre>
 *   length, two bytes, big-endian   then so many bytes
 *   1                               00 power off, 01 power on, 02 reset, 04 send the answer to reset
 *   2 to 65535                      a command APDU
 * </pre>
 *
 * <p>Answered are the APDU and 04, which comes every 0.4 seconds for ever, also without power: it is how pcscd sees that
 * the card is still there.
 */
record VpcdFrame(Bytes payload) {
    static final int MOST = 0xffff;

    /** What a frame asks for. */
    enum Kind {
        POWER_OFF,
        POWER_ON,
        RESET,
        GET_ATR,
        APDU,
        UNKNOWN
    }

    Kind kind() {
        if (payload.size() != 1) {
            return payload.isEmpty() ? Kind.UNKNOWN : Kind.APDU;
        }
        return switch (payload.at(0)) {
            case 0 -> Kind.POWER_OFF;
            case 1 -> Kind.POWER_ON;
            case 2 -> Kind.RESET;
            case 4 -> Kind.GET_ATR;
            default -> Kind.UNKNOWN;
        };
    }

    /** Length and payload as one: vpcd waits for the rest of what comes in two packets. */
    byte[] encode() {
        int size = payload.size();
        return Bytes.concat(Bytes.of((byte) (size >>> 8), (byte) size), payload).toArray();
    }
}
