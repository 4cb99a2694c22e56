package dev.aikagi.harness.portal.reference;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request of one session, ready to be answered. Handlers may replace the session; the cookie follows. */
final class Visit {
    private final String method;
    private final String path;
    private final Form query;
    private final Form form;
    private final String body;
    private final Map<String, List<String>> headers;
    private final Texts texts;
    private Session session;

    Visit(Request request, Texts texts, Session session) {
        this.method = request.method();
        this.path = request.path();
        this.query = request.query();
        this.form = request.form();
        this.body = request.body();
        this.headers = request.headers();
        this.texts = texts;
        this.session = session;
    }

    /**
     * What the request itself says.
     *
     * @param body as it came
     */
    record Request(String method, String path, Form query, Form form, String body, Map<String, List<String>> headers) {}

    /** The same visit by another method, with another form. */
    Visit as(String otherMethod, Form otherForm) {
        return new Visit(new Request(otherMethod, path, query, otherForm, body, headers), texts, session);
    }

    boolean post() {
        return method.equals("POST");
    }

    String path() {
        return path;
    }

    Form query() {
        return query;
    }

    Form form() {
        return form;
    }

    /** What was posted, as it came. */
    String body() {
        return body;
    }

    /** The first value of a header. */
    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    Texts texts() {
        return texts;
    }

    Session session() {
        return session;
    }

    void session(Session other) {
        session = other;
    }

    Person person() {
        return session.person();
    }

    /** Moves on: the next page's turn, by redirection. */
    Reply moveTo(Turn turn) {
        session.turn(turn);
        return Reply.seeOther(turn.path());
    }
}
