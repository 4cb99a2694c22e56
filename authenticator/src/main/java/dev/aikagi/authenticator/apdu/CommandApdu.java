package dev.aikagi.authenticator.apdu;

import dev.aikagi.authenticator.bytes.Bytes;

/**
 * A command APDU. ISO/IEC 7816-4 §5.1.
 *
 * <pre>
 *   case 1   CLA INS P1 P2
 *   case 2S  CLA INS P1 P2  Le                    case 2E  CLA INS P1 P2  00 Le Le
 *   case 3S  CLA INS P1 P2  Lc data               case 3E  CLA INS P1 P2  00 Lc Lc data
 *   case 4S  CLA INS P1 P2  Lc data Le            case 4E  CLA INS P1 P2  00 Lc Lc data Le Le
 * </pre>
 *
 * @param data 0 to 65,535 bytes
 * @param expected Ne, the most bytes the host takes in one answer, 1 to 65,536. Without Le it is the most that the
 *     form of the command allows, since some clients leave Le out and still want data.
 */
public record CommandApdu(int cla, int ins, int p1, int p2, Bytes data, int expected) {
    /** What came before the first command. */
    static final CommandApdu NONE = new CommandApdu(0, 0, 0, 0, Bytes.EMPTY, 1);

    private static final int MOST_SHORT = 256;
    private static final int MOST_EXTENDED = 65_536;

    /** The host says that more of this command follows. */
    boolean chained() {
        return (cla & 0x10) != 0;
    }

    /** Whether it is of the same command as a chained part before it. ISO/IEC 7816-4 §5.3.3. */
    boolean continues(CommandApdu part) {
        return part.chained() && (cla | 0x10) == part.cla && ins == part.ins && p1 == part.p1 && p2 == part.p2;
    }

    CommandApdu withData(Bytes whole) {
        return new CommandApdu(cla & ~0x10, ins, p1, p2, whole, expected);
    }

    /** The command in extended form, for those who parse it themselves; they may answer with as much as they have. */
    public Bytes encode() {
        Bytes header = Bytes.of((byte) cla, (byte) ins, (byte) p1, (byte) p2, (byte) 0);
        Bytes everything = Bytes.of(new byte[2]);
        if (data.isEmpty()) {
            return Bytes.concat(header, everything);
        }
        Bytes length = Bytes.of((byte) (data.size() >>> 8), (byte) data.size());
        return Bytes.concat(header, length, data, everything);
    }

    /**
     * Parses one command.
     *
     * @throws ApduException 6700 if it is none of the seven cases
     */
    public static CommandApdu parse(Bytes apdu) {
        int size = apdu.size();
        if (size < 4) {
            throw new ApduException(StatusWord.WRONG_LENGTH);
        }
        if (size == 4) {
            return of(apdu, Bytes.EMPTY, MOST_SHORT);
        }
        return size > 5 && apdu.at(4) == 0 ? extended(apdu) : shortForm(apdu);
    }

    private static CommandApdu shortForm(Bytes apdu) {
        int first = apdu.at(4) & 0xff;
        int rest = apdu.size() - 5;
        if (rest == 0) {
            return of(apdu, Bytes.EMPTY, first == 0 ? MOST_SHORT : first);
        }
        return switch (rest - first) {
            case 0 -> of(apdu, apdu.slice(5, 5 + first), MOST_SHORT);
            case 1 -> {
                int le = apdu.at(5 + first) & 0xff;
                yield of(apdu, apdu.slice(5, 5 + first), le == 0 ? MOST_SHORT : le);
            }
            default -> throw new ApduException(StatusWord.WRONG_LENGTH);
        };
    }

    private static CommandApdu extended(Bytes apdu) {
        if (apdu.size() < 7) {
            throw new ApduException(StatusWord.WRONG_LENGTH);
        }
        int first = twoBytes(apdu, 5);
        int rest = apdu.size() - 7;
        if (rest == 0) {
            return of(apdu, Bytes.EMPTY, first == 0 ? MOST_EXTENDED : first);
        }
        // Lc 0 is none of the cases, but what libfido2 and python-fido2 write where there is no data.
        if ((first == 0 && rest != 2) || (rest != first && rest != first + 2)) {
            throw new ApduException(StatusWord.WRONG_LENGTH);
        }
        int le = rest == first ? 0 : twoBytes(apdu, 7 + first);
        return of(apdu, apdu.slice(7, 7 + first), le == 0 ? MOST_EXTENDED : le);
    }

    private static CommandApdu of(Bytes apdu, Bytes data, int expected) {
        return new CommandApdu(
                apdu.at(0) & 0xff, apdu.at(1) & 0xff, apdu.at(2) & 0xff, apdu.at(3) & 0xff, data, expected);
    }

    private static int twoBytes(Bytes apdu, int at) {
        return ((apdu.at(at) & 0xff) << 8) | (apdu.at(at + 1) & 0xff);
    }
}
