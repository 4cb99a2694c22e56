package dev.aikagi.harness.mail;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The awaited mail did not come in time; says what came instead. */
public final class MailTimeoutException extends IOException {
    private static final long serialVersionUID = 1L;

    MailTimeoutException(String address, Duration limit, List<String> subjects) {
        super("no matching new mail to " + address + " within " + limit.toMillis() + " ms; "
                + (subjects.isEmpty() ? "the mailbox is empty" : "the mailbox holds: " + String.join(" | ", subjects)));
    }
}
