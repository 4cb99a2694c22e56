package dev.aikagi.harness.portal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.mail.Mail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstSignInTest {
    private PortalFixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = new PortalFixture();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    @Test
    void setUp_wholeWay_leadsToEnrolmentAtTheNextSignIn() throws Exception {
        fixture.setUp("totp");

        fixture.signIn(PortalFixture.PASSWORD).is("totp-register");
        fixture.signIn(PortalFixture.INITIAL).says("sign-in", "bad-credentials");
    }

    @Test
    void setUp_leftHalfway_beginsAnew() throws Exception {
        fixture.toPassword("totp").submit("cancel-form").is("signed-out");

        fixture.signIn(PortalFixture.INITIAL).is("birth-date");
    }

    @Test
    void confirmationMail_isJapaneseAndHasOneLink() throws Exception {
        fixture.toMailSent();

        Mail mail = fixture.nextMail();

        assertEquals("【KOSMOWeb】メールアドレス確認のお知らせ", mail.subject());
        assertEquals(1, mail.links().size());
        assertTrue(mail.source().toLowerCase(Locale.ROOT).contains("charset=iso-2022-jp"), mail.source());
    }

    @Test
    void confirmationMail_utf8_isSentAsSet() throws Exception {
        try (PortalFixture utf8 = new PortalFixture(b -> b.mailCharset(StandardCharsets.UTF_8))) {
            utf8.toMailSent();

            assertTrue(utf8.nextMail().source().toLowerCase(Locale.ROOT).contains("charset=utf-8"));
        }
    }

    @Test
    void signIn_unknownUserAndWrongPassword_sayTheSame() {
        TestBrowser known = fixture.signIn("wrong").says("sign-in", "bad-credentials");
        TestBrowser unknown = fixture.browser()
                .open("/sign-in")
                .submit("sign-in-form", "userId", "nobody", "password", "wrong")
                .says("sign-in", "bad-credentials");

        assertEquals(known.text("[data-error]"), unknown.text("[data-error]"));
        assertEquals(known.response.statusCode(), unknown.response.statusCode());
    }

    @Test
    void signIn_userIdWithMarkup_isEscaped() {
        TestBrowser browser = fixture.browser()
                .open("/sign-in")
                .submit("sign-in-form", "userId", "\"><script>x</script>'&", "password", "x");

        assertEquals(
                "\"><script>x</script>'&", browser.page.selectFirst("#userId").attr("value"));
        assertEquals(0, browser.page.select("form script").size());
    }

    @Test
    void signIn_fiveFailures_areThrottledForAMinute() {
        for (int i = 0; i < 5; i++) {
            fixture.signIn("wrong").says("sign-in", "bad-credentials");
        }

        TestBrowser sixth = fixture.signIn(PortalFixture.INITIAL).says("sign-in", "throttled");
        assertEquals(429, sixth.response.statusCode());
        assertEquals("60", sixth.response.headers().firstValue("Retry-After").orElse(""));

        fixture.pass(Duration.ofSeconds(59));
        fixture.signIn(PortalFixture.INITIAL).says("sign-in", "throttled");
        fixture.pass(Duration.ofSeconds(1));
        fixture.signIn(PortalFixture.INITIAL).is("birth-date");
    }

    @Test
    void signIn_successBetweenFailures_startsTheCountAnew() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4; i++) {
                fixture.signIn("wrong").says("sign-in", "bad-credentials");
            }
            fixture.signIn(PortalFixture.INITIAL).is("birth-date");
        }
    }

    @ParameterizedTest
    @CsvSource({"19850413", "1985-04-12", "850412", "''"})
    void birthDate_wrong_staysThere(String typed) {
        fixture.signIn(PortalFixture.INITIAL)
                .submit("birth-date-form", "birthDate", typed)
                .says("birth-date", "wrong-birth-date")
                .open("/setup/terms")
                .is("birth-date");
    }

    @Test
    void birthDate_guessed_isThrottled() {
        TestBrowser browser = fixture.signIn(PortalFixture.INITIAL);
        for (int i = 0; i < 5; i++) {
            browser.submit("birth-date-form", "birthDate", "20000101").says("birth-date", "wrong-birth-date");
        }

        browser.submit("birth-date-form", "birthDate", "19850412").says("birth-date", "throttled");
        assertEquals(429, browser.response.statusCode());
    }

    @Test
    void terms_declined_leadNowhere() {
        fixture.signIn(PortalFixture.INITIAL)
                .submit("birth-date-form", "birthDate", "19850412")
                .submit("terms-form", "decision", "decline")
                .says("terms", "terms-declined")
                .open("/setup/mail")
                .is("terms");
    }

    @ParameterizedTest
    @CsvSource({"taro", "taro@", "@example.jp", "a b@example.jp", "taro@example..jp", "''"})
    void mailAddress_invalid_isRefused(String address) throws Exception {
        fixture.signIn(PortalFixture.INITIAL)
                .submit("birth-date-form", "birthDate", "19850412")
                .submit("terms-form", "decision", "accept")
                .submit("mail-form", "email", address)
                .says("mail-address", "invalid-email");
        assertEquals(List.of(), fixture.mailbox.all());
    }

    @Test
    void mailAddress_headerInjection_isRefused() throws Exception {
        fixture.signIn(PortalFixture.INITIAL)
                .submit("birth-date-form", "birthDate", "19850412")
                .submit("terms-form", "decision", "accept")
                .submit("mail-form", "email", "x@example.jp\r\nBcc: " + PortalFixture.MAIL)
                .says("mail-address", "invalid-email");
        assertEquals(List.of(), fixture.mailbox.all());
    }

    @Test
    void mailServer_down_isSaidAndNothingIsSkipped() throws Exception {
        TestBrowser browser = fixture.signIn(PortalFixture.INITIAL)
                .submit("birth-date-form", "birthDate", "19850412")
                .submit("terms-form", "decision", "accept");
        fixture.mail.close();

        browser.submit("mail-form", "email", PortalFixture.MAIL).says("mail-address", "mail-not-sent");
    }

    @Test
    void mailSent_reloadedTooEarly_saysSo() throws Exception {
        TestBrowser browser = fixture.toMailSent();
        assertEquals("mail-sent", browser.info());

        browser.open("/setup/mail/sent").says("mail-sent", "mail-not-confirmed");
        browser.open("/setup/method").says("mail-sent", "mail-not-confirmed");
    }

    @Test
    void link_lookedAtOnly_confirmsNothing() throws Exception {
        TestBrowser first = fixture.toMailSent();
        fixture.browser().open(fixture.nextLink().toString()).is("mail-confirm");

        first.open("/setup/mail/sent").says("mail-sent", "mail-not-confirmed");
    }

    @Test
    void link_openedTwice_isExpired() throws Exception {
        fixture.toMailSent();
        String link = fixture.nextLink().toString();
        TestBrowser early = fixture.browser().open(link).is("mail-confirm");
        fixture.browser().open(link).submit("confirm-form").is("mail-confirmed");

        fixture.browser().open(link).says("error", "link-expired");
        early.submit("confirm-form").says("error", "link-expired");
    }

    @Test
    void link_afterItsTime_isExpired() throws Exception {
        fixture.toMailSent();
        String link = fixture.nextLink().toString();
        fixture.pass(Duration.ofMinutes(30));

        fixture.browser().open(link).says("error", "link-expired");
    }

    @Test
    void link_justInTime_isOpen() throws Exception {
        fixture.toMailSent();
        String link = fixture.nextLink().toString();
        fixture.pass(Duration.ofMinutes(30).minusSeconds(1));

        fixture.browser().open(link).is("mail-confirm");
    }

    @Test
    void link_unknown_isExpired() {
        fixture.browser().open("/mail/confirm?token=guess").says("error", "link-expired");
        fixture.browser().open("/mail/confirm").says("error", "link-expired");
    }

    @Test
    void link_sentAgain_killsTheFirst() throws Exception {
        TestBrowser first = fixture.toMailSent();
        String old = fixture.nextLink().toString();
        first.submit("resend-form").is("mail-sent");
        assertEquals("mail-sent", first.info());

        fixture.browser().open(old).says("error", "link-expired");
        fixture.browser()
                .open(fixture.nextLink().toString())
                .submit("confirm-form")
                .is("mail-confirmed");
        first.open("/setup/mail/sent").is("choose-method");
    }

    @Test
    void mailAddress_corrected_killsTheLinkToTheWrongOne() throws Exception {
        TestBrowser first = fixture.toMailSent();
        String old = fixture.nextLink().toString();
        first.submit("change-mail-form").is("mail-address");

        fixture.browser().open(old).says("error", "link-expired");
        first.open("/setup/method").is("mail-address");
    }

    @Test
    void method_none_isRequired() throws Exception {
        fixture.toMethod().submit("method-form").says("choose-method", "method-required");
    }

    @Test
    void method_unknown_isRequired() throws Exception {
        fixture.toMethod().submit("method-form", "method", "sms").says("choose-method", "method-required");
    }

    @ParameterizedTest
    @CsvSource({
        "Short-1Aa, Short-1Aa, password-policy",
        "alllower-12345, alllower-12345, password-policy",
        "ALLUPPER-12345, ALLUPPER-12345, password-policy",
        "NoDigitsAtAll, NoDigitsAtAll, password-policy",
        "Xkenpo123456X, Xkenpo123456X, password-policy",
        "Natsu-Yasumi-1, Natsu-Yasumi-2, password-mismatch",
        "12345619850412Aa, 12345619850412Aa, password-reused"
    })
    void password_unfit_isRefused(String password, String again, String code) throws Exception {
        fixture.toPassword("totp")
                .submit("password-form", "newPassword", password, "confirmPassword", again)
                .says("new-password", code);

        fixture.signIn(PortalFixture.INITIAL).is("birth-date");
    }

    @Test
    void steps_skippedByAddress_leadBack() throws Exception {
        List<String> paths = new ArrayList<>();
        for (Turn turn : Turn.values()) {
            paths.add(turn.path());
        }
        record Stop(TestBrowser browser, String path) {}
        TestBrowser atMethod = fixture.toMethod();
        List<Stop> stops = List.of(
                new Stop(fixture.browser().open("/sign-in"), "/sign-in"),
                new Stop(fixture.signIn(PortalFixture.INITIAL), "/setup/birth-date"),
                new Stop(fixture.toMailSent(), "/setup/mail/sent"),
                new Stop(atMethod, "/setup/method"));

        for (Stop stop : stops) {
            String csrf = stop.browser.page.selectFirst("[name=_csrf]").attr("value");
            for (String path : paths) {
                if (path.equals(stop.path)) {
                    continue;
                }
                stop.browser.touch(path);
                assertEquals(List.of(303, stop.path), answer(stop.browser), path);
                stop.browser.postRaw(path, false, Map.of("_csrf", csrf, "decision", "accept", "method", "totp"));
                assertEquals(List.of(303, stop.path), answer(stop.browser), path);
            }
        }
    }

    private static List<Object> answer(TestBrowser browser) {
        return List.of(browser.response.statusCode(), browser.location());
    }

    @Test
    void csrfToken_wrongOrMissing_isRefused() {
        TestBrowser browser = fixture.browser().open("/sign-in");
        Map<String, String> right = Map.of("userId", PortalFixture.USER, "password", PortalFixture.INITIAL);

        browser.postRaw("/sign-in", true, right).says("error", "csrf");
        assertEquals(403, browser.response.statusCode());

        String others = fixture.browser()
                .open("/sign-in")
                .page
                .selectFirst("[name=_csrf]")
                .attr("value");
        browser.open("/sign-in").submit("sign-in-form", "_csrf", others).says("error", "csrf");
        browser.open("/sign-in").is("sign-in");
    }

    @Test
    void csrfToken_missingAtSignOut_keepsTheSession() {
        TestBrowser browser = fixture.signIn(PortalFixture.INITIAL).is("birth-date");

        browser.postRaw("/sign-out", true, Map.of()).says("error", "csrf");

        browser.open("/setup/birth-date").is("birth-date");
    }

    @Test
    void session_atEachRise_changesItsId() throws Exception {
        TestBrowser browser = fixture.browser().open("/sign-in");
        String before = browser.cookies.get("session");
        browser.submit("sign-in-form", "userId", PortalFixture.USER, "password", PortalFixture.INITIAL);
        String after = browser.cookies.get("session");
        assertNotEquals(before, after);

        TestBrowser thief = fixture.browser();
        thief.cookies.put("session", before);
        thief.open("/setup/birth-date").is("sign-in");

        browser.submit("cancel-form").is("signed-out");
        thief.cookies.put("session", after);
        thief.open("/setup/birth-date").is("sign-in");
    }

    @Test
    void session_idFromOutside_isNotTaken() {
        TestBrowser browser = fixture.browser();
        browser.cookies.put("session", "chosen-by-the-attacker");
        browser.open("/sign-in");

        assertNotEquals("chosen-by-the-attacker", browser.cookies.get("session"));
    }

    @Test
    void session_idleTooLong_isExpired() {
        TestBrowser browser = fixture.signIn(PortalFixture.INITIAL).is("birth-date");
        fixture.pass(Duration.ofMinutes(15).minusSeconds(1));
        browser.open("/setup/birth-date").is("birth-date");
        fixture.pass(Duration.ofMinutes(15));

        browser.submit("birth-date-form", "birthDate", "19850412").says("sign-in", "session-expired");
        browser.open("/setup/birth-date").is("sign-in");
    }

    @Test
    void session_idleAtTheSignInForm_isSaidWhenSent() {
        TestBrowser browser = fixture.browser().open("/sign-in");
        fixture.pass(Duration.ofMinutes(16));

        browser.submit("sign-in-form", "userId", PortalFixture.USER, "password", PortalFixture.INITIAL)
                .says("sign-in", "session-expired")
                .submit("sign-in-form", "userId", PortalFixture.USER, "password", PortalFixture.INITIAL)
                .is("birth-date");
    }
}
