package dev.aikagi.harness.mail;

import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A mail server of our own: SMTP in and IMAP out on free loopback ports, everything in memory. */
public final class MailServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final PromptGreenMail greenMail;
    private final SecureRandom random;
    private final ConcurrentMap<String, String> passwords = new ConcurrentHashMap<>();

    private MailServer(PromptGreenMail greenMail, SecureRandom random) {
        this.greenMail = greenMail;
        this.random = random;
    }

    /**
     * Starts SMTP and IMAP.
     *
     * @param random makes the mailboxes' passwords
     * @throws IllegalStateException if no port can be had within 10 s
     */
    public static MailServer start(SecureRandom random) {
        return start(random, 0);
    }

    /**
     * The same, taking mail in on a given port; 0 for a free one.
     *
     * @throws IllegalStateException if a port cannot be had within 10 s
     */
    public static MailServer start(SecureRandom random, int smtpPort) {
        PromptGreenMail greenMail = new PromptGreenMail(setup("smtp", smtpPort), setup("imap", 0));
        greenMail.start();
        return new MailServer(greenMail, random);
    }

    private static ServerSetup setup(String protocol, int port) {
        ServerSetup setup = new ServerSetup(port, HOST, protocol);
        setup.setServerStartupTimeout(10_000);
        return setup;
    }

    /** Where both servers listen: the loopback address. */
    public String host() {
        return HOST;
    }

    /** The port that takes mail in. */
    public int smtpPort() {
        return greenMail.port("smtp");
    }

    /** The port that gives mail out. */
    public int imapPort() {
        return greenMail.port("imap");
    }

    /**
     * Creates the address if it is new, and opens its mailbox over IMAP.
     *
     * @throws IOException if the login fails
     */
    public Mailbox mailbox(String address) throws IOException {
        String password = passwords.computeIfAbsent(address, this::register);
        return Mailbox.open(HOST, imapPort(), address, password, address);
    }

    /** Takes no mail in until told otherwise, as a server that is down. */
    public void refuse(boolean on) {
        greenMail.refuse(on);
    }

    /**
     * The password of a mailbox, for a mail program elsewhere.
     *
     * @throws IllegalArgumentException if {@link #mailbox} has not created it
     */
    public String password(String address) {
        String password = passwords.get(address);
        if (password == null) {
            throw new IllegalArgumentException("there is no mailbox " + address);
        }
        return password;
    }

    private String register(String address) {
        byte[] secret = new byte[16];
        random.nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        greenMail.setUser(address, address, password);
        return password;
    }

    /** Stops both servers and forgets all mail. */
    @Override
    public void close() {
        greenMail.stop();
    }
}
