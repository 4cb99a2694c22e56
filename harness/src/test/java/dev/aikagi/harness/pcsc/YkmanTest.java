package dev.aikagi.harness.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.Aside;
import dev.aikagi.harness.Requires;
import dev.aikagi.harness.pcsc.PcscStage.Props;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Yubico's own program takes the key for one of theirs. */
@ExtendWith(PcscStage.class)
class YkmanTest {
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private final Props props;

    YkmanTest(Props props) {
        this.props = props;
    }

    @BeforeEach
    void needs() {
        Requires.program("pcsc", "ykman");
        Requires.program("pcsc", "oathtool");
    }

    @Test
    void info_always_showsTheApplications() throws Exception {
        String info = ykman("info").ok();

        assertTrue(info.contains("Firmware version: 5.4.3"), info);
        assertTrue(info.contains("Form factor: Keychain (USB-A)"), info);
        assertTrue(info.matches("(?s).*\nFIDO2 +\tEnabled +\tEnabled.*"), info);
        assertTrue(info.matches("(?s).*\nOATH +\tEnabled +\tEnabled.*"), info);
        assertTrue(info.matches("(?s).*\nPIV +\tNot available.*"), info);
    }

    @Test
    void accounts_addListRenameDelete_areThere() throws Exception {
        assertEquals("", ykman("oath", "accounts", "list").ok());
        ykman("oath", "accounts", "add", "--issuer", "KOSMO", "taro", SECRET).ok();
        ykman("oath", "accounts", "add", "--period", "60", "--touch", "--force", "jiro", SECRET)
                .ok();
        ykman("oath", "accounts", "uri", "otpauth://totp/%E5%81%A5%E4%BF%9D:hanako?digits=8&secret=" + SECRET)
                .ok();
        assertEquals(
                "60/jiro\nKOSMO:taro\n健保:hanako\n",
                ykman("oath", "accounts", "list").ok());

        ykman("oath", "accounts", "rename", "--force", "KOSMO:taro", "NEW:saburo")
                .ok();
        ykman("oath", "accounts", "delete", "--force", "jiro").ok();

        assertEquals(
                "NEW:saburo\n健保:hanako\n", ykman("oath", "accounts", "list").ok());
        assertEquals(
                "No matches, nothing to be done.\n",
                ykman("oath", "accounts", "delete", "--force", "jiro").ok());
        ykman("oath", "reset", "--force").ok();
        assertEquals("", ykman("oath", "accounts", "list").ok());
    }

    @ParameterizedTest
    @CsvSource({"SHA1, 6, 30", "SHA256, 8, 60", "SHA512, 7, 15"})
    void code_now_isOathtools(String algorithm, String digits, String period) throws Exception {
        ykman("oath", "accounts", "add", "-a", algorithm, "-d", digits, "-P", period, "taro", SECRET)
                .ok();

        String before = oathtool("--totp=" + algorithm, "-d", digits, "-s", period + "s");
        String code = ykman("oath", "accounts", "code", "--single", "taro").ok().strip();
        String after = oathtool("--totp=" + algorithm, "-d", digits, "-s", period + "s");

        assertTrue(code.equals(before) || code.equals(after), code + " is neither " + before + " nor " + after);
    }

    @Test
    void code_hotp_countsOverPowerCycles() throws Exception {
        ykman("oath", "accounts", "add", "-o", "HOTP", "-c", "5", "taro", SECRET)
                .ok();

        for (int counter = 5; counter < 8; counter++) {
            assertEquals(
                    oathtool("--hotp", "-c", Integer.toString(counter)),
                    ykman("oath", "accounts", "code", "--single", "taro").ok().strip());
        }
    }

