package dev.aikagi.harness.portal;

import dev.aikagi.authenticator.bytes.Bytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One HTTP exchange at a time, with limits, told to a listener. No redirects, no cookies. */
final class HttpWire {
    private static final Pattern CHARSET =
            Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([A-Za-z0-9][A-Za-z0-9._:+-]*)");

    /** What came back. */
    record Reply(int status, HttpHeaders headers, Bytes body) {
        String contentType() {
            return headers.firstValue("content-type").orElse("").strip();
        }

        /** As the header says it; empty if it does not, or names one that nobody knows. */
        Optional<Charset> charset() {
            Matcher matcher = CHARSET.matcher(contentType());
            boolean known = matcher.find() && Charset.isSupported(matcher.group(1));
            return known ? Optional.of(Charset.forName(matcher.group(1))) : Optional.empty();
        }

        String text() {
            String type = contentType().toLowerCase(Locale.ROOT);
            boolean textual = type.isEmpty() || type.matches("(text/|application/(json|xhtml\\+xml|xml|.*\\+json)).*");
            return textual
                    ? new String(body.toArray(), charset().orElse(StandardCharsets.UTF_8))
                    : "[" + body.size() + " bytes of " + contentType() + "]";
        }
    }

    /** Who connects, and how long we wait. */
    record Limits(Duration connect, Duration request) {
        static final Limits USUAL = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    private final HttpClient client;
    private final HttpListener listener;
    private final InstantSource clock;
    private final Duration limit;

    HttpWire(HttpListener listener, InstantSource clock, Limits limits, @Nullable SSLContext trust) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect());
        this.client =
                trust == null ? builder.build() : builder.sslContext(trust).build();
        this.listener = listener;
        this.clock = clock;
        this.limit = limits.request();
    }

    /**
     * Sends and waits for the whole response.
     *
     * @param body empty for GET
     * @throws PortalUnreachableException if none came in time
     */
    Reply send(String method, URI uri, Map<String, String> headers, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(limit);
        headers.forEach(request::setHeader);
        boolean withBody = method.equals("POST") || !body.isEmpty();
        request.method(method, withBody ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
        HttpRequest built = request.build();
        Instant startedAt = clock.instant();
        HttpResponse<byte[]> response = await(uri, client.sendAsync(built, info -> new BoundedBody()));
        Reply reply = new Reply(response.statusCode(), response.headers(), Bytes.of(response.body()));
        listener.exchanged(new HttpExchange(
                method,
                uri,
                built.headers().map(),
                body,
                reply.status(),
                reply.headers().map(),
                reply.text(),
                startedAt,
                Duration.between(startedAt, clock.instant())));
        return reply;
    }

    /** The client's own time-out ends with the headers; this one covers the body too. */
    private <T> T await(URI uri, CompletableFuture<T> response) throws IOException {
        try {
            return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw PortalUnreachableException.silent(uri, limit.toSeconds(), e);
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw (IOException)
                    new InterruptedIOException("interrupted while waiting for " + uri.getHost()).initCause(e);
        } catch (ExecutionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            boolean late = cause instanceof java.net.http.HttpTimeoutException
                    && !(cause instanceof java.net.http.HttpConnectTimeoutException);
            throw late
                    ? PortalUnreachableException.silent(uri, limit.toSeconds(), cause)
                    : PortalUnreachableException.because(uri, cause);
        }
    }
}
