package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.pcsc.Command;
import dev.aikagi.harness.pcsc.PcscStage;
import dev.aikagi.harness.pcsc.PcscStage.Props;
import dev.aikagi.harness.pcsc.Pcscd;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The manual with the card in the reader: passkeys and one-time passwords are on it, not in the process. */
@ExtendWith(PcscStage.class)
class RunOverPcscTest {
    private final Props props;
    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    RunOverPcscTest(Props props) {
        this.props = props;
    }

    /**
     * Chapters, their variants and the unhappy turns: all but a phone's Bluetooth and a user who does as told, which is no
     * verdict on the portal.
     */
    @Test
    @Timeout(300)
    void manual_withTheCard_passesButWhereAPhoneOrAnotherUserIsNeeded() throws Exception {
        props.card().tell("enrol");

        assertEquals(2, run(List.of("--report", folder.toString())), out::toString);

        String report = Files.readString(folder.resolve("report.json"));
        Map<String, String> undecided = new TreeMap<>();
        for (JsonNode walk : JsonMapper.shared().readTree(report).path("scenarios")) {
            String name = walk.path("id").asString();
            if (!walk.path("outcome").asString().equals("passed")) {
                assertEquals("undecided", walk.path("outcome").asString(), name);
                undecided.put(name, reason(walk));
            }
        }
        String obedient = "nobody can tell the user of " + Pcscd.READER
                + " what to do: this step needs an emulated key, --key sim";
        assertEquals(
                Map.of(
                        "cross-device",
                        Pcscd.READER + " is no phone: this scenario needs an emulated one, --key sim",
                        "finger-refused",
                        obedient,
                        "finger-refused-at-sign-in",
                        obedient),
                undecided);
        for (String frame :
                List.of("authenticatorMakeCredential", "authenticatorGetAssertion", "OATH PUT", "OATH CALCULATE")) {
            assertTrue(report.contains(frame), "what passes between us and the card is kept: " + frame);
        }
        assertTrue(report.contains("\"pcsc:" + Pcscd.READER + "\""), "the report names the key");
    }

    private static String reason(JsonNode walk) {
        String note = walk.path("note").asString();
        for (JsonNode step : walk.path("steps")) {
            if (step.path("outcome").asString().equals("undecided")) {
                return step.path("message").asString();
            }
        }
        return note;
    }

    /** The password is in the environment, as a PIN is: in a process of its own, since ours has none. */
    @Test
    @Timeout(120)
    void totp_cardWithAPassword_isUnlockedByTheEnvironmentOrUndecided() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "合鍵 pw");
        PrintWriter printer = new PrintWriter(out, true);
        assertEquals(
                0,
                Main.run(printer, printer, "oath", "password", "--new-password-file", password.toString()),
                out::toString);

        assertEquals(2, run(List.of("totp-qr:google-authenticator")), out::toString);
        assertTrue(out.toString().contains("set AIKAGI_OATH_PASSWORD"), out::toString);

        String wrong = walked("another", 2);
        assertTrue(wrong.contains(Pcscd.READER + ": the password is wrong"), wrong);
        String right = walked("合鍵 pw", 0);
        assertTrue(right.contains("1 chapters passed, 0 not yet\n"), right);
    }

    private String walked(String password, int exit) throws Exception {
        Command walked = props.pcscd()
                .run(
                        "env",
                        "AIKAGI_OATH_PASSWORD=" + password,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dstdout.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "totp-qr:google-authenticator",
                        "--lang",
                        "en",
                        "--key",
                        "pcsc:" + Pcscd.READER);
        assertEquals(exit, walked.exit(), walked.output());
        return walked.output();
    }

    /** Neither can its hand be moved. */
    @Test
    void movedKey_withTheCard_isUndecided() throws Exception {
        Path file = Files.writeString(folder.resolve("moved.yaml"), MovedKeyTest.scenario());

        assertEquals(2, run(List.of(file.toString())), out::toString);
        assertTrue(out.toString().contains("nobody can tell the user of " + Pcscd.READER), out::toString);
    }

    @Test
    void run_noSuchReader_endsBeforeItBegins() {
        StringWriter err = new StringWriter();

        assertEquals(
                2,
                Main.run(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        "run",
                        "totp-qr",
                        "--key",
                        "pcsc:Yubico"));
        assertTrue(err.toString().contains("there is no card reader Yubico, only " + Pcscd.READER), err::toString);
        assertEquals("", out.toString());
    }

    private int run(List<String> more) {
        List<String> words = new ArrayList<>(List.of("run", "--lang", "en", "--key", "pcsc:" + Pcscd.READER));
        words.addAll(more);
        PrintWriter printer = new PrintWriter(out, true);
        return Main.run(printer, printer, words.toArray(String[]::new));
    }
}
