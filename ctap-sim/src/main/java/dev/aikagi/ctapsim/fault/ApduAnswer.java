package dev.aikagi.ctapsim.fault;

import dev.aikagi.authenticator.apdu.StatusWord;
import dev.aikagi.authenticator.bytes.Bytes;

/** What a command APDU is answered with: data, and how it ended. */
record ApduAnswer(Bytes data, StatusWord status) {
    private static final int STATUS_SIZE = 2;

    /** Splits an answer; one without room for a status word is data alone and ends well. */
    static ApduAnswer of(Bytes octets) {
        int end = octets.size() - STATUS_SIZE;
        if (end < 0) {
            return new ApduAnswer(octets, StatusWord.OK);
        }
        return new ApduAnswer(
                octets.slice(0, end), new StatusWord(((octets.at(end) & 0xff) << 8) | (octets.at(end + 1) & 0xff)));
    }

    /** What a fault of that kind has instead of an answer. */
    static ApduAnswer instead(Fault fault) {
        return of(fault.octets());
    }

    /** The answer as the fault leaves it; the signature is the last of what U2F signs. */
    ApduAnswer with(Fault fault) {
        if (!status.equals(StatusWord.OK) || data.isEmpty()) {
            return this;
        }
        return switch (fault.kind()) {
            case CUT -> new ApduAnswer(data.slice(0, Math.min(data.size(), fault.number())), status);
            case BAD_SIGNATURE -> new ApduAnswer(FaultyData.flipped(data), status);
            default -> this;
        };
    }

    Bytes octets() {
        return Bytes.concat(data, Bytes.of((byte) (status.value() >>> 8), (byte) status.value()));
    }
}
