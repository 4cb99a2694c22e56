package dev.aikagi.ctapsim.fault;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborException;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.message.Ctap2Command;
import dev.aikagi.authenticator.message.CtapStatus;
import java.util.Optional;

/** CTAP2 requests that a key refuses to look at. */
final class FaultyRequest {
    /** CTAP 2.1 §6.1: the exclude list; §6.2: the allow list, the options. */
    private static final CborValue EXCLUDE_LIST = CborValue.of(5);

    private static final CborValue ALLOW_LIST = CborValue.of(3);
    private static final CborValue OPTIONS = CborValue.of(5);

    private FaultyRequest() {}

    /** What is answered instead of what the engine would, if anything. */
    static Optional<Bytes> refusal(Fault fault, byte[] request) {
        return switch (fault.kind()) {
            case STATUS, RAW -> Optional.of(fault.octets());
            case NO_SILENCE -> status(CtapStatus.CTAP2_ERR_UNSUPPORTED_OPTION).filter(refused -> silent(request));
            case LONGEST_LIST ->
                status(CtapStatus.CTAP2_ERR_LIMIT_EXCEEDED).filter(refused -> listed(request) > fault.number());
            default -> Optional.empty();
        };
    }

    private static Optional<Bytes> status(CtapStatus status) {
        return Optional.of(Bytes.of(status.code()));
    }

    private static boolean silent(byte[] request) {
        return member(request, OPTIONS) instanceof CborValue.Map options
                && CborValue.of(false).equals(options.entries().get(CborValue.of("up")));
    }

    private static int listed(byte[] request) {
        boolean making = request[0] == Ctap2Command.MAKE_CREDENTIAL.code();
        return member(request, making ? EXCLUDE_LIST : ALLOW_LIST) instanceof CborValue.Array list
                ? list.items().size()
                : 0;
    }

    /** Null where there is none; whatever else is wrong with the request, the engine says. */
    private static CborValue member(byte[] request, CborValue key) {
        Bytes whole = Bytes.of(request);
        try {
            return CborReader.read(whole.slice(1, whole.size())) instanceof CborValue.Map members
                    ? members.entries().getOrDefault(key, new CborValue.Null())
                    : new CborValue.Null();
        } catch (CborException unreadable) {
            return new CborValue.Null();
        }
    }
}
