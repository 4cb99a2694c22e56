package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import dev.aikagi.harness.Requires;
import dev.aikagi.harness.pcsc.PcscStage;
import dev.aikagi.harness.pcsc.PcscStage.Props;
import dev.aikagi.harness.pcsc.Pcscd;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code aikagi oath} with a card in a reader of a real pcscd; ykman and oathtool look at what it did. */
@ExtendWith(PcscStage.class)
class OathCommandTest {
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final String TARO = "otpauth://totp/KOSMO:taro?issuer=KOSMO&secret=" + SECRET;

    private final Props props;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    OathCommandTest(Props props) {
        this.props = props;
    }

    @BeforeEach
    void needs() {
        Requires.program("pcsc", "ykman");
        Requires.program("pcsc", "oathtool");
    }

    @Test
    void accounts_addListRenameDelete_areAsYkmanSeesThem() throws Exception {
        assertEquals(0, oath("add", TARO), err());
        assertEquals(
                0,
                oath("add", "otpauth://totp/%E5%81%A5%E4%BF%9D:hanako?issuer=%E5%81%A5%E4%BF%9D&secret=" + SECRET),
                err());
        assertEquals(3, oath("add", TARO.replace("issuer=KOSMO", "issuer=KOSMO&digits=8")));
        assertTrue(err().contains("the card has an account KOSMO:taro already: --force takes its place"), err());
        assertEquals(0, oath("add", "--force", "--touch", TARO), err());

        assertEquals("KOSMO:taro\n健保:hanako\n", sorted(printed("list")));
        assertEquals("KOSMO:taro\n健保:hanako\n", sorted(ykman("oath", "accounts", "list")));

        assertEquals(0, oath("rename", "KOSMO:taro", "NEW:jiro"), err());
        assertEquals(1, oath("rename", "nobody", "other"));
        assertTrue(err().contains("the card has no account nobody"), err());
        assertEquals(3, oath("delete", "NEW:jiro"));
        assertTrue(err().contains("nothing was done: to delete NEW:jiro, give --force or type yes"), err());
        assertEquals(0, oath("delete", "--force", "健保:hanako"), err());

        assertEquals("NEW:jiro\n", ykman("oath", "accounts", "list"));
    }

    @ParameterizedTest
    @CsvSource({"SHA1, 6, 30", "SHA256, 8, 60", "SHA512, 7, 15"})
    void code_now_isOathtools(String algorithm, String digits, String period) throws Exception {
        String uri = TARO + "&algorithm=" + algorithm + "&digits=" + digits + "&period=" + period;
        assertEquals(0, oath("add", uri), err());

        String before = oathtool("--totp=" + algorithm, "-d", digits, "-s", period + "s");
        String code = printed("code", "--single", "taro").strip();
        String after = oathtool("--totp=" + algorithm, "-d", digits, "-s", period + "s");

        assertTrue(code.equals(before) || code.equals(after), code + " is neither " + before + " nor " + after);
        String all = printed("code");
        assertTrue(all.matches("(\\d+/)?KOSMO:taro  \\d{" + digits + "}  valid \\d{1,2} s\n"), all);
    }

    @Test
    void code_ofCounterAndTouch_isGivenByNameAlone() throws Exception {
        oath("add", "otpauth://hotp/count?issuer=&counter=5&secret=" + SECRET);
        oath("add", "--touch", TARO);

        assertEquals("KOSMO:taro  [touch]\ncount  [counter]\n", sorted(printed("code")));
        assertEquals(
                oathtool("--hotp", "-c", "5"),
                printed("code", "--single", "count").strip());
        assertEquals(
                oathtool("--hotp", "-c", "6"),
                printed("code", "--single", "count").strip());
        assertTrue(printed("code", "taro").matches("KOSMO:taro  \\d{6}  valid \\d+ s\n"));
        assertTrue(err().contains("Touch the key for KOSMO:taro"), err());

        props.card().tell("touch REFUSE");
        assertEquals(1, oath("code", "taro"));
        assertTrue(err().contains("the card was not touched"), err());
    }

    @Test
    void code_watched_countsDownUntilInterrupted() throws Exception {
        oath("add", TARO);
        Lines lines = new Lines();
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Thread command = new Thread(
                () -> exit.complete(Main.run(lines.printer(), lines.printer(), words("code", "--watch"))), "command");
        command.start();
        String first = lines.await("valid");
        String second = lines.await("valid");

        command.interrupt();

        assertEquals(0, exit.get(20, TimeUnit.SECONDS));
        assertFalse(first.equals(second), first);
    }

    @Test
    void add_pictureOrRegionOfTheScreen_isTheAccount() throws Exception {
        BufferedImage code = picture(TARO);
        BufferedImage screen = new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = screen.createGraphics();
        graphics.setColor(Color.LIGHT_GRAY);
        graphics.fillRect(0, 0, 900, 600);
        graphics.drawImage(code, 500, 200, null);
        graphics.dispose();
        Path saved = png("saved.png", code);
        Path shot = png("screen.png", screen);

        assertEquals(3, oath("add", "--image", shot.toString(), "--region", "0,0,400x400"));
        assertTrue(err().contains("there is no QR code in the picture of 400×400 pixels"), err());
        assertEquals(3, oath("add", "--image", shot.toString(), "--region", "all"));
        assertTrue(err().contains("a region is X,Y,WxH"), err());
        assertEquals(0, oath("add", "--image", shot.toString(), "--region", "480,180,300x300"), err());
        assertEquals("KOSMO:taro\n", printed("list"));
        assertEquals(0, oath("reset", "--force"), err());
        assertEquals(0, oath("add", "--image", saved.toString()), err());
        assertEquals("KOSMO:taro\n", printed("list"));
    }

