package dev.aikagi.harness.scenario;

import java.util.Optional;

/** Somebody whom a portal knows already, and where their mail is, if the portal sends any. */
public record PersonaFile(Persona persona, Optional<Imap> imap) {
    /** A mailbox. */
    public record Imap(String host, int port, String user, String password) {
        /** All but the password. */
        @Override
        public String toString() {
            return "imap " + host + ":" + port;
        }
    }

    /** Who, but no password. */
    @Override
    public String toString() {
        return "PersonaFile[" + persona + imap.map(there -> ", " + there).orElse("") + "]";
    }
}
