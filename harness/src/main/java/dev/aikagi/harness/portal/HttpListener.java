package dev.aikagi.harness.portal;

/** Hears of every exchange of a session, in the session's own thread. */
@FunctionalInterface
public interface HttpListener {
    /** Called once the whole response has come. */
    void exchanged(HttpExchange exchange);
}
