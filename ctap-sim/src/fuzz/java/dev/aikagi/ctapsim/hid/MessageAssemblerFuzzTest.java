package dev.aikagi.ctapsim.hid;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Reports in any order: a message is whole exactly when all its bytes have come, and they are the ones that came. */
class MessageAssemblerFuzzTest {
    private Optional<MessageAssembler> assembler = Optional.empty();
    private ByteArrayOutputStream came = new ByteArrayOutputStream();
    private int length;

    @FuzzTest(maxDuration = "10m")
    void reports_becomeTheMessageTheyCarry(FuzzedDataProvider data) {
        assembler = Optional.empty();
        while (data.remainingBytes() > 0) {
            byte[] report = new byte[HidDevice.REPORT_SIZE];
            byte[] given = data.consumeBytes(HidDevice.REPORT_SIZE);
            System.arraycopy(given, 0, report, 0, given.length);
            CtapHidPacket packet = CtapHidPacket.parse(report);
            if (packet instanceof CtapHidPacket.Initialization first) {
                begin(first);
            } else if (packet instanceof CtapHidPacket.Continuation next && assembler.isPresent()) {
                goOn(assembler.get(), next);
            }
        }
    }

    private void begin(CtapHidPacket.Initialization first) {
        came = new ByteArrayOutputStream();
        length = first.length();
        assembler = Optional.of(new MessageAssembler(CtapHidCommand.CBOR, first));
        take(first.data().toArray());
        judge(assembler.get());
    }

    private void goOn(MessageAssembler message, CtapHidPacket.Continuation next) {
        if (!message.complete() && message.add(next)) {
            take(next.data().toArray());
            judge(message);
        }
    }

    private void take(byte[] data) {
        came.write(data, 0, Math.min(data.length, length - came.size()));
    }

    private void judge(MessageAssembler message) {
        if (message.complete() != (came.size() == length)) {
            throw new AssertionError("whole too early or too late");
        }
        if (message.complete() && !java.util.Arrays.equals(came.toByteArray(), message.payload().toArray())) {
            throw new AssertionError("another message than came");
        }
    }
}
