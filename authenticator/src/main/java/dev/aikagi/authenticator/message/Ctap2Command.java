package dev.aikagi.authenticator.message;

/** The command codes of CTAP 2.1 §6 that this key knows: the first byte of a request. */
public enum Ctap2Command {
    MAKE_CREDENTIAL(0x01),
    GET_ASSERTION(0x02),
    GET_INFO(0x04),
    CLIENT_PIN(0x06),
    RESET(0x07),
    GET_NEXT_ASSERTION(0x08),
    BIO_ENROLLMENT(0x09),
    CREDENTIAL_MANAGEMENT(0x0A),
    SELECTION(0x0B),
    LARGE_BLOBS(0x0C),
    CONFIG(0x0D),
    BIO_ENROLLMENT_PREVIEW(0x40),
    CREDENTIAL_MANAGEMENT_PREVIEW(0x41);

    private final byte code;

    Ctap2Command(int code) {
        this.code = (byte) code;
    }

    /**
     * The command of that code.
     *
     * @throws CtapException CTAP1_ERR_INVALID_COMMAND if there is none
     */
    public static Ctap2Command of(byte code) {
        for (Ctap2Command command : values()) {
            if (command.code == code) {
                return command;
            }
        }
        throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_COMMAND);
    }

    public byte code() {
        return code;
    }
}
