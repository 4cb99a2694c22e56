package dev.aikagi.harness.portal;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /**
     * Where a page speaks to its user.
     *
     * @param error CSS selector of the complaints
     * @param errorCode attribute that holds a complaint's code
     * @param info CSS selector of the other messages
     */
    public record NoticeSelectors(
            Optional<String> error, Optional<String> errorCode, Optional<String> info, Optional<String> infoCode) {}

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
     */
    public record Address(String reference, boolean beside, List<String> keep, boolean newTab) {}

    /**
     * What a page is known by; where several are given, all must fit.
     *
     * @param prompt it is no page, but a window that another page's script opens: no document is recognised as it
     */
    public record Recognition(Optional<String> selector, Optional<Pattern> url, boolean prompt) {}

    /**
     * A form.
     *
     * @param selector CSS
     * @param fields our names for its fields and buttons
     * @param set names in the HTML → what the page's script puts there before it sends
     * @param prompt the page that stands for the question which the script asks before it sends
     */
    public record FormProfile(
            String selector, Map<String, Field> fields, Map<String, Setting> set, Optional<String> prompt) {}

    /** What a script puts into a control: a text, or what stands at a place of the page. */
    public sealed interface Setting {
        /** Always the same. */
        record Text(String text) implements Setting {}

        /** Other each time. */
        record Found(Place place) implements Setting {}
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

    /**
     * A text on a page, or with {@code selector@attribute} in the file an attribute.
     *
     * @param match the first group of this expression is the text, from the first element that it fits
     * @param literal what is there is a script, from whose object literal a JSON text is made
     */
    public record Place(
            String selector, Optional<String> attribute, Optional<Pattern> match, Optional<ScriptLiteral> literal) {}
}
