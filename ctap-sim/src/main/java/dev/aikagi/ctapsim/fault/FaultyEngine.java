package dev.aikagi.ctapsim.fault;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.ctapsim.hid.CtapEngine;
import java.util.List;
import java.util.Optional;

/** Answers of an engine, changed on their way out, or made up. */
final class FaultyEngine implements CtapEngine {
    private static final Bytes CONDITIONS_NOT_SATISFIED = Bytes.fromHex("6985");
    private static final Bytes CANCELLED = Bytes.of(CtapStatus.CTAP2_ERR_KEEPALIVE_CANCEL.code());

    private final CtapEngine engine;
    private final Faults faults;

    FaultyEngine(CtapEngine engine, Faults faults) {
        this.engine = engine;
        this.faults = faults;
    }

    @Override
    public byte[] processCbor(byte[] request, Transaction transaction) {
        Optional<KeyCommand> command = KeyCommand.ofRequest(request);
        if (command.isEmpty() || faults.all().isEmpty()) {
            return engine.processCbor(request, transaction);
        }
        List<Fault> about = faults.about(command.get());
        for (Fault fault : about) {
            Optional<Bytes> instead = FaultyRequest.refusal(fault, request);
            if (instead.isPresent()) {
                return instead.get().toArray();
            }
            Delay.of(fault, transaction);
        }
        Bytes answer = Bytes.of(faults.asking(command.get(), () -> engine.processCbor(request, transaction)));
        for (Fault fault : about) {
            answer = fault.kind() == FaultKind.CANCEL_STATUS && answer.equals(CANCELLED)
                    ? fault.octets()
                    : FaultyAnswer.of(answer, fault);
        }
        return answer.toArray();
    }

    @Override
    public boolean ctap2() {
        return engine.ctap2();
    }

    @Override
    public boolean u2f() {
        return engine.u2f();
    }

    @Override
    public byte[] processMsg(byte[] apdu, Transaction transaction) {
        Optional<KeyCommand> command = KeyCommand.ofMessage(apdu);
        if (command.isEmpty() || faults.all().isEmpty()) {
            return engine.processMsg(apdu, transaction);
        }
        List<Fault> about = faults.about(command.get());
        for (Fault fault : about) {
            Optional<Bytes> instead = insteadOfMessage(fault);
            if (instead.isPresent()) {
                return instead.get().toArray();
            }
            Delay.of(fault, transaction);
        }
        ApduAnswer answer =
                ApduAnswer.of(Bytes.of(faults.asking(command.get(), () -> engine.processMsg(apdu, transaction))));
        for (Fault fault : about) {
            answer = answer.with(fault);
        }
        return answer.octets().toArray();
    }

    @Override
    public void poweredUp() {
        engine.poweredUp();
    }

    private Optional<Bytes> insteadOfMessage(Fault fault) {
        return switch (fault.kind()) {
            case STATUS_WORD, RAW -> Optional.of(ApduAnswer.instead(fault).octets());
            case NOT_YET -> Optional.of(CONDITIONS_NOT_SATISFIED).filter(refused -> faults.amongTheFirst(fault));
            default -> Optional.empty();
        };
    }
}
