package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.pcsc.PcscStage;
import dev.aikagi.harness.pcsc.PcscStage.Props;
import dev.aikagi.harness.pcsc.Pcscd;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manual's chapters with the card in the reader: passkeys and one-time passwords are on it, not in the process. */
@ExtendWith(PcscStage.class)
class RunOverPcscTest {
    private final Props props;
    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    RunOverPcscTest(Props props) {
        this.props = props;
    }

    @Timeout(180)
    @ParameterizedTest
    @CsvSource({
        "passkey-pc:windows-hello, authenticatorMakeCredential",
        "passkey-phone:icloud-keychain, authenticatorGetAssertion",
        "totp-typed-key:google-authenticator, OATH CALCULATE",
        "totp-qr:google-authenticator, OATH CALCULATE",
        "totp-chrome-extension, OATH PUT",
        "totp-edge-extension, ''",
        "mail-otp, ''"
    })
    void chapter_withTheCard_passes(String scenario, String frame) throws Exception {
        props.card().tell("enrol");

        assertEquals(0, run(List.of(scenario, "--report", folder.toString())), out::toString);

        assertTrue(out.toString().contains("1 chapters passed, 0 not yet\n"), out::toString);
        String report = Files.readString(folder.resolve("report.json"));
        assertTrue(report.contains(frame), "what passes between us and the card is kept");
        assertTrue(report.contains("\"pcsc:" + Pcscd.READER + "\""), "the report names the key");
    }

    /** Nobody can tell the user of this key to refuse: that is no verdict on the portal. */
    @Test
    void refusingFinger_withTheCard_isUndecided() {
        assertEquals(2, run(List.of("finger-refused")), out::toString);
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
