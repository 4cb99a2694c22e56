package dev.aikagi.ctapsim.hid;

import java.util.Arrays;
import java.util.Optional;

/** What a message is. CTAP 2.1 §11.2.9. */
public enum CtapHidCommand {
    PING(0x01),
    MSG(0x03),
    LOCK(0x04),
    INIT(0x06),
    WINK(0x08),
    CBOR(0x10),
    CANCEL(0x11),
    KEEPALIVE(0x3b),
    ERROR(0x3f);

    private final int code;

    CtapHidCommand(int code) {
        this.code = code;
    }

    /** Without the highest bit, which tells an initialization packet from a continuation. */
    public int code() {
        return code;
    }

    /** The command of a code without the highest bit; empty if the specification names none. */
    public static Optional<CtapHidCommand> of(int code) {
        return Arrays.stream(values()).filter(c -> c.code == code).findFirst();
    }
}
