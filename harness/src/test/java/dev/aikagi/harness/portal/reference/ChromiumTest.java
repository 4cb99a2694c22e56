package dev.aikagi.harness.portal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.browser.Chromium;
import dev.aikagi.harness.browser.PageAudit;
import dev.aikagi.harness.browser.Tab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The portal in a real browser, with the browser's own authenticator: neither our portal client nor our key has a part in
 * it. With {@code -Daikagi.shots=FOLDER} a picture of each page is left there, on a desk's and on a phone's window.
 */
@Tag("browser")
class ChromiumTest {
    private static final String NAME = "わたしのノートPC";
    private static Chromium chromium;

    private final List<String> found = new ArrayList<>();
    private PortalFixture fixture;
    private Tab tab;

    @BeforeAll
    static void startBrowser() throws IOException {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopBrowser() throws IOException {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        fixture = new PortalFixture();
        tab = chromium.tab();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    @Test
    void passkey_enrolledByClicking_opensThePortalWithoutAnythingTyped() throws Exception {
        Tab.Authenticator authenticator = tab.authenticator(true);
        setUp("passkey");
        signIn(PortalFixture.PASSWORD);
        is("passkey-register");
        tab.follow("#webauthn-form button");
        is("passkey-name");
        assertEquals(1, authenticator.credentials());
        tab.type("#label", NAME).follow("#passkey-name-form button");
        is("top");
        assertTrue(tab.text("#credentials [data-type=passkey]").contains(NAME), tab.text("#credentials"));
        tab.follow("#sign-out-form button");
        is("signed-out");

        tab.follow("main .button");
        is("sign-in");
        tab.follow("#passkey-sign-in-form button");

        is("top");
        assertEquals("健保 太郎 さん、こんにちは。", tab.text("#greeting"));
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void passkey_afterThePassword_opensThePortal() throws Exception {
        tab.authenticator(true);
        enrolPasskey();

        signIn(PortalFixture.PASSWORD);
        is("passkey-sign-in");
        tab.follow("#webauthn-form button");

        is("top");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void passkey_wrongFingerAtEnrolment_isToldAndEnrolsNothing() throws Exception {
        Tab.Authenticator authenticator = tab.authenticator(false);
        setUp("passkey");
        signIn(PortalFixture.PASSWORD);
        is("passkey-register");
        assertEquals("", tab.text("#webauthn-problem"));

        tab.click("#webauthn-form button").until("!document.getElementById('webauthn-problem').hidden");

        assertEquals("passkey-register", tab.pageId());
        assertEquals("認証できませんでした。もう一度お試しください。", tab.text("#webauthn-problem"));
        assertEquals(
                false,
                tab.evaluate("document.querySelector('#webauthn-form button').disabled")
                        .asBoolean());
        assertEquals(0, authenticator.credentials());
        tab.follow("#cancel-form button");
        signIn(PortalFixture.PASSWORD);
        is("passkey-register");
    }

    @Test
    void passkey_wrongFingerAtSignIn_staysOutsideUntilTheRightOne() throws Exception {
        Tab.Authenticator authenticator = tab.authenticator(true);
        enrolPasskey();
        tab.open(fixture.portal.baseUri().resolve("/sign-in"));
        authenticator.userVerified(false);

        tab.click("#passkey-sign-in-form button").until("!document.getElementById('webauthn-problem').hidden");

        assertEquals("sign-in", tab.pageId());
        authenticator.userVerified(true);
        tab.follow("#passkey-sign-in-form button");
        is("top");
    }

    @Test
    void languageSwitch_onAnyPage_changesTheWholePageAndStays() throws Exception {
        open("/sign-in?lang=ja");
        assertEquals("サインイン", tab.text("h1"));
        tab.follow("nav a[lang=en]");
        assertEquals("Sign in", tab.text("h1"));
        assertEquals("en", tab.evaluate("document.documentElement.lang").asString());

        tab.type("#userId", PortalFixture.USER)
                .type("#password", PortalFixture.INITIAL)
                .follow("#sign-in-form button");

        assertEquals("Confirm your date of birth", tab.text("h1"));
        tab.follow("nav a[lang=ja]");
        assertEquals("生年月日の確認", tab.text("h1"));
    }

    @Test
    void keyboard_everyStop_showsWhereItIs() throws Exception {
        open("/sign-in?lang=ja");
        List<String> stops = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            tab.tabulator();
            stops.add(tab.evaluate("document.activeElement.className || document.activeElement.id "
                            + "|| document.activeElement.form?.id || document.activeElement.lang")
                    .asString());
            assertEquals(List.of(), focusComplaints(), () -> stops.toString());
        }
        assertEquals(List.of("skip", "ja", "en", "userId", "password", "sign-in-form", "passkey-sign-in-form"), stops);
    }

    @Test
    void keyboard_stopWithoutOutline_isNoticed() throws Exception {
        open("/sign-in?lang=ja");
        tab.evaluate("document.styleSheets[0].insertRule('.skip:focus-visible { outline: none !important }', 0)");

        tab.tabulator();

        assertEquals(List.of("no outline"), focusComplaints());
    }

    private List<String> focusComplaints() throws IOException {
        List<String> complaints = new ArrayList<>();
        tab.evaluate("""
                (() => {
                  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
                  return [
                    style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2 ? 'no outline' : '',
                    box.right <= 0 || box.bottom <= 0 || box.left >= innerWidth || box.top >= innerHeight ? 'out of sight' : '',
                  ].filter(Boolean);
                })()""").forEach(complaint -> complaints.add(complaint.asString()));
        return complaints;
    }

    @Test
    void pageAudit_brokenPage_namesEachFault() throws Exception {
        open("/sign-in?lang=ja");
        tab.evaluate("""
                document.querySelector('label[for=userId]').remove();
                document.querySelector('h1').style.color = '#999';
                document.querySelector('main').insertAdjacentHTML('beforeend', '<h1 id="userId">x</h1><img src="data:,">');
                document.querySelector('main').style.minWidth = '3000px';""");

        List<String> complaints = PageAudit.of(tab);

        for (String fault : List.of(
                "no label for input#userId",
                "contrast 2.85 of h1",
                "not one h1",
                "two elements #userId",
                "no text for img",
                "pixels wide")) {
            assertTrue(complaints.stream().anyMatch(c -> c.contains(fault)), () -> fault + " not in " + complaints);
        }
    }

    @Test
    @Timeout(180) // some seventy pages, each loaded and measured
    void everyPage_inBothLanguagesAndSizes_canBeUsedByEverybody() throws Exception {
        tab.authenticator(true);
        open("/sign-in?lang=ja");
        look("sign-in");
        tab.type("#userId", PortalFixture.USER).type("#password", "wrong").follow("#sign-in-form button");
        look("sign-in-error");
        setUpLooking();
        fill(
                Map.of("#newPassword", PortalFixture.PASSWORD, "#confirmPassword", PortalFixture.PASSWORD),
                "password-form");
        look("setup-done");
        tab.follow("#sign-out-form button");
        look("signed-out");
        passkeyPages();
        totpPages();
        mailPages();
        open("/nowhere");
        look("error-not-found");

        assertEquals(List.of(), found);
    }

    private void setUpLooking() throws IOException {
        signIn(PortalFixture.INITIAL);
        look("birth-date");
        fill(Map.of("#birthDate", "19990101"), "birth-date-form");
        look("birth-date-error");
        fill(Map.of("#birthDate", "19850412"), "birth-date-form");
        look("terms");
        tab.follow("[value=decline]");
        look("terms-error");
        tab.follow("[value=accept]");
        look("mail-address");
        fill(Map.of("#email", PortalFixture.MAIL), "mail-form");
        look("mail-sent");
        open("/setup/mail/sent");
        look("mail-sent-error");
        confirmMail(true);
        open("/setup/mail/sent");
        look("choose-method");
        tab.click("#method-passkey").follow("#method-form button");
        look("new-password");
        fill(Map.of("#newPassword", "short", "#confirmPassword", "short"), "password-form");
        look("new-password-error");
    }

    private void passkeyPages() throws IOException {
        signIn(PortalFixture.PASSWORD);
        look("passkey-register");
        tab.follow("#webauthn-form button");
        look("passkey-name");
        fill(Map.of("#label", NAME), "passkey-name-form");
        look("top");
        tab.follow("#sign-out-form button");
        signIn(PortalFixture.PASSWORD);
        look("passkey-sign-in");
        tab.evaluate("document.getElementById('webauthn-problem').hidden = false");
        look("passkey-sign-in-problem");
        tab.follow("#cancel-form button");
    }

    private void totpPages() throws IOException {
        next("kenpo000002");
        setUp("totp");
        signIn(PortalFixture.PASSWORD);
        look("totp-register");
        tab.follow("#totp-manual");
        look("totp-register-manual");
        String secret = tab.text("#totp-secret").replace(" ", "");
        fill(Map.of("#code", PortalFixture.otherThan(PortalFixture.totp(secret, fixture.instant()))), "totp-form");
        look("totp-register-manual-error");
        fill(Map.of("#code", PortalFixture.totp(secret, fixture.instant()), "#label", "スマートフォンのアプリ"), "totp-form");
        look("top-totp");
        tab.follow("#sign-out-form button");
        signIn(PortalFixture.PASSWORD);
        look("totp-sign-in");
        tab.follow("#cancel-form button");
    }

    private void mailPages() throws IOException {
        next("kenpo000003");
        setUp("email");
        signIn(PortalFixture.PASSWORD);
        look("mail-code");
        fill(Map.of("#code", PortalFixture.otherThan(fixture.nextCode())), "otp-form");
        look("mail-code-error");
        tab.follow("#resend-form button");
        fill(Map.of("#code", fixture.nextCode()), "otp-form");
        look("top-mail");
        tab.follow("#sign-out-form button");
    }

    private void next(String user) {
        fixture.user = user;
        fixture.add(user, "健保 花子");
    }

    /** Audits the page as it stands, on a desk and on a phone, Japanese, and English where that takes nothing away. */
    private void look(String name) throws IOException {
        look(tab, name);
    }

    private void look(Tab looked, String name) throws IOException {
        audit(looked, name + "-ja");
        boolean again = !name.contains("error") && !name.contains("confirm") && !name.contains("problem");
        if (again) {
            looked.follow("nav a[lang=en]");
            audit(looked, name + "-en");
            looked.follow("nav a[lang=ja]");
        }
        looked.complaints().stream()
                .filter(complaint -> !name.startsWith("error"))
                .forEach(complaint -> found.add(name + ": " + complaint));
    }

    private void audit(Tab looked, String name) throws IOException {
        String folder = System.getProperty("aikagi.shots", "");
        for (int width : List.of(390, 1280)) {
            looked.size(width, width == 390 ? 844 : 900);
            PageAudit.of(looked).forEach(complaint -> found.add(name + " at " + width + ": " + complaint));
            if (!folder.isEmpty()) {
                looked.picture(Path.of(folder, name + "-" + width + ".png"));
            }
        }
    }

    private void open(String path) throws IOException {
        tab.open(fixture.portal.baseUri().resolve(path));
    }

    private void is(String pageId) throws IOException {
        assertEquals(pageId, tab.pageId(), tab.text("body"));
        assertEquals("", tab.text("[data-error]"));
    }

    private void fill(Map<String, String> fields, String form) throws IOException {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            tab.evaluate("document.querySelector('" + field.getKey() + "').value = ''");
            tab.type(field.getKey(), field.getValue());
        }
        tab.follow("#" + form + " button");
    }

    private void signIn(String password) throws IOException {
        open("/sign-in?lang=ja");
        fill(Map.of("#userId", fixture.user, "#password", password), "sign-in-form");
    }

    private void setUp(String method) throws IOException {
        signIn(PortalFixture.INITIAL);
        is("birth-date");
        fill(Map.of("#birthDate", "19850412"), "birth-date-form");
        is("terms");
        tab.follow("[value=accept]");
        is("mail-address");
        fill(Map.of("#email", PortalFixture.MAIL), "mail-form");
        is("mail-sent");
        confirmMail(false);
        tab.follow("main .button");
        is("choose-method");
        tab.click("#method-" + method).follow("#method-form button");
        is("new-password");
        fill(
                Map.of("#newPassword", PortalFixture.PASSWORD, "#confirmPassword", PortalFixture.PASSWORD),
                "password-form");
        is("setup-done");
        tab.follow("#sign-out-form button");
        is("signed-out");
    }

    /** Opens the link of the newest mail in another browser, which the first knows nothing about. */
    private void confirmMail(boolean looking) throws IOException {
        Tab other = chromium.tab().open(fixture.nextLink());
        assertNotEquals("choose-method", other.pageId());
        other.follow("nav a[lang=ja]");
        assertEquals("mail-confirm", other.pageId());
        if (looking) {
            look(other, "mail-confirm");
        }
        other.follow("#confirm-form button");
        assertEquals("mail-confirmed", other.pageId());
        if (looking) {
            look(other, "mail-confirmed");
        }
    }

    private void enrolPasskey() throws IOException {
        setUp("passkey");
        signIn(PortalFixture.PASSWORD);
        tab.follow("#webauthn-form button");
        fill(Map.of("#label", NAME), "passkey-name-form");
        is("top");
        tab.follow("#sign-out-form button");
        is("signed-out");
    }
}