    @Test
    void code_touch_waitsForIt() throws Exception {
        ykman("oath", "accounts", "add", "--touch", "--force", "taro", SECRET).ok();
        props.card().tell("touch HOLD_UNTIL_RELEASED");

        var code = Aside.supply(() -> {
            try {
                return ykman("oath", "accounts", "code", "--single", "taro");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertEquals("true", props.card().ask("asked 1"));
        props.card().tell("release");

        assertTrue(code.get(20, TimeUnit.SECONDS).ok().matches("(?s).*Touch your YubiKey.*\\b\\d{6}\n"));
        props.card().tell("touch REFUSE");
        assertNotEquals(0, ykman("oath", "accounts", "code", "--single", "taro").exit());
    }

    @Test
    void access_password_locksUntilCleared() throws Exception {
        ykman("oath", "accounts", "add", "taro", SECRET).ok();
        ykman("oath", "access", "change", "--new-password", "合鍵 pw").ok();

        assertTrue(ykman("oath", "info").ok().contains("Password protection: enabled"));
        assertNotEquals(
                0, ykman("oath", "accounts", "list", "--password", "wrong").exit());
        assertEquals(
                "taro\n",
                ykman("oath", "accounts", "list", "--password", "合鍵 pw").ok());
        ykman("oath", "access", "change", "--password", "合鍵 pw", "--clear").ok();
        assertEquals("taro\n", ykman("oath", "accounts", "list").ok());
    }

    @Test
    void fidoAccess_pinSetAndChanged_isAsked() throws Exception {
        assertTrue(ykman("fido", "info").ok().startsWith("PIN is not set.\n"));

        ykman("fido", "access", "change-pin", "--new-pin", "246810").ok();
        assertTrue(ykman("fido", "info").ok().startsWith("PIN is set, with 8 attempt(s) remaining.\n"));
        Command wrong = ykman("fido", "access", "change-pin", "--pin", "999999", "--new-pin", "135791");
        assertNotEquals(0, wrong.exit());
        assertTrue(ykman("fido", "info").ok().startsWith("PIN is set, with 7 attempt(s) remaining.\n"));
        ykman("fido", "access", "change-pin", "--pin", "246810", "--new-pin", "135791")
                .ok();

        ykman("fido", "access", "verify-pin", "--pin", "135791").ok();
        assertTrue(ykman("fido", "info").ok().startsWith("PIN is set, with 8 attempt(s) remaining.\n"));
    }

    @Test
    void fidoCredentials_listAndDelete_areOfTheSite() throws Exception {
        String script = PythonFido2Test.script("fido2_ceremonies.py");
        props.pcscd().run("/usr/bin/python3", script, Pcscd.READER, "short").ok();
        ykman("fido", "access", "change-pin", "--new-pin", "246810").ok();

        String listed = ykman("fido", "credentials", "list", "--pin", "246810").ok();

        assertTrue(listed.startsWith("kosmo.example "), listed);
        assertTrue(listed.contains("01".repeat(64)), listed);
        ykman("fido", "credentials", "delete", "--pin", "246810", "--force", "kosmo.example")
                .ok();
        assertEquals("", ykman("fido", "credentials", "list", "--pin", "246810").ok());
    }

    @Test
    void fidoReset_afterPowerOn_leavesNoCredential() throws Exception {
        String script = PythonFido2Test.script("fido2_ceremonies.py");
        props.pcscd().run("/usr/bin/python3", script, Pcscd.READER, "short").ok();
        String signIn = PythonFido2Test.script("fido2_sign_in.py");
        assertEquals(
                "1 account\n",
                props.pcscd().run("/usr/bin/python3", signIn, Pcscd.READER).ok());

        ykman("fido", "reset", "--force").ok();

        assertEquals(
                "NO_CREDENTIALS\n",
                props.pcscd().run("/usr/bin/python3", signIn, Pcscd.READER).ok());
    }

    @Test
    void library_everyKindOfAccountAtRandomTimes_isOathtools() throws Exception {
        String said = props.pcscd()
                .run("/usr/bin/python3", PythonFido2Test.script("oath_codes.py"), Pcscd.READER)
                .ok();

        assertEquals("compared 108 codes of 27 accounts, 27 together\n", said);
    }

    /** The check of above fails where it should. */
    @Test
    void library_oathtoolSaysSomethingElse_isFound(@TempDir Path folder) throws Exception {
        Path fake = Files.writeString(folder.resolve("oathtool"), "#!/bin/sh\necho 000000\n");
        assertTrue(fake.toFile().setExecutable(true));
        Map<String, String> environment = new HashMap<>(props.pcscd().environment());
        environment.put("PATH", folder + ":" + System.getenv("PATH"));

        Command said = Command.run(
                environment, List.of("/usr/bin/python3", PythonFido2Test.script("oath_codes.py"), Pcscd.READER));

        assertEquals(1, said.exit());
        assertTrue(said.output().contains("oathtool 000000"), said.output());
    }

    /** What ykman makes of a key that misbehaves: an error of its own, and none once the key is honest again. */
    @ParameterizedTest
    @CsvSource({
        "status-word=6581@oathPut, oath accounts add jiro " + SECRET,
        "status-word=6f00@oathList, oath accounts list",
        "cut=3@oathList, oath accounts list",
        "cut=5@oathCalculateAll, oath accounts code taro",
        "status=30@clientPin, fido access change-pin --new-pin 246810",
    })
    void fault_ofTheCard_isAnErrorOfYkmans(String fault, String command) throws Exception {
        ykman("oath", "accounts", "add", "taro", SECRET).ok();
        String[] words = command.split(" ", -1);
        props.card().tell("faults " + fault);

        Command told = ykman(words);

        assertNotEquals(0, told.exit(), told.output());
        props.card().tell("faults");
        ykman(words).ok();
    }

    /** A code that is wrong is the user's to find out: ykman shows what the key says. */
    @Test
    void wrongCode_isShownByYkman_andIsNotOathtools() throws Exception {
        ykman("oath", "accounts", "add", "-P", "3600", "taro", SECRET).ok();
        props.card().tell("faults wrong-code");

        String before = oathtool("--totp", "-s", "3600s");
        String code = ykman("oath", "accounts", "code", "--single", "taro").ok().strip();
        String after = oathtool("--totp", "-s", "3600s");

        assertTrue(code.matches("[0-9]{6}"), code);
        assertNotEquals(before, code);
        assertNotEquals(after, code);
    }

    private Command ykman(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("ykman", "--reader", Pcscd.READER));
        all.addAll(List.of(words));
        return props.pcscd().run(all.toArray(String[]::new));
    }

    private String oathtool(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("oathtool", "--base32"));
        all.addAll(List.of(words));
        all.add(SECRET);
        return props.pcscd().run(all.toArray(String[]::new)).ok().strip();
    }
}
