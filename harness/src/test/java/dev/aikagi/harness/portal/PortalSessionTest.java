package dev.aikagi.harness.portal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortalSessionTest {
    private static final Instant NOW = Instant.parse("2026-11-24T01:02:03Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final PortalProfile PROFILE = PortalProfileReader.read("fixture.yaml", """
            name: fixture
            notices: {error: .alert-error, error-code: data-error, info: .alert-info, info-code: data-info}
            errors:
              bad-credentials: {code: E001}
              throttled: {text: 'しばらく|too many'}
            pages:
              sign-in:
                path: /sign-in
                recognise: {selector: 'body[data-page-id=sign-in]', url: ^/sign-in$}
                forms:
                  sign-in: {selector: '#sign-in-form', fields: {user-id: userId, password: password, nick: nickname}}
                  gone: {selector: '#gone'}
                places: {options: '#options', picture: 'img#qr@src', item: li, alt: 'img#qr@alt', gone: '#gone'}
                links: {manual: 'a#manual', gone: 'a#gone', mail: 'a#mail', query: 'a#query'}
              terms:
                recognise: {selector: 'body[data-page-id=terms]'}
              top:
                path: /top
                recognise: {selector: 'body[data-page-id=top]'}
            """);
    private static final String SIGN_IN = """
            <!doctype html><title>サインイン</title><body data-page-id=sign-in>
            <form id=sign-in-form method=post action="/session"><input type=hidden name=csrf value="a&amp;b">
            <input name=userId><input type=password name=password><button>サインイン</button></form>
            <script type="application/json" id=options>{"a": "<b>"}</script>
            <img id=qr src="data:image/png;base64,AAAA"><ul><li>一<li>二</ul>
            <a id=manual href="../manual?x=1#part">?</a><a id=mail href="mailto:a@b">m</a><a id=query href="?y=2">q</a>
            """;
    private static final String TOP = "<title>トップ</title><body data-page-id=top>";

    private final List<HttpExchange> heard = new ArrayList<>();
    private FixturePortal portal;
    private PortalSession session;

    @BeforeEach
    void start() throws IOException {
        portal = new FixturePortal().page("/sign-in", SIGN_IN).page("/top", TOP);
        session = new PortalSession(PROFILE, portal.uri(), Locale.JAPANESE, heard::add, CLOCK);
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void open_knownPage_isRecognisedAndRead() throws Exception {
        Page page = session.open("sign-in");

        assertEquals(Optional.of("sign-in"), page.id());
        assertEquals(200, page.status());
        assertEquals("サインイン", page.title());
        assertEquals(portal.uri().resolve("/sign-in"), page.uri());
        assertEquals(SIGN_IN, page.html());
        assertEquals("{\"a\": \"<b>\"}", page.place("options"));
        assertEquals("data:image/png;base64,AAAA", page.place("picture"));
        assertEquals("一", page.place("item"));
        assertEquals(2, page.all("item").size());
        assertTrue(page.has("options"));
        assertFalse(page.has("gone"));
        assertFalse(page.has("never-heard-of"));
        assertEquals(page, session.page());
        assertEquals("ja", portal.last().header("Accept-language"));
        assertTrue(portal.last().header("User-agent").contains("Aikagi"));
        assertEquals("", portal.last().header("Referer"));
        assertEquals("", portal.last().header("Origin"));
    }

    @Test
    void submit_form_keepsHiddenFieldsCookiesAndFollowsTheRedirect() throws Exception {
        portal.redirect("/session", 303, "/top", "sid=1; HttpOnly; Secure; SameSite=Lax", "lang=ja; Path=/");
        session.open("sign-in");

        Page page = session.submit("sign-in", Map.of("user-id", "記号 12", "password", "a+b&c=d~"));

        assertEquals(Optional.of("top"), page.id());
        FixturePortal.Asked post = portal.asked.get(1);
        assertEquals("POST", post.method());
        assertEquals("csrf=a%26b&userId=%E8%A8%98%E5%8F%B7+12&password=a%2Bb%26c%3Dd%7E", post.body());
        assertEquals("application/x-www-form-urlencoded", post.header("Content-type"));
        assertEquals(portal.uri().toString(), post.header("Origin"));
        assertEquals(portal.uri() + "/sign-in", post.header("Referer"));
        assertEquals("GET", portal.last().method());
        assertEquals("sid=1; lang=ja", portal.last().header("Cookie"));
        assertEquals("", portal.last().header("Content-type"));
        assertEquals(
                List.of("sid", "lang"),
                session.cookies().stream().map(Cookie::name).toList());
    }

    @ParameterizedTest
    @CsvSource({"301, GET, ''", "302, GET, ''", "303, GET, ''", "307, POST, csrf", "308, POST, csrf"})
    void redirect_eachStatus_turnsIntoGetOrNot(int status, String method, String bodyStart) throws Exception {
        portal.redirect("/session", status, "top?a=1#b");
        session.open("sign-in");

        Page page = session.submit("sign-in", Map.of());

        assertEquals(portal.uri() + "/top?a=1", page.uri().toString());
        assertEquals(method, portal.last().method());
        assertTrue(portal.last().body().startsWith(bodyStart));
        assertEquals(bodyStart.isEmpty(), portal.last().body().isEmpty());
    }

    @Test
    void redirect_withoutEnd_isAMismatchAndTenAreNot() throws Exception {
        portal.redirect("/loop", 302, "/loop");
        for (int i = 0; i < 10; i++) {
            portal.redirect("/hop" + i, 302, i == 9 ? "/top" : "/hop" + (i + 1));
        }

        var mismatch = assertThrows(
                PageMismatchException.class, () -> session.get(portal.uri().resolve("/loop")));

        assertTrue(mismatch.getMessage().startsWith("still redirected after 10 redirects, on a page"));
        assertEquals(302, mismatch.page().status());
        assertEquals(11, portal.asked.size());
        assertEquals(
                Optional.of("top"), session.get(portal.uri().resolve("/hop0")).id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "http:///nowhere", "/a b", "file:///etc/passwd"})
    void redirect_toNowhere_isAMismatch(String location) {
        portal.redirect("/away", 302, location);

        assertThrows(PageMismatchException.class, () -> session.get(portal.uri().resolve("/away")));
        assertEquals(1, portal.asked.size());
    }

    @Test
    void follow_link_goesThereWithAReferer() throws Exception {
        portal.page("/manual", "<title>手引</title>");
        session.open("sign-in");

        Page page = session.follow("manual");

        assertEquals(portal.uri() + "/manual?x=1", page.uri().toString());
        assertEquals(portal.uri() + "/sign-in", portal.last().header("Referer"));
        assertEquals(Optional.empty(), page.id());
        session.open("sign-in");
        assertEquals(
                portal.uri() + "/sign-in?y=2", session.follow("query").uri().toString());
    }

    @Test
    void reload_afterACookieChanged_asksAgain() throws Exception {
        portal.at("/top", exchange -> {
            boolean known = exchange.getRequestHeaders().containsKey("Cookie");
            exchange.getResponseHeaders().set("Set-Cookie", "seen=1");
            FixturePortal.html(
                    exchange, 200, TOP + "<p class=alert-info data-info=" + (known ? "again" : "first") + ">i");
        });

        assertEquals(
                List.of(new Notice(Notice.Kind.INFO, "first", "i")),
                session.open("top").notices());
        assertEquals(
                List.of(new Notice(Notice.Kind.INFO, "again", "i")),
                session.reload().notices());
        assertEquals("again", session.newWindow().open("top").notices().get(0).name());
        assertEquals("first", session.newBrowser().open("top").notices().get(0).name());
        assertThrows(IllegalStateException.class, () -> session.newWindow().page());
    }

    @Test
    void notices_codeOrText_areNamedAsTheProfileSays() throws Exception {
        portal.page("/sign-in", SIGN_IN + """
                <p class=alert-error data-error=E001>IDが違います</p><p class=alert-error>しばらくお待ちください</p>
                <p class=alert-error data-error=E999>何か</p><p class=alert-error hidden>隠</p><p class=alert-error></p>
                <p class=alert-info>お知らせ</p>""");

        assertEquals(
                List.of(
                        new Notice(Notice.Kind.ERROR, "bad-credentials", "IDが違います"),
                        new Notice(Notice.Kind.ERROR, "throttled", "しばらくお待ちください"),
                        new Notice(Notice.Kind.ERROR, "unknown", "何か"),
                        new Notice(Notice.Kind.INFO, "unknown", "お知らせ")),
                session.open("sign-in").notices());
    }

    @Test
    void submit_whatThePageHasNot_namesPageFormAndSelector() throws Exception {
        portal.page("/sign-in", SIGN_IN + "<p class=alert-error data-error=E001>だめ");
        session.open("sign-in");
        String where = ", on page 'sign-in' (/sign-in, status 200, title 'サインイン'; error bad-credentials 'だめ')";

        assertEquals("no form 'gone' (selector #gone)" + where, mismatch(() -> session.submit("gone", Map.of())));
        assertEquals(
                "no field 'nick' (name=nickname) in form 'sign-in' (selector #sign-in-form)" + where,
                mismatch(() -> session.submit("sign-in", Map.of("nick", "x"))));
        assertEquals(
                "the profile names no field 'age' in form 'sign-in' (it names user-id, password, nick)" + where,
                mismatch(() -> session.submit("sign-in", Map.of("age", "1"))));
        assertEquals(
                "the profile 'fixture' names no form 'x' (it names sign-in, gone)" + where,
                mismatch(() -> session.submit("x", Map.of())));
        assertEquals(
                "no 'gone' (selector #gone)" + where,
                mismatch(() -> session.page().place("gone")));
        assertEquals(
                "'alt' has no attribute alt (selector img#qr)" + where,
                mismatch(() -> session.page().place("alt")));
        assertEquals("no link 'gone' (selector a#gone)" + where, mismatch(() -> session.follow("gone")));
        assertEquals("'mailto:…' is no http or https address" + where, mismatch(() -> session.follow("mail")));
        assertEquals(1, portal.asked.size());
    }

    @Test
    void page_unknown_saysSoWithoutItsQuery() throws Exception {
        Page page = session.get(URI.create(portal.uri() + "/nowhere?token=SECRET#x"));

        assertEquals(Optional.empty(), page.id());
        assertFalse(page.has("options"));
        assertEquals(
                "looked for form 'sign-in', on a page that the profile does not know (/nowhere, status 404, title '404')",
                mismatch(() -> session.submit("sign-in", Map.of())));
        assertThrows(PageMismatchException.class, () -> page.place("options"));
        assertThrows(IllegalArgumentException.class, () -> session.open("nowhere"));
        assertThrows(IllegalArgumentException.class, () -> session.open("terms"));
        assertThrows(IllegalArgumentException.class, () -> session.get(URI.create("ftp://localhost/")));
    }

    @Test
    void resource_picture_leavesThePage() throws Exception {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G'};
        portal.at("/qr.png", exchange -> FixturePortal.send(exchange, 200, "image/png", png));
        Page page = session.open("sign-in");

        assertArrayEquals(png, session.resource("qr.png"));
        assertEquals(page, session.page());
        assertEquals("[4 bytes of image/png]", heard.get(1).responseBody());
        assertEquals(
                Optional.empty(), session.get(portal.uri().resolve("/qr.png")).id());
    }

    @Test
    void listener_everyExchange_isHeard() throws Exception {
        portal.redirect("/session", 303, "/top", "sid=SECRET");
        session.open("sign-in");
        session.submit("sign-in", Map.of("password", "SECRET"));

        assertEquals(
                List.of("GET /sign-in → 200", "POST /session → 303", "GET /top → 200"),
                heard.stream().map(HttpExchange::toString).toList());
        HttpExchange post = heard.get(1);
        assertEquals("csrf=a%26b&userId=&password=SECRET", post.requestBody());
        assertEquals(List.of("ja"), post.requestHeaders().get("Accept-Language"));
        assertEquals(List.of("sid=SECRET"), post.responseHeaders().get("set-cookie"));
        assertEquals(SIGN_IN, heard.get(0).responseBody());
        assertEquals(NOW, post.startedAt());
        assertEquals(Duration.ZERO, post.took());
    }

    private static String mismatch(Executable attempt) {
        return assertThrows(PageMismatchException.class, attempt).getMessage();
    }
}
