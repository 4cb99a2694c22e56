package dev.aikagi.harness.portal;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A browser's cookies (RFC 6265bis §5). SameSite is stored and not enforced: a session opens what its user would type or
 * click. There is no list of public suffixes: a domain without a dot is refused.
 */
public final class CookieStore {
    private record Key(String name, String domain, String path, boolean hostOnly) {}

    private final InstantSource clock;
    private final Map<Key, Cookie> cookies = new LinkedHashMap<>();

    public CookieStore(InstantSource clock) {
        this.clock = clock;
    }

    /** All that have not expired, values included. */
    public synchronized List<Cookie> cookies() {
        Instant now = clock.instant();
        cookies.values().removeIf(cookie -> cookie.isExpired(now));
        return List.copyOf(cookies.values());
    }

    /** Drops them all. */
    synchronized void clear() {
        cookies.clear();
    }

    /** Takes a response's {@code Set-Cookie} fields; what a browser would refuse is left out. */
    synchronized void store(URI from, List<String> fields) {
        for (String field : fields) {
            SetCookie.parse(field, from, clock.instant())
                    .filter(cookie -> cookie.secure() || isTrustworthy(from) || !overlaysSecure(cookie))
                    .ifPresent(cookie -> cookies.put(
                            new Key(cookie.name(), cookie.domain(), cookie.path(), cookie.hostOnly()), cookie));
        }
    }

    /** The {@code Cookie} field for a request, the longest paths first (§5.8.3). */
    synchronized Optional<String> header(URI to) {
        String header = cookies().stream()
                .filter(cookie -> fits(cookie, to))
                .sorted(Comparator.comparingInt(cookie -> -cookie.path().length()))
                .map(cookie -> cookie.name().isEmpty() ? cookie.value() : cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
        return header.isEmpty() ? Optional.empty() : Optional.of(header);
    }

    /** W3C Secure Contexts §3.1: encrypted, or of this machine. */
    static boolean isTrustworthy(URI uri) {
        String host = host(uri);
        return "https".equalsIgnoreCase(uri.getScheme())
                || host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    static String host(URI uri) {
        return Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
    }

    /** §5.1.3. */
    static boolean domainMatches(String host, String domain) {
        return host.equals(domain) || (host.endsWith("." + domain) && !isIpAddress(host));
    }

    static boolean isIpAddress(String host) {
        return host.startsWith("[") || host.matches("[0-9.]+");
    }

    /** §5.1.4. */
    private static boolean pathMatches(String path, String cookiePath) {
        return path.equals(cookiePath)
                || (path.startsWith(cookiePath)
                        && (cookiePath.endsWith("/") || path.charAt(cookiePath.length()) == '/'));
    }

    private static String path(URI uri) {
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        return path.isEmpty() ? "/" : path;
    }

    private static boolean fits(Cookie cookie, URI to) {
        String host = host(to);
        boolean here = cookie.hostOnly() ? host.equals(cookie.domain()) : domainMatches(host, cookie.domain());
        return here && pathMatches(path(to), cookie.path()) && (!cookie.secure() || isTrustworthy(to));
    }

    /** §5.7 step 15: leave secure cookies alone. */
    private boolean overlaysSecure(Cookie cookie) {
        return cookies().stream()
                .anyMatch(stored -> stored.secure()
                        && stored.name().equals(cookie.name())
                        && (domainMatches(stored.domain(), cookie.domain())
                                || domainMatches(cookie.domain(), stored.domain()))
                        && pathMatches(cookie.path(), stored.path()));
    }
}
