package dev.aikagi.harness.probe.passkey;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Origins that are not the portal's, made from the portal's own. */
final class Origins {
    private final URI own;
    private final String port;

    Origins(String origin) {
        own = URI.create(origin);
        port = own.getPort() < 0 ? "" : ":" + own.getPort();
    }

    /** That only look like it to who compares beginnings, endings or parts. */
    Map<String, String> lookAlikes() {
        Map<String, String> origins = new LinkedHashMap<>();
        origins.put("the portal's name as a prefix", own + ".evil.example");
        origins.put("the portal's host as a subdomain of another", at(own.getHost() + ".evil.example"));
        origins.put("the portal's host as a suffix", at("evil" + own.getHost()));
        origins.put("the portal as user information", own + "@evil.example");
        origins.put("the portal in a query", "https://evil.example/?" + own);
        return origins;
    }

    String subdomain() {
        return at("app." + own.getHost());
    }

    /** Of the same host, and not the same origin. */
    Map<String, String> neighbours() {
        Map<String, String> origins = new LinkedHashMap<>();
        String scheme = own.getScheme().equals("https") ? "http" : "https";
        origins.put("the other scheme", scheme + "://" + own.getHost() + port);
        origins.put("another port", own.getScheme() + "://" + own.getHost() + ":" + (own.getPort() < 0 ? 8443 : 1));
        origins.put("a trailing slash", own + "/");
        origins.put("upper case", own.toString().toUpperCase(Locale.ROOT));
        origins.put("null", "null");
        origins.put("nothing", "");
        return origins;
    }

    private String at(String host) {
        return own.getScheme() + "://" + host + port;
    }
}
