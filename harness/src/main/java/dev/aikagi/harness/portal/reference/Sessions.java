package dev.aikagi.harness.portal.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The sessions by their ids, which only we make up. */
final class Sessions {
    private static final int MANY = 10_000;

    private final InstantSource clock;
    private final Tokens tokens;
    private final Duration idle;
    private final ConcurrentMap<String, Session> byId = new ConcurrentHashMap<>();

    Sessions(InstantSource clock, Tokens tokens, Duration idle) {
        this.clock = clock;
        this.tokens = tokens;
        this.idle = idle;
    }

    Session create() {
        Instant now = clock.instant();
        if (byId.size() > MANY) {
            byId.values().removeIf(session -> session.idleFor(idle, now));
        }
        Session session = new Session(tokens.token(), tokens.token(), now);
        byId.put(session.id(), session);
        return session;
    }

    /** The session of that id, in use or expired; an id that we did not make is nobody's. */
    Optional<Session> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Marks the session as used, or ends it if it was idle for too long. */
    boolean touch(Session session) {
        Instant now = clock.instant();
        if (session.idleFor(idle, now)) {
            end(session);
            return false;
        }
        session.seen(now);
        return true;
    }

    /** Gives the session another id and CSRF token, so that whoever knew the old ones is left outside. */
    void renew(Session session) {
        byId.remove(session.id());
        session.rename(tokens.token(), tokens.token());
        byId.put(session.id(), session);
    }

    void end(Session session) {
        byId.remove(session.id());
    }
}
