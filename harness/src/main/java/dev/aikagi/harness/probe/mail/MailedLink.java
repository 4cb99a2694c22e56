package dev.aikagi.harness.probe.mail;

import dev.aikagi.harness.mail.Mail;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.FirstSignIn;
import dev.aikagi.harness.probe.InconclusiveException;
import dev.aikagi.harness.probe.Method;
import dev.aikagi.harness.probe.Subject;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** A newcomer who waits for a mail's link to be opened, and the link. */
record MailedLink(Bench bench, Subject subject, URI link) {
    static final String ADDRESS = "mail-address";
    static final String WAITING = "mail-sent";

    static MailedLink waiting(Bench bench) throws IOException {
        Subject subject = bench.newcomer();
        new FirstSignIn(subject, Method.EMAIL, bench.browser()).walkTo(WAITING);
        return new MailedLink(bench, subject, await(subject).links().get(0));
    }

    /** The same, once it was seen that the portal waits: what goes on anyway is another row's matter. */
    static MailedLink unopened(Bench bench) throws IOException {
        MailedLink mailed = waiting(bench);
        if (mailed.isConfirmed()) {
            throw new InconclusiveException("the portal does not wait for the link to be opened: see F-04");
        }
        return mailed;
    }

    /** Somebody whose mail address is asked for. */
    static Subject atAddress(Bench bench) throws IOException {
        Subject subject = bench.newcomer();
        new FirstSignIn(subject, Method.EMAIL, bench.browser()).walkTo(ADDRESS);
        return subject;
    }

    static Mail await(Subject subject) throws IOException {
        return subject.awaitMail(mail -> !mail.links().isEmpty());
    }

    /** Opens the link and presses what its page has to press. */
    Page openIn(PortalSession browser) throws IOException {
        Page page = browser.get(link);
        return page.id().filter("mail-confirm"::equals).isPresent() ? browser.submit("confirm", Map.of()) : page;
    }

    /** Whether the person, who comes back and reloads, may go on. */
    boolean isConfirmed() throws IOException {
        Page page = subject.window().reload();
        return !page.id().filter(WAITING::equals).isPresent()
                && !Answer.of(page).isRefusal();
    }
}
