package dev.aikagi.harness.portal.reference;

import java.util.Optional;

/** One-time codes by mail: bound to the session that asked, one at a time, used once. */
interface MailCodes {
    /** Sends a new code, by which the one before dies; returns what to tell the person. */
    Alert send(Visit visit);

    /** Judges a code: nothing if it is right, which uses it up, or else the error. */
    Optional<Alert> judge(Session session, String typed);
}
