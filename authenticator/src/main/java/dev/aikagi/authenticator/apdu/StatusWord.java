package dev.aikagi.authenticator.apdu;

/**
 * SW1 SW2: how a command ended. ISO/IEC 7816-4 §5.6.
 *
 * @param value 0 to FFFF
 */
public record StatusWord(int value) {
    public static final StatusWord OK = new StatusWord(0x9000);
    /** CTAP 2.1 §11.3.7.1: the command still runs; one byte of data says how far it is. */
    public static final StatusWord KEEP_ALIVE = new StatusWord(0x9100);

    public static final StatusWord MEMORY_FAILURE = new StatusWord(0x6581);
    public static final StatusWord WRONG_LENGTH = new StatusWord(0x6700);
    public static final StatusWord CHANNEL_NOT_SUPPORTED = new StatusWord(0x6881);
    public static final StatusWord SECURE_MESSAGING_NOT_SUPPORTED = new StatusWord(0x6882);
    public static final StatusWord SECURITY_STATUS_NOT_SATISFIED = new StatusWord(0x6982);
    public static final StatusWord REFERENCED_DATA_NOT_USABLE = new StatusWord(0x6984);
    public static final StatusWord CONDITIONS_NOT_SATISFIED = new StatusWord(0x6985);
    public static final StatusWord COMMAND_NOT_ALLOWED = new StatusWord(0x6986);
    public static final StatusWord WRONG_DATA = new StatusWord(0x6a80);
    public static final StatusWord NOT_FOUND = new StatusWord(0x6a82);
    public static final StatusWord NOT_ENOUGH_MEMORY = new StatusWord(0x6a84);
    public static final StatusWord INCORRECT_P1_P2 = new StatusWord(0x6a86);
    public static final StatusWord INS_NOT_SUPPORTED = new StatusWord(0x6d00);
    public static final StatusWord CLA_NOT_SUPPORTED = new StatusWord(0x6e00);

    /** 61xx: so many bytes are left for GET RESPONSE; 00 says 256 or more. */
    static StatusWord bytesLeft(int count) {
        return new StatusWord(0x6100 | (count > 0xff ? 0 : count));
    }

    @Override
    public String toString() {
        return "%04X".formatted(value);
    }
}
