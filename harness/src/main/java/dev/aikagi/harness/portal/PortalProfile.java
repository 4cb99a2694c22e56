package dev.aikagi.harness.portal;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;

/**
 * A portal as data: what its pages look like to a program. Every map keeps the file's order.
 *
 * @param baseUri where it answers, if the file says so
 * @param errors our names for what the portal may complain of
 * @param pages by our names for them; of several that fit, the first is taken
 * @param notHere scenarios that mean nothing on this portal, and why, by language
 * @param policy what the portal promises, such as {@code user-verification: required}
 */
public record PortalProfile(
        String name,
        Optional<URI> baseUri,
        NoticeSelectors notices,
        Map<String, ErrorSign> errors,
        Map<String, PageProfile> pages,
        Map<String, Map<String, String>> notHere,
        Map<String, String> policy) {
    /** The same portal under another name, which promises one thing more. */
    public PortalProfile promising(String called, String promise, String value) {
        Map<String, String> promises = new LinkedHashMap<>(policy);
        promises.put(promise, value);
        return new PortalProfile(called, baseUri, notices, errors, pages, notHere, promises);
    }

    /** Whether the sign-in page asks for a name and no password. */
    public boolean asksForNameAlone() {
        return Optional.ofNullable(pages.get("sign-in"))
                .map(page -> page.forms().get("sign-in"))
                .filter(form -> form instanceof ScriptedForm scripted
                        && scripted.unasked().contains("password"))
                .isPresent();
    }

    /**
     * Where a page speaks to its user.
     *
     * @param error CSS selector of the complaints
     * @param errorCode attribute that holds a complaint's code
     * @param info CSS selector of the other messages
     * @param answer where the complaint stands in an answer to a script; its code is the status of HTTP
     */
    public record NoticeSelectors(
            Optional<String> error,
            Optional<String> errorCode,
            Optional<String> info,
            Optional<String> infoCode,
            Optional<JsonPointer> answer) {}

    /** How a complaint is known: by its code, or by a regular expression found in its text. */
    public record ErrorSign(Optional<String> code, Optional<Pattern> text) {
        boolean fits(String itsCode, String itsText) {
            return code.filter(itsCode::equals).isPresent()
                    || text.filter(pattern -> pattern.matcher(itsText).find()).isPresent();
        }
    }

    /**
     * One page.
     *
     * @param address pages that only follow others have none
     * @param passBy the link on which anyone clicks who comes to this page by an address or a reload
     */
    public record PageProfile(
            Optional<Address> address,
            Optional<String> passBy,
            Recognition recognise,
            Map<String, FormProfile> forms,
            Map<String, Place> places,
            Map<String, String> links) {
        /** Where to open it, from the base URI on; empty too where that depends on the page that is open. */
        public Optional<String> path() {
            return address.filter(known -> !known.beside()).map(Address::reference);
        }
    }

    /**
     * How a page is opened by who types its address.
     *
     * @param reference from the base URI on; or, {@code beside} the page that is open, relative to its address
     * @param keep query parameters that are taken over from there
     * @param newTab in another tab, since opening it in this one would begin a sign-in anew
     * @param voluntary nobody is sent there: who wants to goes after the sign-in
     */
    public record Address(String reference, boolean beside, List<String> keep, boolean newTab, boolean voluntary) {}

    /**
     * What a page is known by; where several are given, all must fit.
     *
     * @param answer JSON pointers → what is found there, where the page is the JSON answer to a script
     */
    public record Recognition(
            Optional<String> selector, Optional<Pattern> url, Map<JsonPointer, Pattern> answer, Origin origin) {}

    /** Where a page comes from. */
    public enum Origin {
        /** Off the portal. */
        LOADED,
        /** A window that another page's script opens: no document is recognised as it. */
        PROMPT,
        /** The portal's client shows it by itself, before anything was asked. */
        BLANK
    }

    /** What is filled in, and what comes of it. */
    public sealed interface FormProfile {
        /** The page that stands for the question which the script asks before it sends. */
        Optional<String> prompt();
    }

    /**
     * A form of HTML.
     *
     * @param selector CSS
     * @param fields our names for its fields and buttons
     * @param set names in the HTML → what the page's script puts there before it sends
     */
    public record HtmlFormProfile(
            String selector, Map<String, Field> fields, Map<String, Setting> set, Optional<String> prompt)
            implements FormProfile {}

    /**
     * What a script sends by itself. Where the answer is a refusal, the page stays.
     *
     * @param unasked fields of the manual that this portal does not ask for
     * @param otherwise what is called instead where this is refused
     * @param then where the script goes after a good answer; without it the answer is the next page
     */
    public record ScriptedForm(
            Call call, Set<String> unasked, Optional<Call> otherwise, Optional<Then> then, Optional<String> prompt)
            implements FormProfile {}

    /** Nothing is sent: the client drops its cookies and shows a page of its own. */
    public record ForgetfulForm(String page) implements FormProfile {
        @Override
        public Optional<String> prompt() {
            return Optional.empty();
        }
    }

    /**
     * A request by a page's script, of JSON where it has a body.
     *
     * @param method of HTTP
     * @param reference from the base URI on; {@code $name} in it is what is typed into the field of that name
     * @param headers more of them, such as that of a CSRF token
     * @param body empty where nothing is sent
     */
    public record Call(String method, String reference, Map<String, Setting> headers, Optional<JsonTemplate> body) {}

    /** Where a script goes: to an address from the base URI on, or to the one that stands in the answer. */
    public sealed interface Then {
        /** Always the same. */
        record Fixed(String reference) implements Then {}

        /** As the answer says. */
        record Answered(JsonPointer pointer) implements Then {}
    }

    /** What a script puts into a control: a text, or what stands at a place of the page. */
    public sealed interface Setting {
        /** Always the same. */
        record Text(String text) implements Setting {}

        /** Other each time. */
        record Found(HtmlPlace place) implements Setting {}
    }

    /** What is filled in or pressed. */
    public sealed interface Field {
        /** One control, by its name in the HTML; several buttons of one name are told apart by their values. */
        record Control(String htmlName) implements Field {}

        /** Buttons with a name each: the choice → the name in the HTML. */
        record Buttons(Map<String, String> htmlNames) implements Field {}

        /** A JSON text of which the page's script spreads parts over controls: name in the HTML → JSON pointer. */
        record Spread(Map<String, String> pointers) implements Field {}
    }

    /** Where something stands on a page. */
    public sealed interface Place {}

    /**
     * A text on a page, or with {@code selector@attribute} in the file an attribute.
     *
     * @param match the first group of this expression is the text, from the first element that it fits
     * @param literal what is there is a script, from whose object literal a JSON text is made
     */
    public record HtmlPlace(
            String selector, Optional<String> attribute, Optional<Pattern> match, Optional<ScriptLiteral> literal)
            implements Place {}

    /** What the page's script asks for by itself once the page is there: the whole answer. */
    public record CalledPlace(Call call) implements Place {}

    /** A part of the JSON that the page is. */
    public record AnswerPlace(JsonPointer pointer) implements Place {}
}
