package dev.aikagi.harness.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.otp.OathStore;
import dev.aikagi.harness.pcsc.PcscStage;
import dev.aikagi.harness.pcsc.PcscStage.Props;
import dev.aikagi.harness.pcsc.Pcscd;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A card that says nothing any more, behind a real pcscd, which itself would wait for ever. */
@ExtendWith(PcscStage.class)
class SilentCardTest {
    private static final Duration PATIENCE = Duration.ofMillis(1_500);
    private static final byte[] SELECT_OATH =
            Bytes.fromHex("00a4040007a0000005272101").toArray();

    private final Props props;

    SilentCardTest(Props props) {
        this.props = props;
    }

    @Test
    @Timeout(20)
    void card_thatFallsSilent_isGivenUpInTimeAndAnswersTheNext() throws Exception {
        PcscKey key = PcscKey.open(Pcscd.READER).patient(PATIENCE);
        try (var connection = key.openSmartCard()) {
            connection.sendAndReceive(SELECT_OATH);
            props.card().tell("silent");

            assertGivenUp(() -> connection.sendAndReceive(SELECT_OATH));
        } finally {
            props.card().tell("speak");
        }

        try (OathStore store = OathStore.open(key)) {
            assertEquals(List.of(), store.list());
        }
    }

    /** Also where it says nothing from the beginning, and whichever half is asked. */
    @Test
    @Timeout(20)
    void card_thatNeverSaysAnything_isGivenUpInTime() throws Exception {
        PcscKey key = PcscKey.open(Pcscd.READER).patient(PATIENCE);
        props.card().tell("silent");
        try {
            assertGivenUp(() -> OathStore.open(key));
        } finally {
            props.card().tell("speak");
        }
    }

    private static void assertGivenUp(org.junit.jupiter.api.function.Executable asking) {
        assertEquals(
                "the card in " + Pcscd.READER + " did not answer within 1.5 s",
                assertThrows(IOException.class, asking).getMessage());
    }
}
