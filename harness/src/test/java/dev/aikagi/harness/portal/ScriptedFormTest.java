package dev.aikagi.harness.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages whose scripts speak JSON with the portal, and portals that speak nothing else. */
class ScriptedFormTest {
    private static final String PROFILE = """
        name: scripted
        notices: {error: .alert, answer: /errorMessage}
        errors:
          unknown-user: {text: no such user}
          rejected: {code: '401'}
        pages:
          start:
            recognise: {blank: true}
            forms:
              name:
                call: /begin
                json: {username: $user-id, deep: {fixed: [1], label: $label}}
                unasked: [password]
                otherwise: {call: /register, json: {username: $user-id}}
          options:
            recognise: {answer: {/challenge: ., /kind: ^get$}}
            forms:
              send: {call: /finish, json: {as-is: $credential}}
            places: {options: {answer: ''}, challenge: {answer: /challenge}}
          registration: {recognise: {answer: {/challenge: .}}}
          done: {recognise: {answer: {/status: ^ok$}}, forms: {leave: {forget: start}}}
          page:
            path: /page
            recognise: {selector: 'body[data-page=page]'}
            forms:
              save:
                call: /save
                headers: {X-CSRF-TOKEN: {selector: script, match: '"token" : "([^"]+)"'}, X-Fixed: a}
                json: {credential: {as-is: $credential}, label: $label}
                prompt: question
              enter: {call: /enter, json: {a: $a}, then: {answer: /next}}
              remove: {call: /page/$item/now, method: DELETE, unasked: [password], then: /home}
            places:
              items: {selector: form.item@action, match: '/page/([^/]+)$'}
              options: {call: /page/options, headers: {X-Fixed: b}}
          question:
            recognise: {prompt: true}
            forms:
              label:
                call: /save
                headers: {X-CSRF-TOKEN: {selector: script, match: '"token" : "([^"]+)"'}}
                json: {credential: {as-is: $credential}, label: $label}
                then: /home
          home: {recognise: {selector: 'body[data-page=home]'}}
        """;

    private FixturePortal portal;
    private PortalSession session;