    @Test
    void add_secretWrittenOtherwise_isTakenWithANote() throws Exception {
        String groups = SECRET.toLowerCase(java.util.Locale.ROOT).replaceAll("(.{4})(?=.)", "$1%20");

        assertEquals(0, oath("add", "otpauth://totp/KOSMO:taro?issuer=KOSMO&secret=" + groups + "%3D"), err());

        assertTrue(err().contains("note: the secret is not in upper case"), err());
        assertTrue(err().contains("note: the secret is in groups"), err());
        assertTrue(err().contains("note: the secret has padding"), err());
        String before = oathtool("--totp");
        String code = printed("code", "--single", "taro").strip();
        assertTrue(List.of(before, oathtool("--totp")).contains(code), code);
    }

    @Test
    void password_setChangedAndRemoved_locksAlsoYkmanOut() throws Exception {
        oath("add", TARO);
        Path one = Files.writeString(folder.resolve("one"), "合鍵 pw\nsecond line\n");
        Path two = Files.writeString(folder.resolve("two"), "other");
        assertEquals(0, oath("password", "--new-password-file", one.toString()), err());

        assertTrue(ykman("oath", "info").contains("Password protection: enabled"));
        assertEquals("KOSMO:taro\n", ykman("oath", "accounts", "list", "--password", "合鍵 pw"));
        assertEquals(3, oath("list"));
        assertTrue(err().contains("set AIKAGI_OATH_PASSWORD, or name a file that holds it"), err());
        assertEquals(1, oath("list", "--password-file", two.toString()));
        assertTrue(err().contains("the password is wrong"), err());
        assertEquals("KOSMO:taro\n", printed("list", "--password-file", one.toString()));

        assertEquals(
                0, oath("password", "--password-file", one.toString(), "--new-password-file", two.toString()), err());
        assertEquals(1, oath("list", "--password-file", one.toString()));
        assertEquals(0, oath("password", "--password-file", two.toString(), "--remove"), err());
        assertEquals("KOSMO:taro\n", printed("list"));
    }

    @Test
    void reset_ofALockedCard_asksForceAndNoPassword() throws Exception {
        oath("add", TARO);
        Path file = Files.writeString(folder.resolve("pw"), "forgotten");
        assertEquals(0, oath("password", "--new-password-file", file.toString()), err());

        assertEquals(3, oath("reset"));
        assertEquals("KOSMO:taro\n", printed("list", "--password-file", file.toString()));
        assertEquals(0, oath("reset", "--force"), err());

        assertEquals("", printed("list"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list --key pcsc:Yubico | 2 | there is no card reader Yubico, only Virtual PCD 00 00",
                "list --key abacus | 3 | there is no key 'abacus'",
                "add | 3 | give an otpauth URI, or --image FILE",
                "add otpauth://totp/a?secret=M0 | 3 | the account cannot be added: the secret's character 2",
                "add --image nowhere.png | 3 | there is no readable file nowhere.png",
                "add otpauth://totp/a?secret=MY --region 1,1,1x1 | 3 | --region is of a picture",
                "code nobody | 3 | the card has no account that matches nobody",
                "code --single | 3 | --single goes with a NAME",
                "list --password-file nowhere | 0 | ''"
            })
    void command_thatCannotBeDone_saysWhyAndExitsSo(String line, int exit, String message) {
        assertEquals(exit, oath(line.split(" ")), err());
        assertTrue(err().contains(message), err());
    }

    /** The environment is another way to the password: in a process of its own, since ours has none. */
    @Test
    void password_fromTheEnvironment_opensTheCard() throws Exception {
        oath("add", TARO);
        Path file = Files.writeString(folder.resolve("pw"), "from outside");
        assertEquals(0, oath("password", "--new-password-file", file.toString()), err());

        String listed = props.pcscd()
                .run(
                        "env",
                        // Of these options a JVM speaks by itself.
                        "-u",
                        "JAVA_TOOL_OPTIONS",
                        "AIKAGI_OATH_PASSWORD=from outside",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "oath",
                        "list",
                        "--key",
                        "pcsc:" + Pcscd.READER)
                .ok();

        assertEquals("KOSMO:taro\n", listed);
    }

    private int oath(String... words) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words(words));
    }

    private String printed(String... words) {
        out.getBuffer().setLength(0);
        assertEquals(0, oath(words), err());
        return out.toString();
    }

    private static String[] words(String... words) {
        List<String> all = new ArrayList<>(List.of("oath"));
        all.addAll(List.of(words));
        if (!all.contains("--key")) {
            all.addAll(List.of("--key", "pcsc:" + Pcscd.READER));
        }
        return all.toArray(String[]::new);
    }

    private String err() {
        return err.toString();
    }

    private static String sorted(String lines) {
        return Arrays.stream(lines.split("\n"))
                .sorted()
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    private Path png(String name, BufferedImage picture) throws IOException {
        Path file = folder.resolve(name);
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }

    private static BufferedImage picture(String text) throws Exception {
        BitMatrix matrix = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 240, 240);
        BufferedImage picture = new BufferedImage(240, 240, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 240; x++) {
            for (int y = 0; y < 240; y++) {
                picture.setRGB(x, y, matrix.get(x, y) ? 0 : 0xffffff);
            }
        }
        return picture;
    }

    private String ykman(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("ykman", "--reader", Pcscd.READER));
        all.addAll(List.of(words));
        return props.pcscd().run(all.toArray(String[]::new)).ok();
    }

    private String oathtool(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("oathtool", "--base32"));
        all.addAll(List.of(words));
        all.add(SECRET);
        return props.pcscd().run(all.toArray(String[]::new)).ok().strip();
    }
}
