package dev.aikagi.harness.portal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.aikagi.harness.mail.Mail;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OneTimeCodeTest {
    private PortalFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new PortalFixture();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    private TestBrowser atRegistration() throws IOException {
        fixture.setUp("totp");
        return fixture.signIn(PortalFixture.PASSWORD).is("totp-register");
    }

    private static String secret(TestBrowser browser) {
        return browser.open("/enrol/totp?mode=manual")
                .is("totp-register-manual")
                .text("#totp-secret")
                .replace(" ", "");
    }

    private String enrol() throws IOException {
        TestBrowser browser = atRegistration();
        String secret = secret(browser);
        browser.submit("totp-form", "code", PortalFixture.totp(secret, fixture.instant()), "label", "My phone")
                .is("top");
        return secret;
    }

    @Test
    void totp_enrolledFromTypedKey_signsIn() throws Exception {
        TestBrowser browser = atRegistration();
        String shown = browser.open("/enrol/totp?mode=manual").text("#totp-secret");
        assertTrue(shown.matches("([A-Z2-7]{4} ){7}[A-Z2-7]{4}"), shown);
        assertEquals("時間ベース", browser.text("#totp-type"));
        assertEquals("SHA1", browser.text("#totp-algorithm"));
        assertEquals("6", browser.text("#totp-digits"));
        assertEquals("30", browser.text("#totp-period"));

        String secret = shown.replace(" ", "");
        browser.submit("totp-form", "code", PortalFixture.totp(secret, fixture.instant()), "label", "わたしの電話")
                .is("top");
        assertEquals("わたしの電話", browser.text("#credentials li[data-type=totp] .label"));
        assertTrue(browser.text("#greeting").contains("健保 太郎"));

        fixture.pass(Duration.ofSeconds(30));
        fixture.signIn(PortalFixture.PASSWORD)
                .is("totp-sign-in")
                .submit("otp-form", "code", PortalFixture.totp(secret, fixture.instant()))
                .is("top");
    }

    @Test
    void totp_picture_holdsTheSameKey() throws Exception {
        TestBrowser browser = atRegistration();
        String source = browser.page.selectFirst("img#totp-qr").attr("src");
        String secret = secret(browser);

        String uri = URLDecoder.decode(read(source), StandardCharsets.UTF_8);
        assertEquals(
                "otpauth://totp/健保ポータル:kenpo123456?secret=" + secret
                        + "&issuer=健保ポータル&algorithm=SHA1&digits=6&period=30",
                uri);
    }

    private static String read(String dataUri) throws Exception {
        byte[] png = Base64.getDecoder().decode(dataUri.replaceFirst("data:image/png;base64,", ""));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var bitmap = new BinaryBitmap(
                new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels)));
        return new QRCodeReader().decode(bitmap).getText();
    }

    @Test
    void totp_secretBeforeEnrolment_staysTheSameInTheSessionOnly() throws Exception {
        TestBrowser browser = atRegistration();
        String secret = secret(browser);
        String code = PortalFixture.totp(secret, fixture.instant());

        browser.submit("totp-form", "code", PortalFixture.otherThan(code), "label", "x")
                .says("totp-register-manual", "wrong-code");
        assertEquals(secret, browser.text("#totp-secret").replace(" ", ""));

        TestBrowser another = fixture.signIn(PortalFixture.PASSWORD).is("totp-register");
        assertNotEquals(secret, secret(another), "nothing was enrolled, and another session has another secret");
    }

    @Test
    void totp_wrongCodeUnderThePicture_showsThePictureAgain() throws Exception {
        atRegistration().submit("totp-form", "code", "12345").says("totp-register", "wrong-code");
    }

    @Test
    void totp_withoutName_getsOne() throws Exception {
        TestBrowser browser = atRegistration();
        String code = PortalFixture.totp(secret(browser), fixture.instant());
        browser.submit("totp-form", "code", code).is("top");

        assertEquals("認証アプリ", browser.text("#credentials li .label"));
    }

    @Test
    void totp_longName_isRefused() throws Exception {
        TestBrowser browser = atRegistration();
        String code = PortalFixture.totp(secret(browser), fixture.instant());

        browser.submit("totp-form", "code", code, "label", "x".repeat(65))
                .says("totp-register-manual", "label-required");
    }

    @Test
    void totp_codeOfTheEnrolment_isNotTakenAgain() throws Exception {
        String secret = enrol();
        String code = PortalFixture.totp(secret, fixture.instant());

        fixture.signIn(PortalFixture.PASSWORD).submit("otp-form", "code", code).says("totp-sign-in", "wrong-code");
    }

    @Test
    void totp_sameStepTwice_isTakenOnce() throws Exception {
        String secret = enrol();
        fixture.pass(Duration.ofMinutes(1));
        String code = PortalFixture.totp(secret, fixture.instant());
        fixture.signIn(PortalFixture.PASSWORD).submit("otp-form", "code", code).is("top");

        fixture.signIn(PortalFixture.PASSWORD).submit("otp-form", "code", code).says("totp-sign-in", "wrong-code");
    }

    @Test
    void totp_neighbouringSteps_areTolerated() throws Exception {
        String secret = enrol();
        fixture.pass(Duration.ofMinutes(5));
        Instant now = fixture.instant();
        TestBrowser late = fixture.signIn(PortalFixture.PASSWORD);
        String tooOld = PortalFixture.totp(secret, now.minusSeconds(60));
        String tooNew = PortalFixture.totp(secret, now.plusSeconds(60));

        late.submit("otp-form", "code", tooOld).says("totp-sign-in", "wrong-code");
        late.submit("otp-form", "code", tooNew).says("totp-sign-in", "wrong-code");
        late.submit("otp-form", "code", PortalFixture.totp(secret, now.minusSeconds(30)))
                .is("top");
        fixture.signIn(PortalFixture.PASSWORD)
                .submit("otp-form", "code", PortalFixture.totp(secret, now.plusSeconds(30)))
                .is("top");
    }

    @Test
    void totp_olderStepAfterNewer_isRefused() throws Exception {
        String secret = enrol();
        fixture.pass(Duration.ofMinutes(5));
        Instant now = fixture.instant();
        fixture.signIn(PortalFixture.PASSWORD)
                .submit("otp-form", "code", PortalFixture.totp(secret, now))
                .is("top");

        fixture.signIn(PortalFixture.PASSWORD)
                .submit("otp-form", "code", PortalFixture.totp(secret, now.minusSeconds(30)))
                .says("totp-sign-in", "wrong-code");
    }

    @Test
    void totp_withSpace_isWrong() throws Exception {
        String secret = enrol();
        fixture.pass(Duration.ofMinutes(1));
        String code = PortalFixture.totp(secret, fixture.instant());

        fixture.signIn(PortalFixture.PASSWORD)
                .submit("otp-form", "code", code.substring(0, 3) + " " + code.substring(3))
                .says("totp-sign-in", "wrong-code");
    }

    @Test
    void totp_guessedFiveTimes_isThrottledAcrossSessions() throws Exception {
        String secret = enrol();
        fixture.pass(Duration.ofMinutes(1));
        String wrong = PortalFixture.otherThan(PortalFixture.totp(secret, fixture.instant()));
        for (int i = 0; i < 5; i++) {
            fixture.signIn(PortalFixture.PASSWORD)
                    .submit("otp-form", "code", wrong)
                    .says("totp-sign-in", "wrong-code");
        }

        TestBrowser sixth = fixture.signIn(PortalFixture.PASSWORD)
                .submit("otp-form", "code", PortalFixture.totp(secret, fixture.instant()))
                .says("totp-sign-in", "throttled");
        assertEquals(429, sixth.response.statusCode());
    }

    @Test
    void totp_atEachRise_theSessionIdChanges() throws Exception {
        String secret = enrol();
        fixture.pass(Duration.ofMinutes(1));
        TestBrowser browser = fixture.signIn(PortalFixture.PASSWORD);
        String half = browser.cookies.get("session");
        browser.submit("otp-form", "code", PortalFixture.totp(secret, fixture.instant()))
                .is("top");
        assertNotEquals(half, browser.cookies.get("session"));

        TestBrowser thief = fixture.browser();
        thief.cookies.put("session", half);
        thief.open("/top").is("sign-in");
    }

    @Test
    void secondStep_skippedByAddress_leadsBack() throws Exception {
        enrol();

        fixture.signIn(PortalFixture.PASSWORD)
                .open("/top")
                .is("totp-sign-in")
                .open("/enrol/totp")
                .is("totp-sign-in");
    }

    @Test
    void top_secondSignIn_namesTheFirst() throws Exception {
        String secret = enrol();
        Instant first = fixture.instant();
        fixture.pass(Duration.ofHours(1));

        TestBrowser browser = fixture.signIn(PortalFixture.PASSWORD)
                .submit("otp-form", "code", PortalFixture.totp(secret, fixture.instant()))
                .is("top");
        assertEquals(
                first.toString(), browser.page.selectFirst("#last-sign-in time").attr("datetime"));
    }

    private TestBrowser atMailCode() throws IOException {
        fixture.setUp("email");
        return fixture.signIn(PortalFixture.PASSWORD).is("mail-code");
    }

    @Test
    void mailCode_right_enrolsAndSignsIn() throws Exception {
        TestBrowser browser = atMailCode();
        assertEquals("code-sent", browser.info());
        Mail mail = fixture.nextMail();
        assertEquals("【KOSMOWeb】ワンタイムパスワードのお知らせ", mail.subject());
        browser.submit("otp-form", "code", mail.code().orElseThrow()).is("top");
        assertEquals("t•••@example.jp", browser.text("#credentials li[data-type=email] .label"));

        fixture.signIn(PortalFixture.PASSWORD)
                .is("mail-code")
                .submit("otp-form", "code", fixture.nextCode())
                .is("top");
    }

    @Test
    void mailCode_wrong_isRefusedAndTheRightOneStillWorks() throws Exception {
        TestBrowser browser = atMailCode();
        String code = fixture.nextCode();

        browser.submit("otp-form", "code", PortalFixture.otherThan(code)).says("mail-code", "wrong-code");
        browser.submit("otp-form", "code", code).is("top");
    }

    @Test
    void mailCode_afterItsTime_isExpired() throws Exception {
        TestBrowser browser = atMailCode();
        String code = fixture.nextCode();
        fixture.pass(Duration.ofMinutes(5));

        browser.submit("otp-form", "code", code).says("mail-code", "code-expired");
        browser.submit("otp-form", "code", code).says("mail-code", "wrong-code");
    }

    @Test
    void mailCode_sentAgain_killsTheFirst() throws Exception {
        TestBrowser browser = atMailCode();
        String old = fixture.nextCode();
        String fresh = old;
        // One time in a million the new code is the old one.
        while (fresh.equals(old)) {
            browser.submit("resend-form").is("mail-code");
            fresh = fixture.nextCode();
        }

        browser.submit("otp-form", "code", old).says("mail-code", "wrong-code");
        browser.submit("otp-form", "code", fresh).is("top");
    }

    @Test
    void mailCode_ofAnotherSession_isWrong() throws Exception {
        TestBrowser first = atMailCode();
        String firstCode = fixture.nextCode();
        TestBrowser second = fixture.signIn(PortalFixture.PASSWORD).is("mail-code");
        String secondCode = fixture.nextCode();
        if (!firstCode.equals(secondCode)) {
            second.submit("otp-form", "code", firstCode).says("mail-code", "wrong-code");
        }
        first.submit("otp-form", "code", firstCode).is("top");
    }

    @Test
    void mailCode_guessedFiveTimes_isThrottled() throws Exception {
        TestBrowser browser = atMailCode();
        String code = fixture.nextCode();
        for (int i = 0; i < 5; i++) {
            browser.submit("otp-form", "code", PortalFixture.otherThan(code)).says("mail-code", "wrong-code");
        }

        browser.submit("otp-form", "code", code).says("mail-code", "throttled");
        assertEquals(429, browser.response.statusCode());
    }
}
