package dev.aikagi.harness.portal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.portal.Account;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PortalHttpTest {
    private static PortalFixture fixture;

    @BeforeAll
    static void start() throws IOException {
        fixture = new PortalFixture();
    }

    @AfterAll
    static void stop() throws IOException {
        fixture.close();
    }

    private static String header(TestBrowser browser, String name) {
        return browser.response.headers().firstValue(name).orElse("");
    }

    @Test
    void root_leadsToTheSignIn() {
        TestBrowser browser = fixture.browser().touch("/");
        assertEquals(303, browser.response.statusCode());
        assertEquals("/sign-in", browser.location());
    }

    @Test
    void headers_areStrict() {
        TestBrowser browser = fixture.browser().open("/sign-in");

        assertTrue(header(browser, "Content-Security-Policy").startsWith("default-src 'none'"));
        assertFalse(header(browser, "Content-Security-Policy").contains("unsafe"));
        assertEquals("nosniff", header(browser, "X-Content-Type-Options"));
        assertEquals("no-referrer", header(browser, "Referrer-Policy"));
        assertEquals("no-store", header(browser, "Cache-Control"));
        assertEquals(
                0,
                browser.page
                        .select("script:not([src]):not([type=application/json])")
                        .size());
        assertEquals(0, browser.page.select("[style], [onclick], style").size());
    }

    @Test
    void cookie_ofTheSession_isOutOfReachOfScripts() {
        TestBrowser browser = fixture.browser().open("/sign-in");

        String cookie = header(browser, "Set-Cookie");
        assertTrue(cookie.matches("session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax"), cookie);
    }

    @Test
    void assets_areServed() {
        assertEquals("text/css; charset=UTF-8", header(fixture.browser().open("/style.css"), "Content-Type"));
        assertEquals("text/javascript; charset=UTF-8", header(fixture.browser().open("/passkey.js"), "Content-Type"));
    }

    @Test
    void request_outOfPlace_isAnsweredAsSuch() {
        TestBrowser browser = fixture.browser().open("/nowhere").says("error", "not-found");
        assertEquals(404, browser.response.statusCode());

        browser.open("/sign-out").says("error", "method-not-allowed");
        assertEquals(405, browser.response.statusCode());
        assertEquals("POST", header(browser, "Allow"));

        assertEquals(405, send("/sign-in", "DELETE", "", "text/plain"));
        assertEquals(415, send("/sign-in", "POST", "{}", "application/json"));
        assertEquals(400, send("/sign-in", "POST", "a=%ZZ", "application/x-www-form-urlencoded"));
        assertEquals(413, send("/sign-in", "POST", "a".repeat(300_000), "application/x-www-form-urlencoded"));
    }

    private static int send(String path, String method, String body, String type) {
        return fixture.browser()
                .send(
                        HttpRequest.newBuilder(URI.create(fixture.portal.baseUri() + path))
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .header("Content-Type", type),
                        false)
                .response
                .statusCode();
    }

    @Test
    void head_hasNoBody() {
        TestBrowser browser = fixture.browser()
                .send(
                        HttpRequest.newBuilder(fixture.portal.baseUri().resolve("/sign-in"))
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()),
                        false);
        assertEquals(200, browser.response.statusCode());
        assertEquals("", browser.response.body());
    }

    @Test
    void language_isJapaneseUnlessAskedFor() {
        TestBrowser browser = fixture.browser().open("/sign-in");
        assertEquals("ja", browser.page.select("html").attr("lang"));
        assertEquals("サインイン", browser.text("h1"));

        browser.open("/sign-in?lang=en");
        assertEquals("Sign in", browser.text("h1"));
        browser.open("/sign-in");
        assertEquals("en", browser.page.select("html").attr("lang"));
        browser.open("/sign-in?lang=xx");
        assertEquals("Sign in", browser.text("h1"));
    }

    @Test
    void language_ofTheBrowser_isTaken() {
        assertEquals("Sign in", preferring("en-GB,en;q=0.9,ja;q=0.5"));
        assertEquals("サインイン", preferring("en;q=0.1,ja;q=0.9"));
        assertEquals("サインイン", preferring("fr"));
        assertEquals("サインイン", preferring(";;;"));
    }

    private static String preferring(String languages) {
        return fixture.browser()
                .send(
                        HttpRequest.newBuilder(fixture.portal.baseUri().resolve("/sign-in"))
                                .header("Accept-Language", languages),
                        false)
                .text("h1");
    }

    @Test
    void texts_inBothLanguages_haveTheSameKeys() throws IOException {
        Set<Object> japanese = keys("ja");
        japanese.removeIf(
                key -> key.toString().startsWith("mail.c") || key.toString().startsWith("mail.n"));
        assertEquals(japanese, keys("en"));
    }

    private static Set<Object> keys(String language) throws IOException {
        Properties texts = new Properties();
        try (var in = Texts.class.getResourceAsStream("texts_" + language + ".properties")) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts.keySet();
    }

    @Test
    void pages_areAccessible() throws Exception {
        TestBrowser signIn = fixture.browser().open("/sign-in");
        accessible(signIn.page);
        assertEquals("username webauthn", signIn.page.select("#userId").attr("autocomplete"));
        assertEquals("current-password", signIn.page.select("#password").attr("autocomplete"));
        TestBrowser browser = fixture.signIn(PortalFixture.INITIAL);
        accessible(browser.page);
        assertEquals("bday", browser.page.select("#birthDate").attr("autocomplete"));
        accessible(browser.submit("birth-date-form", "birthDate", "19850412").page);
        accessible(browser.submit("terms-form", "decision", "decline").page);
        accessible(browser.submit("terms-form", "decision", "accept").page);
        accessible(browser.submit("mail-form", "email", PortalFixture.MAIL).page);
        TestBrowser second = fixture.browser().open(fixture.nextLink().toString());
        accessible(second.page);
        accessible(second.submit("confirm-form").page);
        accessible(browser.open("/setup/mail/sent").page);
        accessible(browser.submit("method-form", "method", "totp").page);
        assertEquals("new-password", browser.page.select("#newPassword").attr("autocomplete"));
    }

    private static void accessible(Document page) {
        assertNotEquals("", page.select("html").attr("lang"));
        assertNotEquals("", page.title());
        assertEquals(1, page.select("h1").size(), page::toString);
        assertEquals(1, page.select("main").size());
        for (Element input : page.select("input:not([type=hidden])")) {
            assertEquals(1, page.select("label[for=" + input.id() + "]").size(), input::toString);
        }
        for (Element described : page.select("[aria-describedby]")) {
            assertEquals(
                    1, page.select("#" + described.attr("aria-describedby")).size(), described::toString);
        }
        assertEquals(0, page.select("img:not([alt])").size());
        assertEquals(
                page.select("[id]").size(),
                page.select("[id]").stream().map(Element::id).distinct().count(),
                page::toString);
    }

    @Test
    void account_twice_isRefused() {
        Account account = new Account(PortalFixture.USER, "x", "y", LocalDate.of(2000, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> fixture.portal.addAccount(account));
    }

    @Test
    void markup_escapesAndCounts() {
        assertEquals(
                "<p>&lt;b&gt;&amp;&quot;&#39;</p>",
                Markup.of("<p>{}</p>", "<b>&\"'").html());
        assertEquals("<p>{}</p>", Markup.of("<p>{}</p>", "{}").html());
        assertThrows(IllegalArgumentException.class, () -> Markup.of("{}{}", "one"));
        assertThrows(IllegalArgumentException.class, () -> Markup.of("{}", "one", "two"));
        assertEquals("\"\\u003c/script\\u003e\"", Markup.json("\"</script>\"").html());
    }

    @Test
    void passwordHashes_ofTheSamePassword_differAndMatch() {
        Passwords passwords = new Passwords(new Tokens(new SecureRandom()), 1000);
        Passwords.Hash one = passwords.hash("Grün-é-1");
        assertTrue(passwords.matches("Gru\u0308n-e\u0301-1", one));
        assertFalse(passwords.matches("Grun-e-1", one));
        assertFalse(passwords.matches("anything", null));
    }

    @Test
    void defaults_areStrict() {
        assertTrue(Limits.DEFAULT.passwordIterations() >= 210_000);
        assertEquals(
                MailSettings.ISO_2022_JP,
                ReferencePortalConfig.builder(InstantSource.system(), new SecureRandom(), 25)
                        .build()
                        .mail()
                        .charset());
    }

    @Test
    void tls_pageOverHttps_setsAHostCookie() throws Exception {
        ReferencePortalConfig config = ReferencePortalConfig.builder(InstantSource.system(), new SecureRandom(), 25)
                .tls(true)
                .build();
        try (ReferencePortal portal = ReferencePortal.start(config)) {
            assertEquals("https", portal.baseUri().getScheme());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("portal", portal.certificate().orElseThrow());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);

            TestBrowser browser =
                    new TestBrowser(portal.baseUri(), context).touch("/sign-in").is("sign-in");

            String cookie = header(browser, "Set-Cookie");
            assertTrue(cookie.startsWith("__Host-session=") && cookie.endsWith("; Secure"), cookie);
            assertThrows(
                    IllegalStateException.class,
                    () -> new TestBrowser(portal.baseUri()).open("/"),
                    "not trusted by default");
        }
    }

    @Test
    void close_leavesNoPortAndNoThread() throws Exception {
        ReferencePortal portal =
                ReferencePortal.start(ReferencePortalConfig.builder(InstantSource.system(), new SecureRandom(), 25)
                        .limits(Limits.DEFAULT.withPasswordIterations(1000))
                        .build());
        int port = portal.baseUri().getPort();
        new TestBrowser(portal.baseUri()).open("/").is("sign-in");
        List<Thread> workers = threads(port);
        assertFalse(workers.isEmpty());

        portal.close();

        assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
        for (Thread worker : workers) {
            worker.join(5000);
            assertFalse(worker.isAlive());
        }
    }

    private static List<Thread> threads(int port) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("portal-" + port))
                .toList();
    }
}
