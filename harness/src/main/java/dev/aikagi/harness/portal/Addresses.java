package dev.aikagi.harness.portal;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a browser makes of addresses: references, origins, what it tells of where it comes from. */
final class Addresses {
    private Addresses() {}

    static URI checkBase(URI uri) {
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException("not an http or https address");
        }
        return uri;
    }

    /** RFC 3986 §5.2.2, also where the reference is a query alone, which {@link URI#resolve(String)} gets wrong. */
    static URI resolve(URI base, String reference) {
        return reference.startsWith("?")
                ? URI.create(base.toString().replaceFirst("[?#].*", "") + reference)
                : base.resolve(reference);
    }

    static URI withoutFragment(URI uri) {
        return URI.create(uri.toString().replaceFirst("#.*", ""));
    }

    /** The browsers' default, strict-origin-when-cross-origin (W3C Referrer Policy §3.7). */
    static Optional<String> referrer(URI from, URI to) {
        if (origin(from).equals(origin(to))) {
            return Optional.of(from.toString().replaceFirst("#.*", ""));
        }
        boolean downgrade = CookieStore.isTrustworthy(from) && !CookieStore.isTrustworthy(to);
        return downgrade ? Optional.empty() : Optional.of(origin(from) + "/");
    }

    static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + CookieStore.host(uri) + (usual ? "" : ":" + uri.getPort());
    }

    /** With those parameters of a query that stand in another address, if any do. */
    static URI keeping(URI uri, URI from, List<String> parameters) {
        String query = Optional.ofNullable(from.getRawQuery()).orElse("");
        String kept = Arrays.stream(query.split("&", -1))
                .filter(parameter -> parameters.contains(parameter.replaceFirst("=.*", "")))
                .collect(Collectors.joining("&"));
        String between = uri.getRawQuery() == null ? "?" : "&";
        return kept.isEmpty() ? uri : URI.create(uri + between + kept);
    }
}
