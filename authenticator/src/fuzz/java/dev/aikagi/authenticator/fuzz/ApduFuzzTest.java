package dev.aikagi.authenticator.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.aikagi.authenticator.apdu.AppletCard;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.fido.CtapExchange;
import dev.aikagi.authenticator.fido.FidoApplet;
import dev.aikagi.authenticator.oath.OathApplet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Several commands to one card: each has a status word, and none throws. */
class ApduFuzzTest {
    private static final byte[] SELECT_FIDO = HexFormat.of().parseHex("00a4040008a0000006472f000100");
    private static final byte[] SELECT_OATH = HexFormat.of().parseHex("00a4040007a000000527210100");

    @FuzzTest(maxDuration = "10m")
    void commands_areAnswered(FuzzedDataProvider data) {
        FuzzedKey key = new FuzzedKey();
        AppletCard card = new AppletCard(List.of(
                new OathApplet(new SeededRandom(1), UserPresence.ALWAYS),
                new FidoApplet(request -> new AtOnce(Bytes.of(key.answer(request.toArray()))))));
        answer(card, data.consumeBoolean() ? SELECT_FIDO : SELECT_OATH);
        for (int count = data.consumeInt(1, 6); count > 1; count--) {
            answer(card, data.consumeBytes(data.consumeInt(0, 300)));
        }
        answer(card, data.consumeRemainingAsBytes());
    }

    private static void answer(AppletCard card, byte[] command) {
        if (card.transmit(command).length < 2) {
            throw new AssertionError("no status word");
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
