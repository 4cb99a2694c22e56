package dev.aikagi.authenticator.message;

/** The status codes of CTAP 2.1 §6.3 that this key answers with. */
public enum CtapStatus {
    CTAP2_OK(0x00),
    CTAP1_ERR_INVALID_COMMAND(0x01),
    CTAP1_ERR_INVALID_PARAMETER(0x02),
    CTAP1_ERR_INVALID_LENGTH(0x03),
    CTAP2_ERR_CBOR_UNEXPECTED_TYPE(0x11),
    CTAP2_ERR_INVALID_CBOR(0x12),
    CTAP2_ERR_MISSING_PARAMETER(0x14),
    CTAP2_ERR_LIMIT_EXCEEDED(0x15),
    CTAP2_ERR_CREDENTIAL_EXCLUDED(0x19),
    CTAP2_ERR_UNSUPPORTED_ALGORITHM(0x26),
    CTAP2_ERR_OPERATION_DENIED(0x27),
    CTAP2_ERR_KEY_STORE_FULL(0x28),
    CTAP2_ERR_UNSUPPORTED_OPTION(0x2B),
    CTAP2_ERR_INVALID_OPTION(0x2C),
    CTAP2_ERR_KEEPALIVE_CANCEL(0x2D),
    CTAP2_ERR_NO_CREDENTIALS(0x2E),
    CTAP2_ERR_USER_ACTION_TIMEOUT(0x2F),
    CTAP2_ERR_NOT_ALLOWED(0x30),
    CTAP1_ERR_OTHER(0x7F);

    private final byte code;

    CtapStatus(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }
}
