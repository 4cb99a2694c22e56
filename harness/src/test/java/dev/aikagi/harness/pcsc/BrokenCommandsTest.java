package dev.aikagi.harness.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.apdu.SmartCard;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.harness.device.AttestationAuthority;
import dev.aikagi.harness.pcsc.BrokenCommands.Attempt;
import dev.aikagi.harness.pcsc.PcscStage.Props;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What ykman and python-fido2 say to the card, broken: in process all of it, over pcscd a part. */
@ExtendWith(PcscStage.class)
class BrokenCommandsTest {
    private static final Bytes SELECT_OATH = Bytes.fromHex("00a4040007a0000005272101");
    private static final int SAMPLE = 600;
    private static final String KEY = "7316" + "2106" + "31".repeat(20);

    private final Props props;
    private final AttestationAuthority authority = new AttestationAuthority(InstantSource.system(), new SecureRandom());

    @TempDir
    private Path folder;

    BrokenCommandsTest(Props props) {
        this.props = props;
    }

    @Test
    void commandsOfOtherPeoplesClients_broken_areAnsweredByAStatusWord() throws Exception {
        BrokenCommands session = recorded();
        List<List<Attempt>> attempts = session.attempts();

        List<String> complaints = new ArrayList<>();
        for (List<Attempt> each : attempts) {
            try (VirtualDevice device = device()) {
                each.forEach(attempt -> attempt.complaint(device.card()).ifPresent(complaints::add));
                assertEquals("9000", last(device.card().transmit(SELECT_OATH.toArray())), "it lives on");
            }
        }

        assertEquals(List.of(), complaints);
        long count = attempts.stream().mapToLong(List::size).sum();
        assertTrue(count > 10_000, count + " attempts at " + session.recorded().size() + " commands");
        overPcscd(attempts.stream().flatMap(List::stream).toList());
    }

    /** vpcd takes one byte for an order to the reader, and none at all hangs it: shorter ones are not sent. */
    private void overPcscd(List<Attempt> all) throws Exception {
        List<Attempt> sample = new ArrayList<>(
                all.stream().filter(attempt -> attempt.command().size() > 1).toList());
        Collections.shuffle(sample, new Random(4));
        List<Bytes> lines = sample.stream()
                .limit(SAMPLE)
                .flatMap(attempt -> Stream.concat(attempt.before().stream(), Stream.of(attempt.command())))
                .toList();

        List<String> answers = sent(lines);

        assertEquals(lines.size(), answers.size());
        for (int i = 0; i < lines.size(); i++) {
            byte[] answer = Bytes.fromHex(answers.get(i)).toArray();
            assertTrue(BrokenCommands.isStatusWord(answer), lines.get(i) + " → " + answers.get(i));
        }
        assertEquals(
                "9000", last(Bytes.fromHex(sent(List.of(SELECT_OATH)).get(0)).toArray()), "it lives on");
    }

    @Test
    void oathNames_noneOr65Or300Bytes_overPcscd_are6a80() throws Exception {
        List<Bytes> lines = new ArrayList<>(List.of(SELECT_OATH));
        for (int size : new int[] {0, 65, 300}) {
            String data = "71" + (size < 128 ? "%02x" : "82%04x").formatted(size) + "6e".repeat(size) + KEY;
            lines.add(Bytes.fromHex("0001000000%04x".formatted(data.length() / 2) + data));
        }
        lines.add(Bytes.fromHex("00a10000"));

        List<String> answers = sent(lines);

        assertEquals(List.of("6a80", "6a80", "6a80", "9000"), answers.subList(1, 5));
    }

    @Test
    void chain_beyond65Kilobytes_overPcscd_is6700AndForgotten() throws Exception {
        List<Bytes> lines = new ArrayList<>(List.of(SELECT_OATH));
        lines.addAll(Collections.nCopies(258, Bytes.fromHex("10010000ff" + "6e".repeat(255))));
        lines.add(Bytes.fromHex("00a10000"));

        List<String> answers = sent(lines);

        assertEquals(Collections.nCopies(257, "9000"), answers.subList(1, 258));
        assertEquals(List.of("6700", "9000"), answers.subList(258, 260));
    }

    /** The check itself can fail: of a card that says nothing, or something else, each attempt is a complaint. */
    @Test
    void attempt_atACardThatBreaks_isAComplaint() {
        var attempt = new Attempt(List.of(SELECT_OATH), Bytes.fromHex("00a1"));
        for (String answer : List.of("", "90", "0000", "6000", "9000aa")) {
            SmartCard broken = new SmartCard() {
                @Override
                public byte[] transmit(byte[] commandApdu) {
                    return Bytes.fromHex(answer).toArray();
                }

                @Override
                public void reset() {}
            };
            assertFalse(attempt.complaint(broken).isEmpty(), answer);
        }
        assertEquals(
                6 + 18,
                new BrokenCommands(List.of(Bytes.fromHex("00a100000401")))
                        .attempts()
                        .get(0)
                        .size());
    }

    private BrokenCommands recorded() throws Exception {
        String secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        ykman("info");
        ykman("oath", "accounts", "add", "--issuer", "KOSMO", "taro", secret);
        ykman("oath", "accounts", "code", "--single", "taro");
        ykman("oath", "accounts", "rename", "--force", "KOSMO:taro", "jiro");
        ykman("oath", "access", "change", "--new-password", "pw");
        ykman("oath", "accounts", "delete", "--force", "--password", "pw", "jiro");
        python("fido2_ceremonies.py", "short");
        python("fido2_pin.py", "2");
        return new BrokenCommands(Arrays.stream(props.card().ask("commands").split(" ", -1))
                .map(Bytes::fromHex)
                .toList());
    }

    private VirtualDevice device() {
        VirtualUser user = new VirtualUser();
        var kind = ProfileReader.bundled("security-key");
        return VirtualDevice.builder(kind)
                .user(user.presence(), user.verification())
                .attestationKey(authority.batchKey(kind.aaguid()))
                .build();
    }

    private static String last(byte[] answer) {
        return Bytes.of(answer).slice(answer.length - 2, answer.length).hex();
    }

    private void ykman(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("ykman", "--reader", Pcscd.READER));
        all.addAll(List.of(words));
        props.pcscd().run(all.toArray(String[]::new)).ok();
    }

    private void python(String script, String argument) throws Exception {
        props.pcscd()
                .run("/usr/bin/python3", PythonFido2Test.script(script), Pcscd.READER, argument)
                .ok();
    }

    private List<String> sent(List<Bytes> lines) throws Exception {
        Path file = folder.resolve("apdus");
        Files.write(file, lines.stream().map(Bytes::hex).toList(), StandardCharsets.US_ASCII);
        return props.pcscd()
                .run("/usr/bin/python3", PythonFido2Test.script("apdus.py"), Pcscd.READER, file.toString())
                .ok()
                .lines()
                .toList();
    }
}
