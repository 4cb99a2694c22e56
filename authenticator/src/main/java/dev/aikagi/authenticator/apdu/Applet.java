package dev.aikagi.authenticator.apdu;

import dev.aikagi.authenticator.bytes.Bytes;

/** An application on the card, chosen by its identifier. */
public interface Applet {
    /** The application identifier, 5 to 16 bytes. ISO/IEC 7816-4 §8.2.1.2. */
    Bytes aid();

    /** What SELECT answers; the applet begins a new session. */
    Bytes select();

    /**
     * Processes one whole command; chaining is done.
     *
     * @return the response data, of any length
     * @throws ApduException if the command ends with another status than 9000
     */
    Bytes process(CommandApdu command);

    /** An instruction that asks for more of an answer, beside GET RESPONSE (C0). */
    default int sendRemaining() {
        return 0xc0;
    }

    /** Another applet was selected or the card lost power: the session ends, what is stored stays. */
    void deselect();
}
