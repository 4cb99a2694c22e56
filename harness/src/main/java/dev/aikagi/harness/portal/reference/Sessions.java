package dev.aikagi.harness.portal.reference;

import java.util.Optional;

/** The sessions by their ids, which only we make up. */
interface Sessions {
    Session create();

    /** The session of that id, in use or expired; an id that we did not make is nobody's. */
    Optional<Session> find(String id);

    /** Marks the session as used, or ends it if it was idle for too long. */
    boolean touch(Session session);

    /** Gives the session another id and CSRF token, so that whoever knew the old ones is left outside. */
    void renew(Session session);

    /** Ends the other sessions of the same person. */
    void endOthers(Session session);

    void end(Session session);
}
