package dev.aikagi.harness.scenario;

/**
 * Somebody whom a portal knows already, and where their mail is.
 *
 * @param imapPassword of the mailbox
 */
public record PersonaFile(Persona persona, String imapHost, int imapPort, String imapUser, String imapPassword) {
    /** Who, but no password. */
    @Override
    public String toString() {
        return "PersonaFile[" + persona + ", imap " + imapHost + ":" + imapPort + "]";
    }
}
