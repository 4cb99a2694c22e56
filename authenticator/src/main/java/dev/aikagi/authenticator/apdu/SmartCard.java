package dev.aikagi.authenticator.apdu;

/**
 * The second waist of the key: whatever speaks smart card meets here, one command APDU in, one response APDU out.
 *
 * <p>Not safe for use by several threads at once; the adapter in front of it serialises.
 */
public interface SmartCard {
    /**
     * Processes one command APDU (ISO/IEC 7816-4 §5.1, short or extended, 4 to 65,544 bytes).
     *
     * @return the response APDU: data, then SW1 SW2; never shorter than two bytes. A command that cannot be parsed
     *     answers 6700, it does not throw.
     */
    byte[] transmit(byte[] commandApdu);

    /** Power-on or warm reset: the selection, chaining and access state of every applet is lost, its memory is not. */
    void reset();
}
