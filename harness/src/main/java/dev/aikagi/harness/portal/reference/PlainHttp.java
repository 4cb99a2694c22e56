package dev.aikagi.harness.portal.reference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;

/** What answers plain HTTP beside a portal that speaks HTTPS. */
@FunctionalInterface
interface PlainHttp {
    /** Leads whoever asks for a page to the same page over HTTPS; what is sent there is refused, not passed on. */
    static PlainHttp leadingTo(URI baseUri) {
        return (plain, site) -> plain.createContext("/", exchange -> lead(exchange, baseUri));
    }

    private static void lead(HttpExchange exchange, URI baseUri) throws IOException {
        try (exchange) {
            boolean asks = exchange.getRequestMethod().matches("GET|HEAD");
            if (asks) {
                String reference = exchange.getRequestURI().toString();
                String path = reference.startsWith("/") ? reference : "/";
                exchange.getResponseHeaders().set("Location", baseUri + path);
            }
            exchange.sendResponseHeaders(asks ? 308 : 403, -1);
        }
    }

    /** Answers on that server. */
    void serve(HttpServer plain, WebServer site);
}
