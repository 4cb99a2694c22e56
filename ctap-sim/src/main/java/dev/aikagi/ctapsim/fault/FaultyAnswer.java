package dev.aikagi.ctapsim.fault;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Answers to CTAP2 requests, changed after they were made: nothing of it is signed. */
final class FaultyAnswer {
    /** CTAP 2.1 §6.2.2: whose assertion it is. */
    private static final CborValue CREDENTIAL = CborValue.of(1);

    /** CTAP 2.1 §6.2.2: the signature of an assertion; §6.1.2: the attestation statement of a new credential. */
    private static final CborValue THIRD = CborValue.of(3);

    /** CTAP 2.1 §6.1.2: epAtt. */
    private static final CborValue ENTERPRISE = CborValue.of(4);

    /** Of no answer, of two and of three bytes. */
    private static final long[] NO_MEMBERS = {0xfe, 0x1fe};

    private static final CborValue SIG = CborValue.of("sig");
    private static final CborValue NAME = CborValue.of("name");

    private FaultyAnswer() {}

    static Bytes of(Bytes answer, Fault fault) {
        if (fault.kind() == FaultKind.CUT) {
            return answer.slice(0, Math.min(answer.size(), fault.number()));
        }
        if (answer.size() < 2 || answer.at(0) != 0) {
            return answer;
        }
        return switch (fault.kind()) {
            case BAD_SIGNATURE ->
                changed(answer, members -> members.computeIfPresent(THIRD, (key, sig) -> forged(sig)));
            case NO_CREDENTIAL -> changed(answer, members -> members.remove(CREDENTIAL));
            case ENTERPRISE -> changed(answer, members -> members.put(ENTERPRISE, CborValue.of(true)));
            case INVALID_UTF8 -> invalidUtf8(answer);
            case PAD -> padded(answer, fault.number());
            default -> answer;
        };
    }

    private static Bytes changed(Bytes answer, Consumer<Map<CborValue, CborValue>> change) {
        if (!(CborReader.read(answer.slice(1, answer.size())) instanceof CborValue.Map members)) {
            return answer;
        }
        Map<CborValue, CborValue> changed = new HashMap<>(members.entries());
        change.accept(changed);
        return Bytes.concat(answer.slice(0, 1), CborWriter.write(new CborValue.Map(changed)));
    }

    private static CborValue forged(CborValue signed) {
        if (signed instanceof CborValue.Octets signature) {
            return CborValue.of(FaultyData.flipped(signature.value()));
        }
        if (signed instanceof CborValue.Map statement) {
            Map<CborValue, CborValue> changed = new HashMap<>(statement.entries());
            changed.computeIfPresent(SIG, (key, signature) -> forged(signature));
            return new CborValue.Map(changed);
        }
        return signed;
    }

    /** Our writer writes no such text: the last byte of the name becomes FF, which UTF-8 never has. */
    private static Bytes invalidUtf8(Bytes answer) {
        Optional<CborValue> name = name(CborReader.read(answer.slice(1, answer.size())));
        if (name.isEmpty()) {
            return answer;
        }
        String pair = Bytes.concat(CborWriter.write(NAME), CborWriter.write(name.get()))
                .hex();
        int end = answer.hex().indexOf(pair) + pair.length();
        byte[] octets = answer.toArray();
        octets[end / 2 - 1] = (byte) 0xff;
        return Bytes.of(octets);
    }

    private static Optional<CborValue> name(CborValue value) {
        if (!(value instanceof CborValue.Map members)) {
            return Optional.empty();
        }
        Optional<CborValue> here = Optional.ofNullable(members.entries().get(NAME))
                .filter(name ->
                        name instanceof CborValue.Text text && !text.value().isEmpty());
        return here.or(() -> members.entries().values().stream()
                .map(FaultyAnswer::name)
                .flatMap(Optional::stream)
                .findFirst());
    }

    /** A member's head takes one byte more from 24 on, and two from 256 on: with one of the two keys every size fits. */
    private static Bytes padded(Bytes answer, int size) {
        for (long key : NO_MEMBERS) {
            int missing = size - padded(answer, key, 0).size();
            Optional<Bytes> fitting = IntStream.rangeClosed(Math.max(0, missing - 2), missing)
                    .mapToObj(zeros -> padded(answer, key, zeros))
                    .filter(longer -> longer.size() == size)
                    .findFirst();
            if (fitting.isPresent()) {
                return fitting.get();
            }
        }
        return answer;
    }

    private static Bytes padded(Bytes answer, long key, int zeros) {
        return changed(answer, members -> members.put(CborValue.of(key), CborValue.of(Bytes.of(new byte[zeros]))));
    }
}
