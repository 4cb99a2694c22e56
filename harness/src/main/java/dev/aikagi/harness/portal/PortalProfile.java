package dev.aikagi.harness.portal;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A portal as data: what its pages look like to a program. Every map keeps the file's order.
 *
 * @param baseUri where it answers, if the file says so
 * @param errors our names for what the portal may complain of
 * @param pages by our names for them; of several that fit, the first is taken
 * @param policy what the portal promises, such as {@code user-verification: required}
 */
public record PortalProfile(
        String name,
        Optional<URI> baseUri,
        NoticeSelectors notices,
        Map<String, ErrorSign> errors,
        Map<String, PageProfile> pages,
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
     * @param path where to open it, from the base URI on; pages that only follow others have none
     */
    public record PageProfile(
            Optional<String> path,
            Recognition recognise,
            Map<String, FormProfile> forms,
            Map<String, Place> places,
            Map<String, String> links) {}

    /** What a page is known by; where both are given, both must fit. */
    public record Recognition(Optional<String> selector, Optional<Pattern> url) {}

    /** A form: its CSS selector, and our names for its fields and buttons → the names in the HTML. */
    public record FormProfile(String selector, Map<String, String> fields) {}

    /** A text on a page, or with {@code selector@attribute} in the file an attribute. */
    public record Place(String selector, Optional<String> attribute) {}
}
