package dev.aikagi.harness.probe.mail;

import static dev.aikagi.harness.probe.Severity.CRITICAL;
import static dev.aikagi.harness.probe.Severity.HIGH;
import static dev.aikagi.harness.probe.Severity.MEDIUM;

import dev.aikagi.harness.mail.Mail;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PageMismatchException;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.probe.Answer;
import dev.aikagi.harness.probe.Attempt;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.Observation;
import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.Severity;
import dev.aikagi.harness.probe.Source;
import dev.aikagi.harness.probe.Subject;
import dev.aikagi.harness.probe.Trial;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** E: the link that confirms an address. */
final class MailLinkProbes {
    private static final String WSTG =
            "https://owasp.org/www-project-web-security-testing-guide/latest/" + "4-Web_Application_Security_Testing/";
    private static final String EVIL = "evil.example";
    private static final Pattern NUMBERED =
            Pattern.compile("(?:href|action)=\"([^\"]*[?&;][\\w-]+=)(\\d{1,9})(?=[\"&])");

    private MailLinkProbes() {}

    private static Probe.Builder probe(String id, Severity severity, String title) {
        return Probe.of(id, severity, title).pages(MailedLink.ADDRESS, MailedLink.WAITING);
    }

    private static Observation honest(Bench bench) throws IOException {
        MailedLink mailed = MailedLink.waiting(bench);
        Page page = mailed.openIn(bench.browser());
        return Observation.ended(page, mailed.isConfirmed());
    }

    static List<Probe> all() {
        return List.of(
                probe("E-05", CRITICAL, "The link opened again, and what it gives to who opens it")
                        .source(Source.of(
                                "OWASP Forgot Password Cheat Sheet",
                                "https://cheatsheetseries.owasp.org/cheatsheets/Forgot_Password_Cheat_Sheet.html"))
                        .tags("CWE-640", "CVE-2026-37982", "ASVS 6.6.2")
                        .correct("A link works once, and gives its opener no session of the person's.")
                        .fix("Use the token up in the step that accepts it; keep the session where it began.")
                        .defects("mail.link-reusable", "mail.link-signs-in")
                        .trial(Trial.of(
                                MailLinkProbes::honest,
                                Attempt.refused("opened twice", bench -> {
                                    MailedLink mailed = MailedLink.waiting(bench);
                                    mailed.openIn(bench.browser());
                                    Page page = mailed.openIn(bench.browser());
                                    boolean known = page.id()
                                            .filter(id -> id.startsWith("mail-confirm"))
                                            .isPresent();
                                    return Observation.ended(page, known && page.status() < 400);
                                }),
                                Attempt.refused("the opener goes on as the person", MailLinkProbes::boarding))),
                probe("E-06", HIGH, "Somebody else's link opened in one's own session")
                        .source(Source.asvs("6.6.2", "0x15-V6-Authentication"))
                        .tags("CWE-639", "ASVS 6.6.2")
                        .correct("Confirms the address that the link was mailed to, and no other.")
                        .fix("Look up what is to be confirmed by the token, not by the session.")
                        .defects("mail.link-moves-opener", "mail.link-signs-in")
                        .trial(Trial.of(MailLinkProbes::honest, Attempt.refused("", bench -> {
                            MailedLink own = MailedLink.unopened(bench);
                            MailedLink other = MailedLink.waiting(bench);
                            Page page = other.openIn(own.subject().window().newWindow());
                            return own.isConfirmed()
                                    ? Observation.accepted("one's own address counts as confirmed")
                                    : Observation.ended(page, false);
                        }))),
                probe("E-07", MEDIUM, "The link opened by a program that only looks")
                        .source(Source.of("RFC 9110 §9.2.1", "https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1"))
                        .tags("CWE-650", "ASVS 3.5.3")
                        .correct("Confirms nothing before a person has pressed a button.")
                        .fix("Answer GET with a page that has a form; confirm by POST.")
                        .defects("mail.link-confirmed-by-get")
                        .trial(Trial.of(
                                MailLinkProbes::honest,
                                Attempt.refused("GET", bench -> looked(bench, "GET")),
                                Attempt.refused("HEAD", bench -> looked(bench, "HEAD")))),
                probe("E-10", HIGH, "Addresses that bring others along")
                        .source(Source.of("RFC 5321 §4.1.2", "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2"))
                        .tags("CWE-93", "ASVS 1.3.11")
                        .correct("Takes one address, and sends to it alone.")
                        .fix("Match the whole text against one address before it is used.")
                        .defects("mail.many-recipients")
                        .trial(Trial.of(
                                MailLinkProbes::honest,
                                Attempt.refused("a list", bench -> along(bench, "%s,%s")),
                                Attempt.refused("a line break and a header", bench -> along(bench, "%s\r\nBcc: %s")),
                                Attempt.refused("the same escaped once more", bench -> along(bench, "%s%%0aBcc:%s")),
                                Attempt.refused("a name and an address", bench -> along(bench, "\"%s\" <%s>")))),
                probe("E-11", HIGH, "Another host named by the request that has the mail sent")
                        .source(Source.of(
                                "WSTG-INPV-17",
                                WSTG + "07-Input_Validation_Testing/17-Testing_for_Host_Header_Injection"))
                        .tags("CWE-644", "ASVS 4.1.3")
                        .correct("Mails links to its own host.")
                        .fix("Take the host of links from the configuration.")
                        .defects("mail.link-host-from-request")
                        .trial(Trial.of(
                                MailLinkProbes::honest,
                                Attempt.refused(
                                        "X-Forwarded-Host", bench -> elsewhere(bench, "X-Forwarded-Host", EVIL)),
                                Attempt.refused("Forwarded", bench -> elsewhere(bench, "Forwarded", "host=" + EVIL)))),
                probe("E-14", MEDIUM, "The mail server is down")
                        .source(Source.asvs("16.5.2", "0x25-V16-Security-Logging-and-Error-Handling"))
                        .tags("CWE-636", "CWE-391", "ASVS 16.5.3")
                        .correct("Says that the mail could not be sent, stays at the step, and lets it be tried again.")
                        .fix("Look at what the mail server answered before the step is over.")
                        .defects("mail.failure-not-noticed")
                        .alone()
                        .trial(Trial.of(MailLinkProbes::honest, Attempt.refused("", MailLinkProbes::serverDown))),
                probe("E-16", MEDIUM, "Numbers in the address of the page that waits")
                        .source(Source.asvs("14.2.1", "0x23-V14-Data-Protection"))
                        .tags("CWE-639", "ASVS 14.2.1", "ASVS 7.2.3")
                        .correct("Finds who waits by the session.")
                        .fix("Name nobody in the address.")
                        .defects("mail.sent-page-by-number")
                        .trial(Trial.of(MailLinkProbes::honest, Attempt.refused("", MailLinkProbes::neighbour))));
    }

