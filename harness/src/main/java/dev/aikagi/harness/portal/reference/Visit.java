package dev.aikagi.harness.portal.reference;

/** One request of one session, ready to be answered. Handlers may replace the session; the cookie follows. */
final class Visit {
    private final String method;
    private final String path;
    private final Form query;
    private final Form form;
    private final Texts texts;
    private Session session;

    Visit(Request request, Texts texts, Session session) {
        this.method = request.method();
        this.path = request.path();
        this.query = request.query();
        this.form = request.form();
        this.texts = texts;
        this.session = session;
    }

    /** What the request itself says. */
    record Request(String method, String path, Form query, Form form) {}

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
