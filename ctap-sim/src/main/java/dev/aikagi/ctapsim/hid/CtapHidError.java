package dev.aikagi.ctapsim.hid;

import java.util.Arrays;
import java.util.Optional;

/** What CTAPHID_ERROR says. CTAP 2.1 §11.2.9.1.6. */
public enum CtapHidError {
    INVALID_CMD(0x01),
    INVALID_PAR(0x02),
    INVALID_LEN(0x03),
    INVALID_SEQ(0x04),
    MSG_TIMEOUT(0x05),
    CHANNEL_BUSY(0x06),
    LOCK_REQUIRED(0x0a),
    INVALID_CHANNEL(0x0b),
    OTHER(0x7f);

    private final int code;

    CtapHidError(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The error of a code; empty if the specification names none. */
    public static Optional<CtapHidError> of(int code) {
        return Arrays.stream(values()).filter(e -> e.code == code).findFirst();
    }
}
