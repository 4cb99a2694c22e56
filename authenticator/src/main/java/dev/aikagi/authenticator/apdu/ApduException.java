package dev.aikagi.authenticator.apdu;

import dev.aikagi.authenticator.bytes.Bytes;

/** A command ends with a status word other than 9000; turned into a response where APDUs come in, and there alone. */
public final class ApduException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int statusWord;
    private final byte[] data;

    public ApduException(StatusWord statusWord) {
        this(statusWord, Bytes.EMPTY);
    }

    /** Few status words come with data: 9100 does. */
    public ApduException(StatusWord statusWord, Bytes data) {
        super(statusWord.toString(), null, false, false);
        this.statusWord = statusWord.value();
        this.data = data.toArray();
    }

    public StatusWord statusWord() {
        return new StatusWord(statusWord);
    }

    /** What stands before the status word, mostly nothing. */
    public Bytes data() {
        return Bytes.of(data);
    }
}
