package dev.aikagi.harness.portal.reference;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** An address that waits until its link is opened. Known to the session that asked and to the list of links. */
final class MailConfirmation {
    private final String address;
    private final String token;
    private final Instant expires;
    private final AtomicBoolean confirmed = new AtomicBoolean();

    MailConfirmation(String address, String token, Instant expires) {
        this.address = address;
        this.token = token;
        this.expires = expires;
    }

    String address() {
        return address;
    }

    String token() {
        return token;
    }

    boolean validAt(Instant now) {
        return now.isBefore(expires) && !confirmed.get();
    }

    boolean confirm() {
        return confirmed.compareAndSet(false, true);
    }

    boolean confirmed() {
        return confirmed.get();
    }
}
