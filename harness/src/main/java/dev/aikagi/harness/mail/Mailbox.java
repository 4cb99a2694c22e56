package dev.aikagi.harness.mail;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.eclipse.angus.mail.imap.IMAPFolder;

/** One person's INBOX over IMAP. Not for several threads at once. */
public final class Mailbox implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(25);
    private static final String NETWORK_LIMIT_MILLIS = "5000";

    private final String address;
    private final Store store;
    private final IMAPFolder inbox;
    private final Map<Long, Mail> seen = new LinkedHashMap<>();
    private final Set<Long> handedOut = new HashSet<>();

    private Mailbox(String address, Store store, IMAPFolder inbox) {
        this.address = address;
        this.store = store;
        this.inbox = inbox;
    }

    /**
     * Logs in over plain IMAP and opens the INBOX for reading.
     *
     * @throws IOException if the server does not answer within 5 s or refuses the login
     */
    public static Mailbox open(String host, int imapPort, String user, String password, String address)
            throws IOException {
        Properties properties = new Properties();
        properties.put("mail.imap.connectiontimeout", NETWORK_LIMIT_MILLIS);
        properties.put("mail.imap.timeout", NETWORK_LIMIT_MILLIS);
        properties.put("mail.imap.writetimeout", NETWORK_LIMIT_MILLIS);
        try {
            Store store = Session.getInstance(properties).getStore("imap");
            store.connect(host, imapPort, user, password);
            IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            return new Mailbox(address, store, inbox);
        } catch (MessagingException e) {
            throw new IOException("the mailbox of " + address + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** The address whose mail this is. */
    public String address() {
        return address;
    }

    /**
     * Waits for a mail. Each mail is handed out once, oldest first, so that a second call waits for the second mail.
     *
     * @throws MailTimeoutException if none came within the limit; names the subjects that did
     * @throws IOException if the connection breaks or the thread is interrupted
     */
    public Mail await(Predicate<Mail> matching, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            fetch();
            for (Map.Entry<Long, Mail> entry : seen.entrySet()) {
                if (!handedOut.contains(entry.getKey()) && matching.test(entry.getValue())) {
                    handedOut.add(entry.getKey());
                    return entry.getValue();
                }
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new MailTimeoutException(
                        address,
                        limit,
                        seen.values().stream().map(Mail::subject).toList());
            }
            LockSupport.parkNanos(POLL.toNanos());
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for mail to " + address);
            }
        }
    }

    /**
     * All mail of the INBOX, oldest first, whether handed out or not.
     *
     * @throws IOException if the connection breaks
     */
    public List<Mail> all() throws IOException {
        fetch();
        return new ArrayList<>(seen.values());
    }

    private void fetch() throws IOException {
        try {
            // The library asks the server by itself once a second at most: too slow for a code that is waited for.
            inbox.doCommand(protocol -> {
                protocol.simpleCommand("NOOP", null);
                return inbox;
            });
            int count = inbox.getMessageCount();
            for (int i = 1; i <= count; i++) {
                Message message = inbox.getMessage(i);
                long uid = inbox.getUID(message);
                if (!seen.containsKey(uid)) {
                    seen.put(uid, MimeReader.read(message));
                }
            }
        } catch (MessagingException e) {
            throw new IOException("the mailbox of " + address + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Logs out. */
    @Override
    public void close() throws IOException {
        try {
            // Closes the folder with it.
            store.close();
        } catch (MessagingException e) {
            throw new IOException("the mailbox of " + address + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
