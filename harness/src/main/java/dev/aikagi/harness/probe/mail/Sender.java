package dev.aikagi.harness.probe.mail;

import dev.aikagi.harness.mail.Mail;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.probe.Observation;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who a mail says it is from, beside where it bounces to (RFC 5321 §4.4): receivers take it for genuine if both are of one
 * organisation (RFC 7489 §3.1, relaxed).
 *
 * @param from domains of the header's addresses, one for each header and address
 * @param returnPath the domain that the last server noted
 */
record Sender(List<String> from, String returnPath) {
    private static final Pattern FROM = header("From");
    private static final Pattern RETURN_PATH = header("Return-Path");
    private static final Pattern DOMAIN = Pattern.compile("@([A-Za-z0-9.-]+)");

    private static Pattern header(String name) {
        return Pattern.compile("(?im)^" + name + ":((?:.*)(?:\\r?\\n[ \\t].*)*)");
    }

    /**
     * Reads the head of the mail.
     *
     * @throws NotApplicableException if the server that took it in has not noted where it bounces to
     */
    static Sender of(Mail mail) {
        String head = mail.source().split("\\r?\\n\\r?\\n", 2)[0];
        List<String> bounces = domains(head, RETURN_PATH);
        if (bounces.isEmpty()) {
            throw new NotApplicableException("the mailbox does not tell where the mail bounces to: no Return-Path");
        }
        return new Sender(domains(head, FROM), bounces.get(0));
    }

    private static List<String> domains(String head, Pattern header) {
        return header.matcher(head)
                .results()
                .flatMap(field -> DOMAIN.matcher(field.group(1)).results())
                .map(domain -> domain.group(1).toLowerCase(Locale.ROOT))
                .toList();
    }

    Observation observed() {
        boolean one = from.size() == 1 && organisation(from.get(0)).equals(organisation(returnPath));
        return Observation.that(one, "from %s, bounces to %s".formatted(String.join(", ", from), returnPath));
    }

    /** Two labels, or three below a registry like {@code co.jp}: near enough to the public suffix list for one's own mail. */
    static String organisation(String domain) {
        Matcher registry = Pattern.compile("([^.]+\\.)?[^.]{2,3}\\.[^.]{2}$").matcher(domain);
        Matcher usual = Pattern.compile("[^.]+\\.[^.]+$").matcher(domain);
        if (registry.find() && registry.group(1) != null) {
            return registry.group();
        }
        return usual.find() ? usual.group() : domain;
    }
}
