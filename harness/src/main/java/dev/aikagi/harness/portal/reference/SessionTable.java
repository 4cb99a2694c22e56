package dev.aikagi.harness.portal.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The sessions in memory. */
final class SessionTable implements Sessions {
    private static final int MANY = 10_000;

    private final InstantSource clock;
    private final Tokens tokens;
    private final Duration idle;
    private final ConcurrentMap<String, Session> byId = new ConcurrentHashMap<>();

    SessionTable(InstantSource clock, Tokens tokens, Duration idle) {
        this.clock = clock;
        this.tokens = tokens;
        this.idle = idle;
    }

    @Override
    public Session create() {
        Instant now = clock.instant();
        if (byId.size() > MANY) {
            byId.values().removeIf(session -> session.idleFor(idle, now));
        }
        Session session = new Session(tokens.token(), tokens.token(), now);
        byId.put(session.id(), session);
        return session;
    }

    @Override
    public Optional<Session> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public boolean touch(Session session) {
        Instant now = clock.instant();
        if (session.idleFor(idle, now)) {
            end(session);
            return false;
        }
        session.seen(now);
        return true;
    }

    @Override
    public void renew(Session session) {
        byId.remove(session.id());
        session.rename(tokens.token(), tokens.token());
        byId.put(session.id(), session);
    }

    @Override
    public void endOthers(Session session) {
        Person person = session.person();
        byId.values().removeIf(other -> other != session && other.isOf(person));
    }

    @Override
    public void end(Session session) {
        byId.remove(session.id());
    }
}
