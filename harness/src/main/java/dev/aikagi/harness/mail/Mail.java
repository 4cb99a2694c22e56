package dev.aikagi.harness.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One mail, decoded.
 *
 * @param text the plain text body, or the text of the HTML body where there is no plain one
 * @param receivedAt when the mail server took it in (IMAP INTERNALDATE, whole seconds)
 * @param source the message as it was sent, one char per octet
 */
public record Mail(String from, String to, String subject, String text, Instant receivedAt, String source) {
    // Japanese text runs on without a space: a link ends at the first character that RFC 3986 does not allow.
    private static final Pattern LINK = Pattern.compile("https?://[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]+");
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");

    /** The links of the text in their order, without the punctuation of the sentence around them. */
    public List<URI> links() {
        List<URI> links = new ArrayList<>();
        Matcher matcher = LINK.matcher(text);
        while (matcher.find()) {
            try {
                links.add(new URI(matcher.group().replaceFirst("[.,;:!?)\\]']+$", "")));
            } catch (URISyntaxException notOpenable) {
                // Not a link that anyone could open: left out.
            }
        }
        return List.copyOf(links);
    }

    /** The six-digit code of the text outside its links; empty if there is none, or two different ones. */
    public Optional<String> code() {
        String plain = Normalizer.normalize(LINK.matcher(text).replaceAll(" "), Normalizer.Form.NFKC);
        Set<String> codes = new LinkedHashSet<>();
        Matcher matcher = CODE.matcher(plain);
        while (matcher.find()) {
            codes.add(matcher.group());
        }
        return codes.size() == 1 ? Optional.of(codes.iterator().next()) : Optional.empty();
    }

    /** Names the mail without its body, which may hold a code. */
    @Override
    public String toString() {
        return "Mail[" + subject + " to " + to + " at " + receivedAt + "]";
    }
}
