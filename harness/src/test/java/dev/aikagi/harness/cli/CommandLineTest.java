package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.harness.mail.MailServer;
import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.Account;
import dev.aikagi.harness.portal.reference.Limits;
import dev.aikagi.harness.portal.reference.ReferencePortal;
import dev.aikagi.harness.portal.reference.ReferencePortalConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each command, and each exit code, as the documentation says. */
class CommandLineTest {
    private static final String PERSONA = """
            user-id: kp123456abc
            initial-password: '12345619850412'
            birth-date: 1985-04-12
            new-password: env:AIKAGI_TEST_NO_SUCH_VARIABLE
            mail: {address: a@mail.example.jp, imap: {host: 127.0.0.1, port: 143, user: a, password: b}}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void run_thatPasses_exits0_andLeavesItsReports() throws Exception {
        Path later = Files.writeString(folder.resolve("later.yaml"), """
                scenario: later
                chapter: '9'
                title: {ja: あとで, en: Later}
                not-yet: {ja: まだありません。, en: It is not built yet.}
                """);
        assertEquals(
                0,
                aikagi(
                        "run",
                        "totp-qr:google-authenticator",
                        later.toString(),
                        "wrong-birth-date",
                        "--seed",
                        "9",
                        "--lang",
                        "en",
                        "--report",
                        folder.toString()));

        assertTrue(out().contains("✓ scan-qr"), out());
        assertTrue(out().contains("1 unhappy turns passed\n1 chapters passed, 1 not yet\n"), out());
        assertTrue(out().contains(folder.resolve("report.html").toString()), out());
        assertTrue(
                out().contains("\nRepeat: aikagi run totp-qr:google-authenticator " + later
                        + " wrong-birth-date --lang en --report " + folder + " --seed 9\n"),
                out());
        assertTrue(Files.readString(folder.resolve("report.html")).contains("TOTP by QR code"));
        assertTrue(Files.size(folder.resolve("report.json")) > 1000);
        assertEquals(3, folder.resolve("junit").toFile().list((parent, name) -> name.matches("TEST-.*[.]xml")).length);
    }

    @Test
    void run_withTheSameSeed_walksAsTheSamePerson() throws Exception {
        assertEquals(
                0,
                aikagi(
                        "run",
                        "wrong-password",
                        "--lang",
                        "en",
                        "--seed",
                        "4",
                        "--report",
                        folder.resolve("1").toString()));
        assertEquals(
                0,
                aikagi(
                        "run",
                        "wrong-password",
                        "--lang",
                        "en",
                        "--seed",
                        "4",
                        "--report",
                        folder.resolve("2").toString()));
        assertEquals(
                0,
                aikagi(
                        "run",
                        "wrong-password",
                        "--lang",
                        "en",
                        "--seed",
                        "5",
                        "--report",
                        folder.resolve("3").toString()));

        assertEquals(userId("1"), userId("2"));
        assertFalse(userId("1").equals(userId("3")));
    }

    @Test
    void run_thatThePortalFails_exits1_andSaysWhichPageCame() throws Exception {
        Path scenario = scenario("  - sign-in: {password: wrong}\n    expect: {page: birth-date}\n");

        assertEquals(1, aikagi("run", scenario.toString(), "--lang", "en"));
        assertTrue(out().contains("expected page 'birth-date', came page 'sign-in'"), out());
        assertTrue(out().contains("bad-credentials"), out());
    }

    @Test
    void run_thatCannotBeDecided_exits2() throws Exception {
        try (ReferencePortal portal = start(0)) {
            Path scenario = scenario("  - open: sign-in\n  - wait: PT1H\n");

            assertEquals(
                    2,
                    aikagi(
                            "run",
                            scenario.toString(),
                            "--portal",
                            profile(portal.baseUri().toString()),
                            "--persona",
                            persona(PERSONA.replace("env:AIKAGI_TEST_NO_SUCH_VARIABLE", "Nabcdefgh-10"))));
            assertTrue(out().contains("too long to wait for"), out());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run no-such-scenario|there is no scenario 'no-such-scenario'",
                "run totp-qr:abacus|no variant 'abacus'",
                "run no-such-file.yaml|no readable file",
                "run --key abacus|there is no key 'abacus', only sim[:PROFILE",
                "run --key sim:abacus|no profile 'abacus'",
                "run --lang fr|--lang",
                "run --seed many|--seed",
                "run --base-uri http://localhost:1|--portal FILE",
                "run --portal no-such-file.yaml|no readable file",
                "walk|walk",
                "decode xyz --file x.png|not both",
                "decode --file no-such.png|no file",
                "decode zz|as",
            })
    void whatCannotBeUnderstood_exits3(String line, String word) {
        assertEquals(3, aikagi(line.split(" ")));
        assertTrue(err.toString().startsWith("aikagi: "), err.toString());
        assertTrue(err.toString().contains(word), err.toString());
        assertFalse(err.toString().contains("\tat "), "no stack trace for a user's mistake");
    }

    @Test
    void noCommand_showsTheUsage_andExits3() {
        assertEquals(3, aikagi());
        assertTrue(err.toString().contains("Exit codes:"), err.toString());
    }

    @Test
    void mistakeInAFile_exits3_andSaysWhere() throws Exception {
        Path scenario = scenario("  - jump: {}\n");
        assertEquals(3, aikagi("run", scenario.toString()));
        assertTrue(err.toString().contains("mine.yaml:4:5"), err.toString());

        assertEquals(
                3,
                aikagi("run", "first-login", "--portal", profile("http://localhost:1"), "--persona", persona(PERSONA)));
        assertTrue(err.toString().contains("persona.yaml:4:15: the environment has no AIKAGI_TEST"), err.toString());
        assertEquals(3, aikagi("run", "first-login", "--portal", profile("http://localhost:1")));
        assertTrue(err.toString().contains("--persona FILE"), err.toString());
        assertEquals(
                3,
                aikagi(
                        "run",
                        "passkey-pc",
                        "--portal",
                        profile("http://localhost:1"),
                        "--persona",
                        persona(PERSONA.replace("env:AIKAGI_TEST_NO_SUCH_VARIABLE", "x"))));
        assertTrue(err.toString().contains("2 are chosen"), err.toString());
    }

    @Test
    void portalThatDoesNotAnswer_exits4() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertEquals(
                4,
                aikagi(
                        "run",
                        "first-login",
                        "--portal",
                        profile("http://localhost:" + free),
                        "--persona",
                        persona(PERSONA.replace("env:AIKAGI_TEST_NO_SUCH_VARIABLE", "x"))));
        assertTrue(err.toString().contains("localhost:" + free), err.toString());
    }

    @Test
    void portalOfAProfile_isWalkedAsThePersonItKnows() throws Exception {
        SeededRandom random = new SeededRandom(3);
        try (MailServer mail = MailServer.start(random);
                ReferencePortal portal = start(mail.smtpPort());
                Mailbox opened = mail.mailbox("a@mail.example.jp")) {
            portal.addAccount(new Account("kp123456abc", "健保 太郎", "12345619850412", LocalDate.of(1985, 4, 12)));
            String imap = "{host: 127.0.0.1, port: %d, user: a@mail.example.jp, password: %s}"
                    .formatted(mail.imapPort(), mail.password(opened.address()));
            String persona = PERSONA.replace("env:AIKAGI_TEST_NO_SUCH_VARIABLE", "Nabcdefgh-10")
                    .replaceFirst("\\{host:[^}]*}", imap);

            assertEquals(
                    0,
                    aikagi(
                            "run",
                            "passkey-pc:touch-id",
                            "--portal",
                            profile(portal.baseUri().toString()),
                            "--persona",
                            persona(persona)));
            assertTrue(out().contains("1 chapters passed"), out());
        }
    }

    @Test
    void portal_onATakenPort_exits4() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(4, aikagi("portal", "--port", String.valueOf(taken.getLocalPort())));
            assertTrue(err.toString().contains("is taken"), err.toString());
        }
    }

    @Test
    void list_showsChaptersTurnsAndProfiles() {
        assertEquals(0, aikagi("list", "--lang", "en"));
        assertTrue(out().contains("2-1    passkey-pc"), out());
        assertTrue(out().contains("2-2★   cross-device"), out());
        assertTrue(out().contains("turn   wrong-password"), out());
        assertTrue(out().contains("icloud-keychain"), out());
    }

    @Test
    void decode_showsATree_andMasksSecrets() {
        String uri = "otpauth://totp/Portal:taro?secret=GEZDGNBVGY3TQOJQ&issuer=Portal";
        assertEquals(0, aikagi("decode", uri));
        assertTrue(out().contains("Portal"), out());
        assertFalse(out().contains("GEZDGNBVGY3TQOJQ"), out());
        assertEquals(0, aikagi("decode", uri, "--show-secrets"));
        assertTrue(out().contains("GEZDGNBVGY3TQOJQ"), out());
        assertEquals(0, aikagi("decode", "--kind", "ctap_request", "04"));
        assertTrue(out().contains("authenticatorGetInfo"), out());
    }

    @Test
    void helpVersionAndCompletion_exit0() {
        assertEquals(0, aikagi("--help"));
        assertEquals(0, aikagi("run", "--help"));
        assertEquals(0, aikagi("--version"));
        assertTrue(out().contains("aikagi "), out());
        assertEquals(0, aikagi("generate-completion"));
        assertTrue(out().contains("_complete_aikagi"), out());
    }

    private int aikagi(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private String out() {
        return out.toString();
    }

    private Path scenario(String steps) throws IOException {
        return Files.writeString(
                folder.resolve("mine.yaml"), "scenario: mine\ntitle: {ja: 例, en: Example}\nsteps:\n" + steps);
    }

    private String persona(String text) throws IOException {
        return Files.writeString(folder.resolve("persona.yaml"), text).toString();
    }

    private String profile(String baseUri) throws IOException {
        try (var resource = Main.class.getResourceAsStream("/dev/aikagi/harness/portal/embedded.yaml")) {
            String text = new String(resource.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .replaceFirst("base-uri: .*", "base-uri: " + baseUri);
            return Files.writeString(folder.resolve("portal.yaml"), text).toString();
        }
    }

    private String userId(String run) throws IOException {
        String json = Files.readString(folder.resolve(run).resolve("report.json"));
        return Arrays.stream(json.split("\"", -1))
                .filter(text -> text.startsWith("types the user id "))
                .findFirst()
                .orElseThrow();
    }

    private static ReferencePortal start(int smtpPort) throws IOException {
        return ReferencePortal.start(
                ReferencePortalConfig.builder(InstantSource.system(), new SeededRandom(2), smtpPort)
                        .limits(Limits.DEFAULT.withPasswordIterations(1_000))
                        .build());
    }
}
