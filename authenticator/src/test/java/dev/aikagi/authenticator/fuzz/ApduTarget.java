package dev.aikagi.authenticator.fuzz;

import dev.aikagi.authenticator.apdu.AppletCard;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.fido.CtapExchange;
import dev.aikagi.authenticator.fido.FidoApplet;
import dev.aikagi.authenticator.oath.OathApplet;
import dev.aikagi.authenticator.oath.OathMemory;
import java.util.List;
import java.util.Optional;

/** Several commands to one card with one-time passwords, CTAP2 and U2F: each has a status word, and none throws. */
public final class ApduTarget {
    private ApduTarget() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] input) {
        judge(input, OathMemory.NONE);
    }

    static void judge(byte[] input, OathMemory memory) {
        FuzzedKey key = FuzzedKey.withU2f();
        AppletCard card = new AppletCard(List.of(
                new OathApplet(new SeededRandom(1), UserPresence.ALWAYS, memory),
                new FidoApplet(
                        request -> new AtOnce(Bytes.of(key.answer(request.toArray()))),
                        Optional.of(apdu -> new AtOnce(Bytes.of(key.answerMsg(apdu.toArray())))))));
        for (byte[] command : Pieces.of(input)) {
            if (card.transmit(command).length < 2) {
                throw new AssertionError("no status word");
            }
        }
    }

    private record AtOnce(Bytes answer) implements CtapExchange {
        @Override
        public Optional<Bytes> poll() {
            return Optional.of(answer);
        }

        @Override
        public Bytes await() {
            return answer;
        }

        @Override
        public byte status() {
            return 1;
        }

        @Override
        public void cancel() {}
    }
}
