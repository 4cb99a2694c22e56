package dev.aikagi.harness.portal;

import dev.aikagi.harness.portal.Cookie.SameSite;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code Set-Cookie} field as a browser reads it (RFC 6265bis §5.6 and §5.7). */
final class SetCookie {
    private static final int LONGEST = 4096;
    private static final Duration LONGEST_LIFE = Duration.ofDays(400);
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\D.*)?");
    private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:\\D.*)?");
    private static final Pattern YEAR = Pattern.compile("(\\d{2,4})(?:\\D.*)?");
    private static final Pattern MONTH = Pattern.compile("(?i)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private SetCookie() {}

    /** Empty where a browser would not store it. */
    static Optional<Cookie> parse(String field, URI from, Instant now) {
        String[] parts = field.split(";", -1);
        int equals = parts[0].indexOf('=');
        String name = equals < 0 ? "" : parts[0].substring(0, equals).strip();
        String value = parts[0].substring(equals + 1).strip();
        boolean readable = field.chars().allMatch(c -> (c >= 0x20 && c != 0x7f) || c == '\t');
        boolean empty = name.isEmpty() && value.isEmpty();
        if (!readable || empty || name.length() + value.length() > LONGEST) {
            return Optional.empty();
        }
        Map<String, String> attributes = attributes(parts);
        String host = CookieStore.host(from);
        String domain =
                attributes.getOrDefault("domain", "").toLowerCase(Locale.ROOT).replaceFirst("^\\.", "");
        Cookie cookie = new Cookie(
                name,
                value,
                domain.isEmpty() ? host : domain,
                path(attributes.getOrDefault("path", ""), from),
                domain.isEmpty() || CookieStore.isIpAddress(host),
                attributes.containsKey("secure"),
                attributes.containsKey("httponly"),
                sameSite(attributes.getOrDefault("samesite", "")),
                expiry(attributes, now));
        return Optional.of(cookie).filter(made -> isAllowed(made, from, !domain.isEmpty()));
    }

    private static boolean isAllowed(Cookie cookie, URI from, boolean domainGiven) {
        String host = CookieStore.host(from);
        boolean ownDomain = CookieStore.domainMatches(host, cookie.domain())
                && (cookie.domain().equals(host) || cookie.domain().contains("."));
        boolean secureFits = !cookie.secure() || CookieStore.isTrustworthy(from);
        boolean sameSiteFits = cookie.sameSite() != SameSite.NONE || cookie.secure();
        return ownDomain && secureFits && sameSiteFits && prefixFits(cookie, domainGiven);
    }

    /** §4.1.3; a nameless cookie must not look like one with a prefix. */
    private static boolean prefixFits(Cookie cookie, boolean domainGiven) {
        String start = (cookie.name().isEmpty() ? cookie.value() : cookie.name()).toLowerCase(Locale.ROOT);
        boolean host = start.startsWith("__host-");
        if (!host && !start.startsWith("__secure-")) {
            return true;
        }
        boolean hostFits = !host || (!domainGiven && cookie.path().equals("/"));
        return !cookie.name().isEmpty() && cookie.secure() && hostFits;
    }

    /** Lower-case names; of an attribute that stands twice, the last counts. */
    private static Map<String, String> attributes(String[] parts) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = equals < 0 ? parts[i] : parts[i].substring(0, equals);
            String value = equals < 0 ? "" : parts[i].substring(equals + 1);
            attributes.put(name.strip().toLowerCase(Locale.ROOT), value.strip());
        }
        return attributes;
    }

    private static String path(String given, URI from) {
        if (given.startsWith("/")) {
            return given;
        }
        String path = Optional.ofNullable(from.getRawPath()).orElse("");
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    private static SameSite sameSite(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "strict" -> SameSite.STRICT;
            case "lax" -> SameSite.LAX;
            case "none" -> SameSite.NONE;
            default -> SameSite.UNSET;
        };
    }

    /** Max-Age before Expires; neither beyond 400 days; what cannot be read does not count. */
    private static Optional<Instant> expiry(Map<String, String> attributes, Instant now) {
        String maxAge = attributes.getOrDefault("max-age", "");
        Instant latest = now.plus(LONGEST_LIFE);
        if (maxAge.matches("-[0-9]+|0+")) {
            return Optional.of(Instant.EPOCH);
        }
        if (maxAge.matches("[0-9]+")) {
            return Optional.of(maxAge.length() > 9 ? latest : earlier(now.plusSeconds(Long.parseLong(maxAge)), latest));
        }
        return date(attributes.getOrDefault("expires", "")).map(at -> earlier(at, latest));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** §5.1.1: whatever looks like a time, a day, a month and a year, each tried in this order. */
    private static Optional<Instant> date(String text) {
        List<String> tokens =
                new ArrayList<>(List.of(text.split("[\\x09\\x20-\\x2f\\x3b-\\x40\\x5b-\\x60\\x7b-\\x7e]+", -1)));
        Optional<Matcher> time = take(tokens, TIME);
        Optional<Matcher> day = take(tokens, DAY);
        Optional<Matcher> month = take(tokens, MONTH);
        Optional<Matcher> year = take(tokens, YEAR);
        if (time.isEmpty() || day.isEmpty() || month.isEmpty() || year.isEmpty()) {
            return Optional.empty();
        }
        int monthNumber = 1 + MONTHS.indexOf(month.get().group(1).toLowerCase(Locale.ROOT));
        int[] date = {fullYear(number(year.get(), 1)), monthNumber, number(day.get(), 1)};
        return instant(date, time.get());
    }

    private static Optional<Matcher> take(List<String> tokens, Pattern pattern) {
        for (String token : tokens) {
            Matcher matcher = pattern.matcher(token);
            if (matcher.matches()) {
                tokens.remove(token);
                return Optional.of(matcher);
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> instant(int[] date, Matcher time) {
        try {
            return Optional.of(
                    LocalDateTime.of(date[0], date[1], date[2], number(time, 1), number(time, 2), number(time, 3))
                            .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int fullYear(int year) {
        return year >= 100 ? year : year >= 70 ? 1900 + year : 2000 + year;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
