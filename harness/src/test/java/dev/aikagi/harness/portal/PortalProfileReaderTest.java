package dev.aikagi.harness.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.portal.PortalProfile.Address;
import dev.aikagi.harness.portal.PortalProfile.Field;
import dev.aikagi.harness.yaml.ScenarioSyntaxException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortalProfileReaderTest {
    private static final String PAGE = "name: x\npages:\n  top:\n    recognise: {selector: body}\n";

    @Test
    void bundled_embedded_isTheWholeManual() {
        PortalProfile profile = PortalProfileReader.bundled("embedded");

        assertEquals("embedded", profile.name());
        assertEquals(Optional.of(URI.create("http://localhost:8080")), profile.baseUri());
        assertEquals(24, profile.pages().size());
        assertEquals(20, profile.errors().size());
        assertEquals("sign-in", new ArrayList<>(profile.pages().keySet()).get(0));
        PortalProfile.PageProfile signIn = profile.pages().get("sign-in");
        assertEquals(Optional.of(new Address("/sign-in", false, List.of(), false, false)), signIn.address());
        assertEquals(
                Optional.of("body[data-page-id=sign-in]"), signIn.recognise().selector());
        assertEquals(
                Map.of("user-id", new Field.Control("userId"), "password", new Field.Control("password")),
                ((PortalProfile.HtmlFormProfile) signIn.forms().get("sign-in")).fields());
        assertEquals(
                place("img#totp-qr", Optional.of("src")),
                profile.pages().get("totp-register").places().get("qr"));
        assertEquals(
                "a#totp-manual", profile.pages().get("totp-register").links().get("manual"));
        assertEquals("required", profile.policy().get("user-verification"));
        assertTrue(profile.errors().get("throttled").fits("throttled", ""));
    }

    private static PortalProfile.HtmlPlace place(String selector, Optional<String> attribute) {
        return new PortalProfile.HtmlPlace(selector, attribute, Optional.empty(), Optional.empty());
    }

    @Test
    void bundled_unknownName_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> PortalProfileReader.bundled("nosuch"));
    }

    @Test
    void read_placeWithAnAtSignInBrackets_isASelector() {
        PortalProfile profile = PortalProfileReader.read(
                "p.yaml", PAGE + "    places: {a: 'a[href=\"x@y\"]', b: 'a[href=\"x@y\"]@href'}\n");

        assertEquals(
                Map.of(
                        "a", place("a[href=\"x@y\"]", Optional.empty()),
                        "b", place("a[href=\"x@y\"]", Optional.of("href"))),
                profile.pages().get("top").places());
        assertEquals(List.of(), List.copyOf(profile.errors().keySet()));
        assertEquals(Optional.empty(), profile.baseUri());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'    form: {}' | p.yaml:5:5: unknown key 'form'; allowed: path, beside, keep, new-tab, voluntary,"
                        + " pass-by, recognise, forms, places, links",
                "'pagse: {}' | p.yaml:5:1: unknown key 'pagse'; allowed: name, base-uri, notices, errors, pages,"
                        + " not-here, policy",
                "'    forms: {a: {fields: {}}}' | p.yaml:5:16: a form has one of the keys 'selector', 'call' and"
                        + " 'forget'",
                "'    forms: {a: {selector: p, call: /x}}' | p.yaml:5:16: a form has one of the keys",
                "'    forms: {a: {selector: p, json: {}}}' | p.yaml:5:36: 'json' goes with 'call'",
                "'    forms: {a: {forget: nosuch}}' | p.yaml:5:25: the profile has no page 'nosuch'",
                "'    places: {a: {answer: x}}' | p.yaml:5:26: 'x' is not allowed; allowed: a JSON pointer",
                "'    forms: {a: {selector: ''p[''}}' | p.yaml:5:27: 'p[' is no CSS selector",
                "'    places: {a: ''''}' | p.yaml:5:17: too little stands here in 'a'",
                "'    places: {A: b}' | p.yaml:5:14: the key 'A' is not allowed here; allowed: small letters, digits",
                "'    path: top' | p.yaml:5:11: 'top' is not allowed; allowed: a path from / on",
                "'base-uri: localhost:8080' | p.yaml:5:11: 'localhost:8080' is not allowed; allowed: http://HOST:PORT",
                "'base-uri: ''http://a b''' | p.yaml:5:11: 'http://a b' is not allowed; allowed: http://HOST:PORT",
                "'errors: {x: {text: ''(''}}' | p.yaml:5:20: '(' is no regular expression: Unclosed group",
                "'errors: {x: {}}' | p.yaml:5:13: too little stands here in 'x'",
                "'policy: {x: [1]}' | p.yaml:5:13: here stands a list, allowed: ",
                "'name: y' | p.yaml:5:1: the key 'name' stands twice; first in line 1"
            })
    void read_whatIsWrong_saysWhere(String line, String message) {
        String yaml = PAGE + line + "\n";

        var refused = assertThrows(ScenarioSyntaxException.class, () -> PortalProfileReader.read("p.yaml", yaml));

        assertTrue(refused.getMessage().startsWith(message), refused::getMessage);
    }
}
