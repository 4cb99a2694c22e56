package dev.aikagi.harness.portal.reference;

/** Sends the portal's mail. */
interface Mailer {
    /** Sends the mail; false if the server did not take it, which the page then says. */
    boolean send(String to, String subject, String text);
}
