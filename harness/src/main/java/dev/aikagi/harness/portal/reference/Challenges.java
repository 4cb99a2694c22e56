package dev.aikagi.harness.portal.reference;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Optional;

/** The challenges of WebAuthn ceremonies (WebAuthn L3 §13.4.3). */
interface Challenges {
    /** A new one for this session, by which the one before dies. */
    Bytes issue(Session session);

    /** The one that a response to this session has to bear, if it is out, in time, and the one that was answered. */
    Optional<Bytes> expected(Session session, Bytes answered);

    /** Uses the session's challenge up, whatever came of it. */
    void spend(Session session);
}
