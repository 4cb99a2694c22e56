package dev.aikagi.harness.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What forms send: HTML Standard §4.10.22. */
class HtmlFormTest {
    private static final PortalProfile PROFILE = PortalProfileReader.read("forms.yaml", """
            name: forms
            notices: {}
            errors: {}
            pages:
              terms:
                path: /terms
                recognise: {selector: 'body[data-page-id=terms]'}
                forms:
                  terms: {selector: '#terms-form', fields: {decision: decision}}
              form:
                path: /form
                recognise: {url: ^/form$}
                forms:
                  form: {selector: form, fields: {r: r, c: c, d: d, s: s, t: t, a: a, out: out}}
            """);

    private FixturePortal portal;
    private PortalSession session;

    @BeforeEach
    void start() throws IOException {
        portal = new FixturePortal().page("/top", "<title>top</title>");
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        session = new PortalSession(PROFILE, portal.uri(), Locale.JAPANESE, exchange -> {}, clock);
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void submit_buttons_mustBeChosen() throws Exception {
        portal.page("/terms", """
                <body data-page-id=terms><form id=terms-form method=post action=/top>
                <button name=decision value=accept>同意する</button>
                <input type=submit name=decision value=decline formaction=/declined></form>""");

        session.get(portal.uri().resolve("/terms"));
        assertMismatch("has 2 buttons named decision; say which", () -> session.submit("terms", Map.of()));
        assertMismatch(
                "'decision' in form 'terms' (selector #terms-form) has no choice 'maybe', only accept, decline",
                () -> session.submit("terms", Map.of("decision", "maybe")));
        session.submit("terms", Map.of("decision", "accept"));
        assertEquals("decision=accept", portal.last().body());
        session.get(portal.uri().resolve("/terms"));
        assertEquals(404, session.submit("terms", Map.of("decision", "decline")).status());
        assertEquals("/declined", portal.last().path());
        assertEquals("decision=decline", portal.last().body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''  | r=1&d=on&s=x&t=%0D%0Aold&a=&out=2&go=1",
                "r=2 | r=2&d=on&s=x&t=%0D%0Aold&a=&out=2&go=1",
                "c=7 | r=1&c=7&d=on&s=x&t=%0D%0Aold&a=&out=2&go=1",
                "d=false | r=1&s=x&t=%0D%0Aold&a=&out=2&go=1",
                "s=z | r=1&d=on&s=z&t=%0D%0Aold&a=&out=2&go=1",
                "t=new | r=1&d=on&s=x&t=new&a=&out=2&go=1",
                "out=3 | r=1&d=on&s=x&t=%0D%0Aold&a=&out=3&go=1"
            })
    void submit_everyKindOfControl_isSentAsABrowserWould(String typed, String query) throws Exception {
        portal.page("/form", """
                <form id=f action="?old=1"><input type=radio name=r value=1 checked><input type=radio name=r value=2>
                <input type=checkbox name=c value=7><input type=checkbox name=d checked>
                <select name=s><option disabled>-</option><option>x</option><option value=z>Z</option></select>
                <textarea name=t>

                old</textarea><input name=a><input name=off disabled><fieldset disabled><input name=off2></fieldset>
                <input type=button name=b value=1><input type=reset name=b2 value=1><input type=file name=b3>
                <button type=button name=b4></button><input value=nameless></form>
                <input form=f name=out value=2><input form=g name=other value=2>
                <button form=f name=go value=1>go</button>""".replace("                old", "old"));
        session.open("form");

        session.submit("form", typed.isEmpty() ? Map.of() : Map.of(typed.split("=", -1)[0], typed.split("=", -1)[1]));

        assertEquals("GET", portal.last().method());
        assertEquals("/form?" + query, portal.last().path());
    }

    @Test
    void submit_choiceThatIsNotThere_isAMismatch() throws Exception {
        portal.page(
                "/form",
                "<form><input type=radio name=r value=1><select name=s><option>x</select>"
                        + "<input type=checkbox name=c value=7></form>");
        session.open("form");

        assertMismatch("has no choice '9', only 1", () -> session.submit("form", Map.of("r", "9")));
        assertMismatch("has no choice '9', only x", () -> session.submit("form", Map.of("s", "9")));
        assertMismatch("has no choice '9', only 7", () -> session.submit("form", Map.of("c", "9")));
        portal.page("/form", "<form method=post enctype=multipart/form-data></form>");
        session.reload();
        assertMismatch("multipart/form-data, which is not supported", () -> session.submit("form", Map.of()));
    }

    @Test
    void submit_shiftJisPage_isSentInShiftJis() throws Exception {
        portal.at(
                "/form",
                exchange -> FixturePortal.send(
                        exchange,
                        200,
                        "text/html",
                        FixturePortal.in(
                                "Shift_JIS", "<meta charset=Shift_JIS><title>表示</title><form><input name=a></form>")));

        assertEquals("表示", session.open("form").title());
        session.submit("form", Map.of("a", "表"));
        assertEquals("/form?a=%95%5C", portal.last().path());
    }

    private void assertMismatch(String part, Executable attempt) {
        String message = assertThrows(PageMismatchException.class, attempt).getMessage();
        assertTrue(message.contains(part), message);
    }
}
