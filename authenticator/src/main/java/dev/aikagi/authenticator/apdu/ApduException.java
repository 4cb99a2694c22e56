package dev.aikagi.authenticator.apdu;

/** A command ends with a status word other than 9000; turned into a response where APDUs come in, and there alone. */
public final class ApduException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int statusWord;

    public ApduException(StatusWord statusWord) {
        super(statusWord.toString(), null, false, false);
        this.statusWord = statusWord.value();
    }

    public StatusWord statusWord() {
        return new StatusWord(statusWord);
    }
}
