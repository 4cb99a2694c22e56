package dev.aikagi.ctapsim.hid;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Reports in any order: a message is whole exactly when all its bytes have come, and they are the ones that came. */
public final class MessageAssemblerTarget {
    private final BiPredicate<MessageAssembler, CtapHidPacket.Continuation> adding;
    private Optional<MessageAssembler> assembler = Optional.empty();
    private ByteArrayOutputStream came = new ByteArrayOutputStream();
    private int length;
    private int next;

    private MessageAssemblerTarget(BiPredicate<MessageAssembler, CtapHidPacket.Continuation> adding) {
        this.adding = adding;
    }

    /** Jazzer's entry: reports of 64 bytes, one after another; the last has zeros after the input's end. */
    public static void fuzzerTestOneInput(byte[] input) {
        judge(input, MessageAssembler::add);
    }

    static void judge(byte[] input, BiPredicate<MessageAssembler, CtapHidPacket.Continuation> adding) {
        MessageAssemblerTarget target = new MessageAssemblerTarget(adding);
        for (int at = 0; at < input.length; at += HidDevice.REPORT_SIZE) {
            CtapHidPacket packet = CtapHidPacket.parse(Arrays.copyOfRange(input, at, at + HidDevice.REPORT_SIZE));
            if (packet instanceof CtapHidPacket.Initialization first) {
                target.begin(first);
            } else if (packet instanceof CtapHidPacket.Continuation further) {
                target.assembler.ifPresent(message -> target.goOn(message, further));
            }
        }
    }

    private void begin(CtapHidPacket.Initialization first) {
        came = new ByteArrayOutputStream();
        length = first.length();
        next = 0;
        MessageAssembler message = new MessageAssembler(CtapHidCommand.CBOR, first);
        assembler = Optional.of(message);
        take(first.data().toArray());
        judge(message);
    }

    private void goOn(MessageAssembler message, CtapHidPacket.Continuation further) {
        if (message.complete()) {
            return;
        }
        boolean inOrder = further.sequence() == next;
        if (adding.test(message, further) != inOrder) {
            throw new AssertionError("taken out of order, or not in order");
        }
        if (inOrder) {
            next++;
            take(further.data().toArray());
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
        if (message.complete()
                && !Arrays.equals(came.toByteArray(), message.payload().toArray())) {
            throw new AssertionError("another message than came");
        }
    }
}