    private static Observation boarding(Bench bench) throws IOException {
        MailedLink mailed = MailedLink.waiting(bench);
        PortalSession opener = bench.browser();
        mailed.openIn(opener);
        for (var page : bench.profile().pages().entrySet()) {
            boolean inside = page.getValue().path().isPresent()
                    && !List.of("sign-in", "signed-out", MailedLink.WAITING).contains(page.getKey());
            if (inside && isOpen(opener, page.getKey())) {
                return Observation.accepted("the opener's browser shows page '" + page.getKey() + "'");
            }
        }
        return Observation.ended(opener.page(), false);
    }

    private static boolean isOpen(PortalSession browser, String page) throws IOException {
        try {
            return browser.open(page).id().filter(page::equals).isPresent();
        } catch (PageMismatchException e) {
            return false;
        }
    }

    private static Observation looked(Bench bench, String method) throws IOException {
        MailedLink mailed = MailedLink.unopened(bench);
        PortalSession scanner = bench.browser();
        Page page = scanner.send(scanner.draft(mailed.link()).withMethod(method));
        return mailed.isConfirmed() ? Observation.accepted("the address is confirmed") : Observation.ended(page, false);
    }

    private static Observation along(Bench bench, String form) throws IOException {
        Subject accomplice = bench.newcomer();
        accomplice.mailbox();
        Subject subject = MailedLink.atAddress(bench);
        String address = form.formatted(
                subject.persona().mailAddress(), accomplice.persona().mailAddress());
        Page page = subject.window().submit("mail-address", Map.of("email", address));
        boolean came = accomplice.mailbox().all().stream()
                .anyMatch(mail -> !mail.links().isEmpty());
        return came ? Observation.accepted("the link came to the second address") : Observation.ended(page, false);
    }

    private static Observation elsewhere(Bench bench, String header, String value) throws IOException {
        Subject subject = MailedLink.atAddress(bench);
        PortalSession window = subject.window();
        Page page = window.send(
                window.draft("mail-address", Map.of("email", subject.persona().mailAddress()))
                        .withHeader(header, value));
        if (!page.id().filter(MailedLink.WAITING::equals).isPresent()) {
            return Observation.ended(page, false);
        }
        Mail mail = MailedLink.await(subject);
        boolean led = mail.links().stream().map(URI::getHost).anyMatch(EVIL::equals);
        return Observation.that(!led, "the link leads to " + mail.links().get(0).getAuthority());
    }

    private static Observation serverDown(Bench bench) throws Exception {
        Subject subject = MailedLink.atAddress(bench);
        PortalSession window = subject.window();
        Map<String, String> typed = Map.of("email", subject.persona().mailAddress());
        Page page = bench.withoutMail(() -> window.submit("mail-address", typed));
        if (page.id().filter(MailedLink.WAITING::equals).isPresent()) {
            return Observation.accepted("the portal says that mail is on its way");
        }
        Page again = window.open(MailedLink.ADDRESS);
        again.require(MailedLink.ADDRESS);
        boolean retried = window.submit("mail-address", typed)
                .id()
                .filter(MailedLink.WAITING::equals)
                .isPresent();
        if (!retried) {
            return Observation.broken("the mail cannot be sent later either");
        }
        // What is broken is the mail server: a page that says so is no crash, whatever its status.
        Answer answer = Answer.of(page);
        boolean said = !answer.errors().isEmpty() && !answer.showsInsides();
        return said ? Observation.rejected(answer.toString()) : Observation.ended(page, false);
    }

    private static Observation neighbour(Bench bench) throws IOException {
        MailedLink other = MailedLink.waiting(bench);
        other.subject().window().reload();
        PortalSession window = MailedLink.waiting(bench).subject().window();
        Matcher numbered = NUMBERED.matcher(window.reload().html());
        boolean any = false;
        while (numbered.find()) {
            any = true;
            long before = Long.parseLong(numbered.group(2)) - 1;
            Page page = window.newWindow()
                    .get(window.page().uri().resolve(numbered.group(1).replace("&amp;", "&") + before));
            if (page.html().contains(other.subject().persona().mailAddress())) {
                return Observation.accepted("the number before shows another person's address");
            }
        }
        return Observation.kept(any ? "other numbers show nothing" : "no address on the page has a number");
    }
}
