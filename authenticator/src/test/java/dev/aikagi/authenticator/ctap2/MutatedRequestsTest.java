package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.fido.Cbor;
import dev.aikagi.authenticator.message.CtapStatus;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is cut off a valid request or changed in it: there is an answer with a status, and never an exception. */
class MutatedRequestsTest {
    private static final Set<Byte> STATUSES =
            Stream.of(CtapStatus.values()).map(CtapStatus::code).collect(Collectors.toSet());

    static List<ValidRequests.Valid> requests() {
        return ValidRequests.all();
    }

    @Test
    void requests_areAHundred_andEachIsValid() {
        List<ValidRequests.Valid> all = requests();
        assertTrue(all.size() >= 100, "only " + all.size());
        for (ValidRequests.Valid request : all) {
            assertEquals(0, request.peer().raw(request.bytes().toArray())[0], request.name());
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void request_cutAnywhere_isAnswered(ValidRequests.Valid request) {
        for (int length = 0; length < request.size(); length++) {
            requireAnswer(request.peer(), request.first(length));
        }
        requireAlive(request.peer());
    }

    /** Each byte is changed to another one, by a seed; {@code -Daikagi.mutations=255} tries all of them. */
    @ParameterizedTest
    @MethodSource("requests")
    void request_withOneByteChanged_isAnswered(ValidRequests.Valid request) {
        int most = Integer.getInteger("aikagi.mutations", 1);
        Random random = new Random(request.name().hashCode());
        for (int at = 0; at < request.size(); at++) {
            for (int round = 0; round < most; round++) {
                byte[] changed = request.bytes().toArray();
                changed[at] ^= (byte) (most == 255 ? round + 1 : 1 + random.nextInt(255));
                requireAnswer(request.peer(), changed);
            }
        }
        requireAlive(request.peer());
    }

    @Test
    void answerOfABrokenEngine_isNoAnswer() {
        ValidRequests.Valid request = requests().get(0);
        request.peer().filter = data -> {
            throw new IllegalStateException("broken on purpose");
        };
        assertThrows(
                AssertionError.class,
                () -> requireAnswer(request.peer(), request.bytes().toArray()));
    }

    private static void requireAnswer(Peer peer, byte[] request) {
        byte[] answer;
        try {
            answer = peer.raw(request);
        } catch (RuntimeException e) {
            throw new AssertionError("threw at " + java.util.HexFormat.of().formatHex(request), e);
        }
        assertTrue(answer.length > 0 && STATUSES.contains(answer[0]));
        if (answer[0] != 0) {
            assertEquals(1, answer.length, "a status stands alone");
        } else if (answer.length > 1) {
            Cbor.decode(answer, 1, answer.length - 1);
        }
    }

    private static void requireAlive(Peer peer) {
        assertEquals(1, ((List<?>) peer.ok(4, Map.of()).get(9)).indexOf("nfc"));
    }
}
