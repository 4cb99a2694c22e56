package dev.aikagi.harness.scenario;

import dev.aikagi.harness.portal.HttpExchange;
import dev.aikagi.harness.portal.HttpListener;
import dev.aikagi.harness.scenario.Evidence.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps every exchange with the portal as evidence; what a cookie holds becomes a secret. */
final class HttpEvidence implements HttpListener {
    private static final Pattern COOKIE_VALUE = Pattern.compile("^[^=;]+=([^;]*)");

    private final EvidenceLog evidence;
    private final Redactor redactor;

    HttpEvidence(EvidenceLog evidence, Redactor redactor) {
        this.evidence = evidence;
        this.redactor = redactor;
    }

    @Override
    public void exchanged(HttpExchange exchange) {
        hideCookies(exchange.responseHeaders());
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.plain("request-headers", headers(exchange.requestHeaders())));
        if (!exchange.requestBody().isEmpty()) {
            blocks.add(Block.plain("request-body", exchange.requestBody().replace("&", "\n&")));
        }
        blocks.add(Block.plain("response-headers", headers(exchange.responseHeaders())));
        if (!exchange.responseBody().isEmpty()) {
            blocks.add(new Block("response-body", "text/html", exchange.responseBody()));
        }
        evidence.add(new Evidence(
                Lane.HTTP,
                exchange.startedAt(),
                exchange.took(),
                exchange.method() + " " + exchange.uri().getPath() + " → " + exchange.status(),
                blocks));
    }

    private void hideCookies(Map<String, List<String>> headers) {
        headers.forEach((name, values) -> {
            if (name.toLowerCase(Locale.ROOT).equals("set-cookie")) {
                values.forEach(this::hideCookie);
            }
        });
    }

    private void hideCookie(String header) {
        Matcher value = COOKIE_VALUE.matcher(header);
        if (value.find()) {
            redactor.hide(value.group(1), "cookie");
        }
    }

    private static String headers(Map<String, List<String>> headers) {
        StringBuilder text = new StringBuilder();
        headers.forEach((name, values) -> values.forEach(
                value -> text.append(name).append(": ").append(value).append('\n')));
        return text.toString().stripTrailing();
    }
}
