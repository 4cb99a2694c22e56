package dev.aikagi.harness.probe;

import dev.aikagi.harness.portal.HttpExchange;
import dev.aikagi.harness.portal.HttpListener;
import dev.aikagi.harness.scenario.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps what passes over HTTP; whatever a cookie holds becomes a secret. */
final class Recorder implements HttpListener {
    private static final int LONGEST = 6_000;
    private static final int MOST = 8;
    private static final Pattern COOKIE = Pattern.compile("^([^=;]+)=([^;]*)");

    private final List<HttpExchange> exchanges = new ArrayList<>();

    @Override
    public synchronized void exchanged(HttpExchange exchange) {
        exchanges.add(exchange);
    }

    /** All since the last call, as they came: with their secrets. */
    synchronized List<HttpExchange> raw() {
        return List.copyOf(exchanges);
    }

    synchronized void clear() {
        exchanges.clear();
    }

    /** The last of them without secrets; those before were the way to where the attempt begins. */
    synchronized List<Exchange> take(Redactor redactor) {
        exchanges.forEach(exchange -> hideCookies(exchange, redactor));
        List<Exchange> taken = exchanges.stream()
                .skip(Math.max(0, exchanges.size() - MOST))
                .map(exchange -> show(exchange, redactor))
                .toList();
        exchanges.clear();
        return taken;
    }

    private static void hideCookies(HttpExchange exchange, Redactor redactor) {
        exchange.responseHeaders().forEach((name, values) -> {
            if (name.toLowerCase(Locale.ROOT).equals("set-cookie")) {
                values.forEach(value -> {
                    Matcher cookie = COOKIE.matcher(value);
                    if (cookie.find()) {
                        redactor.hide(cookie.group(2), "cookie");
                    }
                });
            }
        });
    }

    private static Exchange show(HttpExchange exchange, Redactor redactor) {
        String title = exchange.method() + " " + exchange.uri().getPath() + " → " + exchange.status();
        String request = "%s %s%n%s".formatted(exchange.method(), exchange.uri(), headers(exchange.requestHeaders()));
        String response = "%d%n%s".formatted(exchange.status(), headers(exchange.responseHeaders()));
        return new Exchange(
                redactor.redact(title),
                redactor.redact(joined(request, exchange.requestBody().replace("&", "\n&"))),
                redactor.redact(joined(response, exchange.responseBody())));
    }

    private static String joined(String head, String body) {
        String shown = body.length() <= LONGEST
                ? body
                : body.substring(0, LONGEST) + "\n… " + (body.length() - LONGEST) + " characters more";
        return body.isEmpty() ? head : head + "\n" + shown;
    }

    /** By name: the JDK's server gives them in no order. The date is the machine's own, and no evidence. */
    private static String headers(Map<String, List<String>> headers) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(headers)
                .forEach((name, values) -> values.forEach(value -> {
                    if (!name.equalsIgnoreCase("date")) {
                        text.append(name).append(": ").append(value).append('\n');
                    }
                }));
        return text.toString();
    }
}
