package dev.aikagi.harness.probe;

import dev.aikagi.harness.mail.Mail;
import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.scenario.Persona;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A person at the portal, with a browser and a mailbox of their own. */
public final class Subject implements AutoCloseable {
    private static final Duration MAIL_LIMIT = Duration.ofSeconds(10);

    private final Bench bench;
    private final Persona persona;
    private PortalSession window;
    private String password;
    private @Nullable Mailbox mailbox;

    Subject(Bench bench, Persona persona, String password) {
        this.bench = bench;
        this.persona = persona;
        this.password = password;
        this.window = bench.browser();
    }

    public Persona persona() {
        return persona;
    }

    /** The person's browser. */
    public PortalSession window() {
        return window;
    }

    /** What they sign in with now. */
    public String password() {
        return password;
    }

    /** They changed it. */
    public void password(String changed) {
        password = changed;
    }

    /** Takes another browser, without any cookie. */
    public PortalSession freshWindow() {
        window = bench.browser();
        return window;
    }

    /** Opens the sign-in page and types user id and password. */
    public Page signIn() throws IOException {
        return signIn(window);
    }

    /** The same in another browser. */
    public Page signIn(PortalSession in) throws IOException {
        in.open("sign-in").require("sign-in");
        return in.submit("sign-in", Map.of("user-id", persona.userId(), "password", password));
    }

    /**
     * The same, and goes on to a page to which the portal sends nobody by itself.
     *
     * @throws dev.aikagi.harness.portal.PageMismatchException if another page comes
     */
    public Page signInTo(String page, PortalSession in) throws IOException {
        Page came = signIn(in);
        boolean voluntary = Optional.ofNullable(bench.profile().pages().get(page))
                .flatMap(PortalProfile.PageProfile::address)
                .filter(PortalProfile.Address::voluntary)
                .isPresent();
        Page there = voluntary && !Answer.of(came).isRefusal() ? in.open(page) : came;
        there.require(page);
        return there;
    }

    /**
     * Waits for a mail to the person.
     *
     * @throws IOException if none comes
     */
    public Mail awaitMail(Predicate<Mail> matching) throws IOException {
        return mailbox().await(matching, MAIL_LIMIT);
    }

    /** The person's mail; closed with the probe. */
    public Mailbox mailbox() throws IOException {
        if (mailbox == null) {
            mailbox = bench.target().mailbox(persona);
        }
        return mailbox;
    }

    /** Closes the mailbox and takes the person off the portal, where that can be done. */
    @Override
    public void close() throws IOException {
        try {
            if (mailbox != null) {
                mailbox.close();
            }
        } finally {
            bench.target().dismiss(persona);
        }
    }
}
