package dev.aikagi.ctapsim.fault;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.Ctap2Command;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.ctapsim.hid.CtapEngine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers of an engine, changed on their way out, or made up. */
final class FaultyEngine implements CtapEngine {
    private static final long GLANCE_MILLIS = 10;

    /** CTAP 2.1 §6.2.2: the signature of an assertion; §6.1.2: the attestation statement of a new credential. */
    private static final CborValue THIRD = CborValue.of(3);

    private static final CborValue SIG = CborValue.of("sig");

    private final CtapEngine engine;
    private final List<Fault> faults;

    FaultyEngine(CtapEngine engine, List<Fault> faults) {
        this.engine = engine;
        this.faults = faults;
    }

    @Override
    public byte[] processCbor(byte[] request, Transaction transaction) {
        List<Fault> about =
                faults.stream().filter(fault -> concerns(fault, request)).toList();
        for (Fault fault : about) {
            switch (fault.kind()) {
                case LATE -> idle(fault.number(), transaction);
                case STATUS, RAW -> {
                    return fault.octets().toArray();
                }
                default -> {
                    // What is wrong with it shows later.
                }
            }
        }
        byte[] answer = engine.processCbor(request, transaction);
        for (Fault fault : about) {
            answer = changed(answer, fault);
        }
        return answer;
    }

    @Override
    public boolean ctap2() {
        return engine.ctap2();
    }

    @Override
    public boolean u2f() {
        return engine.u2f();
    }

    /** Faults are CTAP2's. */
    @Override
    public byte[] processMsg(byte[] apdu, Transaction transaction) {
        return engine.processMsg(apdu, transaction);
    }

    private static boolean concerns(Fault fault, byte[] request) {
        try {
            return request.length > 0 && fault.concerns(Ctap2Command.of(request[0]));
        } catch (CtapException unknown) {
            return fault.command().isEmpty();
        }
    }

    private static byte[] changed(byte[] answer, Fault fault) {
        return switch (fault.kind()) {
            case CUT -> Arrays.copyOf(answer, Math.min(answer.length, fault.number()));
            case BAD_SIGNATURE -> badSignature(answer);
            default -> answer;
        };
    }

    private static byte[] badSignature(byte[] answer) {
        if (answer.length < 2 || answer[0] != 0) {
            return answer;
        }
        Bytes whole = Bytes.of(answer);
        if (!(CborReader.read(whole.slice(1, whole.size())) instanceof CborValue.Map members)) {
            return answer;
        }
        Map<CborValue, CborValue> changed = new HashMap<>(members.entries());
        changed.computeIfPresent(THIRD, (key, signed) -> forged(signed));
        return Bytes.concat(Bytes.of((byte) 0), CborWriter.write(new CborValue.Map(changed)))
                .toArray();
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

    private static void idle(int millis, Transaction transaction) {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (!transaction.cancelled() && System.nanoTime() < end) {
                if (never.await(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