    @BeforeEach
    void start() throws IOException {
        portal = new FixturePortal().page("/page", """
                        <body data-page=page><script>const csrf = {"token" : "t-1"}</script>
                        <form class=item action=/page/a></form><form class=item action=/elsewhere></form>
                        <form class=item action="/page/b"></form>
                        """).page("/home", "<body data-page=home>");
        PortalProfile profile = PortalProfileReader.read("scripted.yaml", PROFILE);
        session = new PortalSession(profile, portal.uri(), Locale.ENGLISH, exchange -> {}, InstantSource.system());
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void blankPage_isShownWithoutARequest() throws IOException {
        Page page = session.open("start");

        assertEquals(Optional.of("start"), page.id());
        assertTrue(page.hasForm("name"));
        assertEquals(0, portal.asked.size());
        assertEquals(Optional.of("start"), session.reload().id());
    }

    @Test
    void call_fields_areSentAsJsonFromTheOriginOfThePortal() throws IOException {
        answer("/begin", 200, "{\"challenge\":\"AQ\",\"kind\":\"get\"}");
        session.open("start");

        Page page = session.submit("name", Map.of("user-id", "a\"b", "password", "never sent"));

        assertEquals(
                "{\"username\":\"a\\\"b\",\"deep\":{\"fixed\":[1]}}",
                portal.last().body());
        assertEquals("application/json", portal.last().header("Content-type"));
        assertEquals(portal.uri().toString(), portal.last().header("Origin"));
        assertEquals(Optional.of("options"), page.id());
        assertEquals("{\"challenge\":\"AQ\",\"kind\":\"get\"}", page.place("options"));
        assertEquals("AQ", page.place("challenge"));
    }

    @Test
    void call_fieldThatTheProfileDoesNotName_isRefused() throws IOException {
        session.open("start");

        var refused = assertThrows(PageMismatchException.class, () -> session.submit("name", Map.of("mail", "x")));

        assertTrue(refused.getMessage().contains("names no field 'mail' in form 'name'"), refused.getMessage());
    }

    @Test
    void call_refused_callsTheOther() throws IOException {
        answer("/begin", 400, "{\"status\":\"failed\",\"errorMessage\":\"no such user\"}");
        answer("/register", 200, "{\"challenge\":\"AQ\"}");
        session.open("start");

        Page page = session.submit("name", Map.of("user-id", "a"));

        assertEquals(Optional.of("registration"), page.id());
        assertEquals("{\"username\":\"a\"}", portal.last().body());
    }

    @Test
    void call_refusedTwice_leavesThePageWithWhatIsSaid() throws IOException {
        answer("/begin", 400, "{\"status\":\"failed\",\"errorMessage\":\"no such user\"}");
        answer("/register", 400, "{\"status\":\"failed\",\"errorMessage\":\"no such user, and none wanted\"}");
        session.open("start");

        Page page = session.submit("name", Map.of("user-id", "a"));

        assertEquals(Optional.of("start"), page.id());
        assertEquals(400, page.status());
        assertEquals(
                List.of(new Notice(Notice.Kind.ERROR, "unknown-user", "no such user, and none wanted")),
                page.notices());
    }

    @Test
    void asIs_whatIsNoJson_isSentAsItStands() throws IOException {
        answer("/begin", 200, "{\"challenge\":\"AQ\",\"kind\":\"get\"}");
        answer("/finish", 200, "{\"status\":\"ok\",\"errorMessage\":\"\"}");
        session.open("start");
        session.submit("name", Map.of("user-id", "a"));

        Page page = session.send(
                session.draft("send", Map.of("credential", "{\"id\":")).withHeader("X-More", "1"));

        assertEquals("{\"id\":", portal.last().body());
        assertEquals("1", portal.last().header("X-more"));
        assertEquals(Optional.of("done"), page.id());
    }

    @Test
    void reload_ofAnAnswer_asksOnceMore() throws IOException {
        answer("/begin", 200, "{\"challenge\":\"AQ\",\"kind\":\"get\"}");
        session.open("start");
        session.submit("name", Map.of("user-id", "a"));
        answer("/begin", 200, "{\"challenge\":\"Ag\",\"kind\":\"get\"}");

        assertEquals("Ag", session.reload().place("challenge"));
        assertEquals(
                "{\"username\":\"a\",\"deep\":{\"fixed\":[1]}}", portal.last().body());
    }

    @Test
    void forget_dropsTheCookies() throws IOException {
        portal.at("/begin", exchange -> {
            exchange.getResponseHeaders().set("Set-Cookie", "session=1; Path=/");
            FixturePortal.send(
                    exchange, 200, "application/json", "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8));
        });
        session.open("start");
        session.submit("name", Map.of("user-id", "a"));
        assertEquals(1, session.cookies().size());

        assertEquals(Optional.of("start"), session.submit("leave", Map.of()).id());
        assertEquals(List.of(), session.cookies());
    }

    @Test
    void calledPlace_isAskedForWhenThePageIsThere() throws IOException {
        answer("/page/options", 200, "{\"challenge\":\"AQ\"}");

        Page page = session.open("page");

        assertEquals("{\"challenge\":\"AQ\"}", page.place("options"));
        assertTrue(page.has("options"));
        assertEquals("b", portal.last().header("X-fixed"));
        assertEquals(portal.uri() + "/page", portal.last().header("Referer"));
    }

    @Test
    void calledPlace_thatIsRefused_isNotThere() throws IOException {
        answer("/page/options", 403, "{}");

        Page page = session.open("page");

        var missing = assertThrows(PageMismatchException.class, () -> page.place("options"));
        assertTrue(missing.getMessage().startsWith("no 'options': /page/options answers 403"), missing.getMessage());
    }

    @Test
    void promptedCall_bearsBothAnswersAndTheToken_andGoesOn() throws IOException {
        answer("/save", 200, "{\"success\":true}");
        session.open("page");

        Page question = session.submit("save", Map.of("credential", "{\"id\":1}"));
        assertEquals(Optional.of("question"), question.id());
        Page home = session.submit("label", Map.of("label", "PC"));

        FixturePortal.Asked saved = portal.asked.get(portal.asked.size() - 2);
        assertEquals("{\"credential\":{\"id\":1},\"label\":\"PC\"}", saved.body());
        assertEquals("t-1", saved.header("X-csrf-token"));
        assertEquals(Optional.of("home"), home.id());
    }

    @Test
    void promptedCall_refused_comesBackToThePageBehind() throws IOException {
        answer("/save", 401, "");
        session.open("page");
        session.submit("save", Map.of("credential", "{}"));

        Page page = session.submit("label", Map.of("label", "PC"));

        assertEquals(Optional.of("page"), page.id());
        assertEquals(List.of(new Notice(Notice.Kind.ERROR, "rejected", "HTTP 401")), page.notices());
    }

    @Test
    void then_addressInTheAnswer_isOpened() throws IOException {
        answer("/enter", 200, "{\"next\":\"/home\"}");
        session.open("page");

        assertEquals(
                Optional.of("home"), session.submit("enter", Map.of("a", "1")).id());
        answer("/enter", 200, "{\"next\":\"javascript:1\"}");
        session.open("page");
        assertThrows(PageMismatchException.class, () -> session.submit("enter", Map.of("a", "1")));
    }

    @Test
    void call_methodAndNameInTheAddress_areSent() throws IOException {
        answer("/page/a/b c/now", 204, "");
        session.open("page");

        Page page = session.submit("remove", Map.of("item", "a/b c", "password", "never sent"));

        FixturePortal.Asked removed = portal.asked.get(portal.asked.size() - 2);
        assertEquals("DELETE /page/a%2Fb%20c/now", removed.method() + " " + removed.path());
        assertEquals(portal.uri().toString(), removed.header("Origin"));
        assertEquals("", removed.body());
        assertEquals(Optional.of("home"), page.id());
    }

    @Test
    void call_withoutTheNameInItsAddress_isNotSent() throws IOException {
        session.open("page");

        var refused = assertThrows(PageMismatchException.class, () -> session.submit("remove", Map.of()));

        assertTrue(
                refused.getMessage().contains("nothing was typed into 'item', which is a part of /page/$item/now"),
                refused.getMessage());
    }

    @Test
    void texts_areOfEachElementThatFits() throws IOException {
        assertEquals(List.of("a", "b"), session.open("page").texts("items"));
    }

    private void answer(String path, int status, String json) {
        portal.at(
                path,
                exchange -> FixturePortal.send(
                        exchange, status, "application/json", json.getBytes(StandardCharsets.UTF_8)));
    }
}
