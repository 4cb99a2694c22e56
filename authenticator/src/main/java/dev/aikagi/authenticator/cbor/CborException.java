package dev.aikagi.authenticator.cbor;

/** The input is not one data item in canonical form; the engine answers CTAP2_ERR_INVALID_CBOR. */
public final class CborException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    CborException(int offset, String reason) {
        super("CBOR, byte " + offset + ": " + reason);
        this.offset = offset;
    }

    /** Where in the input the offending item begins, from 0. */
    public int offset() {
        return offset;
    }
}
