package dev.aikagi.harness.portal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A browser of our own for tests: cookies, redirects, forms. It never skips what the page asks for unless told to. */
final class TestBrowser {
    private final HttpClient http;
    private final URI base;
    final Map<String, String> cookies = new TreeMap<>();
    HttpResponse<String> response;
    Document page = new Document("");

    TestBrowser(URI base, SSLContext... tls) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        for (SSLContext context : tls) {
            builder.sslContext(context);
        }
        this.http = builder.build();
        this.base = base;
    }

    TestBrowser open(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET(), true);
    }

    /** One request, no redirection. */
    TestBrowser touch(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET(), false);
    }

    /** Fills and sends a form of the page; alternately name and value. */
    TestBrowser submit(String form, String... fields) {
        return post(form, true, fields);
    }

    TestBrowser post(String formId, boolean follow, String... fields) {
        Element form = page.selectFirst("form#" + formId);
        assertNotNull(form, () -> "no form " + formId + " on\n" + page);
        Map<String, String> values = new LinkedHashMap<>();
        form.select("input[name][type!=radio]").forEach(i -> values.put(i.attr("name"), i.attr("value")));
        for (int i = 0; i < fields.length; i += 2) {
            String name = fields[i];
            assertNotNull(form.selectFirst("[name=" + name + "]"), () -> "no field " + name + " on\n" + page);
            values.put(name, fields[i + 1]);
        }
        return postRaw(form.attr("action"), follow, values);
    }

    TestBrowser postRaw(String path, boolean follow, Map<String, String> values) {
        String body = values.entrySet().stream()
                .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                follow);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    TestBrowser send(HttpRequest.Builder request, boolean follow) {
        request.timeout(Duration.ofSeconds(20));
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie", cookies.entrySet().stream().map(Object::toString).collect(Collectors.joining("; ")));
        }
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        if (response.statusCode() == 303 && follow) {
            return open(location());
        }
        page = Jsoup.parse(response.body(), base.toString());
        return this;
    }

    String location() {
        return response.headers().firstValue("Location").orElse("");
    }

    String pageId() {
        return page.body().attr("data-page-id");
    }

    String error() {
        Element alert = page.selectFirst("[data-error]");
        return alert == null ? "" : alert.attr("data-error");
    }

    String info() {
        Element alert = page.selectFirst("[data-info]");
        return alert == null ? "" : alert.attr("data-info");
    }

    TestBrowser is(String id) {
        assertEquals(id, pageId(), () -> response.statusCode() + "\n" + page);
        assertEquals("", error());
        return this;
    }

    TestBrowser says(String id, String code) {
        assertEquals(List.of(id, code), List.of(pageId(), error()), () -> page.toString());
        return this;
    }

    String text(String selector) {
        Element element = page.selectFirst(selector);
        assertNotNull(element, () -> "no " + selector + " on\n" + page);
        return element.text();
    }
}
