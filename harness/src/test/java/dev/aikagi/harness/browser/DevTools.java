package dev.aikagi.harness.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The Chrome DevTools Protocol over its one WebSocket: commands with answers, events in queues. Every wait ends. */
final class DevTools implements AutoCloseable {
    /** Of a browser on this machine. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final AtomicInteger ids = new AtomicInteger();
    private final ConcurrentMap<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, BlockingQueue<JsonNode>> events = new ConcurrentHashMap<>();
    private final Duration limit;
    private final WebSocket socket;

    /** A connection on which every wait ends after {@code limit}. */
    DevTools(URI address, Duration limit) throws IOException {
        this.limit = limit;
        this.socket = await(
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .connectTimeout(limit)
                        .buildAsync(address, new Reader()),
                limit,
                "the connection to " + address);
    }

    Duration limit() {
        return limit;
    }

    /**
     * Sends a command and waits for what it answers.
     *
     * @param session of a tab; empty for the browser itself
     * @throws IOException if the browser refuses it or says nothing in time
     */
    JsonNode call(String session, String method, Map<String, ?> parameters) throws IOException {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            command.put("sessionId", session);
        }
        try {
            await(socket.sendText(command.toString(), true), limit, "sending " + method);
            JsonNode message = await(answer, limit, method);
            if (message.has("error")) {
                throw new IOException(method + ": " + message.path("error"));
            }
            return message.path("result");
        } finally {
            answers.remove(id);
        }
    }

    /** Where the events of that name will be found from now on. */
    BlockingQueue<JsonNode> events(String session, String method) {
        return events.computeIfAbsent(session + " " + method, key -> new LinkedBlockingQueue<>());
    }

    static <T> T await(CompletableFuture<T> future, Duration limit, String what) throws IOException {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(what + " took longer than " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(what + " failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + what, e);
        }
    }

    private void receive(JsonNode message) {
        CompletableFuture<JsonNode> answer = answers.get(message.path("id").asInt(0));
        if (answer != null) {
            answer.complete(message);
            return;
        }
        String key = message.path("sessionId").asString("") + " "
                + message.path("method").asString("");
        BlockingQueue<JsonNode> queue = events.get(key);
        if (queue != null) {
            queue.add(message.path("params"));
        }
    }

    private void broken(Throwable cause) {
        answers.values().forEach(answer -> answer.completeExceptionally(cause));
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** Puts the frames of a message together again. */
    private final class Reader implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                String message = text.toString();
                text.setLength(0);
                receive(JSON.readTree(message));
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            broken(new IOException("the browser closed the connection"));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            broken(error);
        }
    }
}
