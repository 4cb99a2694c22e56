package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.FingerSample;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CTAP 2.1 §6.7: fingers are enrolled, named, listed and removed over the wire. */
class BioEnrollmentTest {
    private static final int COMMAND = 0x09;
    private static final int BEGIN = 1;
    private static final int NEXT = 2;
    private static final int CANCEL = 3;
    private static final int ENUMERATE = 4;
    private static final int NAME = 5;
    private static final int REMOVE = 6;

    private final Peer peer = Peer.withoutFinger();
    private Platform platform;
    private byte[] token;

    @BeforeEach
    void setPin() {
        platform = Platform.withPin(peer);
        token = platform.pinToken(Platform.BE, null);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x09, 0x40})
    void modalityAndSensor_areToldToAnybody(int command) {
        assertEquals(Map.of(1, 1), peer.ok(command, Map.of(6, true)));
        assertEquals(Map.of(1, 1, 2, 1, 3, 4, 8, 64), peer.ok(command, Map.of(1, 1, 2, 7)));
        assertEquals(0x01, Peer.of("touch-id").status(command, Map.of(6, true)), "another profile has it not");
        assertEquals(0x01, Peer.of("yubikey-5").status(command, Map.of(6, true)));
    }

    @Test
    void enrolment_takesFourGoodSamples_andThenTheFingerVerifies() {
        assertEquals(false, option("uv"));
        assertEquals(false, option("bioEnroll"));
        peer.samples.addAll(List.of(FingerSample.GOOD, FingerSample.TOO_FAST, FingerSample.NO_USER_ACTIVITY));

        var begun = peer.ok(COMMAND, request(BEGIN, Map.of(3, 5000)));
        byte[] id = (byte[]) begun.get(4);
        assertEquals(0, begun.get(5));
        assertEquals(3, begun.get(6));
        assertEquals(Optional.of(Duration.ofSeconds(5)), peer.samplePatience.get(0));
        assertEquals(Map.of(5, 5, 6, 3), next(id), "too fast");
        assertEquals(Map.of(5, 13, 6, 3), next(id), "nobody came");
        assertEquals(Map.of(5, 0, 6, 2), next(id));
        assertEquals(Map.of(5, 0, 6, 1), next(id));
        assertEquals(false, option("uv"), "not yet");
        assertEquals(Map.of(5, 0, 6, 0), next(id));

        assertEquals(true, option("uv"));
        assertEquals(true, option("bioEnroll"));
        assertEquals(true, option("userVerificationMgmtPreview"));
        assertEquals(0x45, ((byte[]) peer.ok(1, Peer.makeCredential()).get(2))[32], "UP, UV and AT");
        token = platform.pinToken(Platform.BE, null);
        assertEquals(0x30, peer.status(COMMAND, request(NEXT, Map.of(1, id))), "the enrolment is over");
    }

    @Test
    void fingers_areListedNamedAndRemoved() {
        assertEquals(0x2c, peer.status(COMMAND, request(ENUMERATE, Map.of())), "there is none");
        byte[] first = enrol();
        byte[] second = enrol();
        assertEquals(0, peer.status(COMMAND, request(NAME, Map.of(1, second, 2, "親指"))));

        var fingers = (List<?>) peer.ok(COMMAND, request(ENUMERATE, Map.of())).get(7);
        assertEquals(2, fingers.size());
        assertArrayEquals(first, (byte[]) ((Map<?, ?>) fingers.get(0)).get(1));
        assertNull(((Map<?, ?>) fingers.get(0)).get(2));
        assertEquals("親指", ((Map<?, ?>) fingers.get(1)).get(2));

        assertEquals(0, peer.status(COMMAND, request(REMOVE, Map.of(1, first))));
        assertEquals(0x2c, peer.status(COMMAND, request(REMOVE, Map.of(1, first))), "it is gone");
        assertEquals(true, option("uv"));
        assertEquals(0, peer.status(COMMAND, request(REMOVE, Map.of(1, second))));
        assertEquals(false, option("uv"));
    }

    @Test
    void names_areLimited_andForKnownFingersOnly() {
        byte[] id = enrol();
        assertEquals(0, peer.status(COMMAND, request(NAME, Map.of(1, id, 2, "x".repeat(64)))));
        assertEquals(0x03, peer.status(COMMAND, request(NAME, Map.of(1, id, 2, "x".repeat(65)))));
        assertEquals(0x03, peer.status(COMMAND, request(NAME, Map.of(1, id, 2, "指".repeat(22)))), "66 bytes");
        assertEquals(0x2c, peer.status(COMMAND, request(NAME, Map.of(1, new byte[16], 2, "x"))));
        assertEquals(0x14, peer.status(COMMAND, request(NAME, Map.of(1, id))));
        assertEquals(0x14, peer.status(COMMAND, request(NAME, Map.of(2, "x"))));
        assertEquals(0x14, peer.status(COMMAND, request(REMOVE, Map.of())));
    }

    @Test
    void fullKey_takesNoMoreFingers() {
        for (int i = 0; i < 5; i++) {
            enrol();
        }
        assertEquals(0x17, peer.status(COMMAND, request(BEGIN, Map.of())));
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, 0x27", "CANCELLED, 0x2d"})
    void enrolment_endsWhereTheUserOrTheHostWantsNoMore(FingerSample sample, int status) {
        byte[] id = begin();
        peer.samples.add(sample);

        assertEquals(status, peer.status(COMMAND, request(NEXT, Map.of(1, id))));
        assertEquals(0x30, peer.status(COMMAND, request(NEXT, Map.of(1, id))));
    }

    @Test
    void enrolment_isCancelledByAnybody_replacedByTheNext_andGoneWithPowerAndReset() {
        byte[] cancelled = begin();
        assertEquals(0, peer.status(COMMAND, Map.of(1, 1, 2, CANCEL)), "that takes no token");
        assertEquals(0x30, peer.status(COMMAND, request(NEXT, Map.of(1, cancelled))));

        byte[] replaced = begin();
        begin();
        assertEquals(0x2c, peer.status(COMMAND, request(NEXT, Map.of(1, replaced))));

        byte[] unplugged = begin();
        peer.authenticator.powerCycle();
        token = platform.pinToken(Platform.BE, null);
        assertEquals(0x30, peer.status(COMMAND, request(NEXT, Map.of(1, unplugged))));

        enrol();
        begin();
        assertEquals(0, peer.status(7, Map.of()));
        assertEquals(false, option("uv"), "a reset forgets fingers");
        Platform.withPin(peer);
        token = platform.pinToken(Platform.BE, null);
        assertEquals(0x30, peer.status(COMMAND, request(NEXT, Map.of(1, unplugged))));
    }

    @Test
    void request_isCheckedInTheSpecificationsOrder() {
        assertEquals(0x14, peer.status(COMMAND, Map.of(2, 7)), "no modality");
        assertEquals(0x2b, peer.status(COMMAND, Map.of(1, 2, 2, 99)), "a modality that is none, before the subcommand");
        assertEquals(0x14, peer.status(COMMAND, Map.of(1, 1)), "no subcommand");
        assertEquals(0x14, peer.status(COMMAND, Map.of(6, false)), "nothing asked for");
        assertEquals(0x3e, peer.status(COMMAND, Map.of(1, 1, 2, 8)), "a subcommand that is none");
        assertEquals(0x36, peer.status(COMMAND, Map.of(1, 1, 2, BEGIN)), "no pinUvAuthParam");
        assertEquals(0x14, peer.status(COMMAND, without(4)), "no protocol");
        assertEquals(0x02, peer.status(COMMAND, with(4, 3)), "a protocol that is none");
        for (int subCommand : new int[] {2, 5, 6}) {
            assertEquals(0x14, peer.status(COMMAND, with(2, subCommand)), "what is missing, before the signature");
        }
        assertEquals(0x33, peer.status(COMMAND, with(2, ENUMERATE)), "another subcommand than the signed one");
        assertEquals(0x33, peer.status(COMMAND, with(3, Map.of(3, 1))), "other parameters");
        token = platform.pinToken(Platform.CM, null);
        assertEquals(0x33, peer.status(COMMAND, request(BEGIN, Map.of())), "without permission");
        assertTrue(peer.fingers.isEmpty() && peer.samplePatience.isEmpty(), "nobody was asked for a finger");
    }

    @Test
    void tokenByFinger_enrolsAnother() {
        enrol();
        token = platform.uvToken(Platform.BE, null);
        byte[] second = enrol();
        assertEquals(16, second.length);
        peer.finger = List.of(Consent.REFUSED);
        assertEquals(0x3f, platform.tryUv(Platform.BE, null));
    }

    @Test
    void tokenForEnrolment_isNotGivenWhereThereIsNone() {
        Peer yubikey = Peer.of("yubikey-5");
        Platform other = Platform.withPin(yubikey);
        assertEquals(0x40, other.tryPermissions(Platform.BE, null));
        assertFalse(((Map<?, ?>) yubikey.ok(4, Map.of()).get(4)).containsKey("uv"), "no sensor, whoever is enrolled");
    }

    private byte[] begin() {
        return (byte[]) peer.ok(COMMAND, request(BEGIN, Map.of())).get(4);
    }

    private byte[] enrol() {
        byte[] id = begin();
        for (int i = 0; i < 3; i++) {
            next(id);
        }
        return id;
    }

    private Map<?, ?> next(byte[] id) {
        return peer.ok(COMMAND, request(NEXT, Map.of(1, id)));
    }

    private Map<Integer, Object> without(int member) {
        Map<Integer, Object> request = request(BEGIN, Map.of());
        request.remove(member);
        return request;
    }

    private Map<Integer, Object> with(int member, Object value) {
        Map<Integer, Object> request = request(BEGIN, Map.of());
        request.put(member, value);
        return request;
    }

    /** The message is the management commands', with the modality before it and members one further on. */
    private Map<Integer, Object> request(int subCommand, Map<?, ?> parameters) {
        Map<Integer, Object> request = new LinkedHashMap<>(Map.of(1, 1));
        platform.manage(token, subCommand, parameters, (byte) 1).forEach((key, value) -> request.put(key + 1, value));
        return request;
    }

    private Object option(String name) {
        return ((Map<?, ?>) peer.ok(4, Map.of()).get(4)).get(name);
    }
}
