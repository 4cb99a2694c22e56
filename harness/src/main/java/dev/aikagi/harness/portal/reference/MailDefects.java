package dev.aikagi.harness.portal.reference;

import static dev.aikagi.harness.portal.reference.Defect.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What may be forgotten about mail: what a link may do, where it leads, and to whom it goes. */
final class MailDefects {
    private static final System.Logger LOG = System.getLogger(MailDefects.class.getName());
    private static final String CONFIRM = "/mail/confirm";

    static final List<Defect> ALL = Stream.concat(
                    MailCodeDefects.ALL.stream(),
                    Stream.of(
                            Defect.of(
                                    "mail.link-reusable",
                                    "A confirmation link opens again and again.",
                                    fault(MailLinks.class, Reusable::new)),
                            Defect.of(
                                    "mail.link-confirmed-by-get",
                                    "Looking at the link's page confirms the address.",
                                    fault(MailLinks.class, Prefetched::new)),
                            Defect.of(
                                    "mail.link-signs-in",
                                    "Whoever opens the link goes on as the person who asked for it.",
                                    fault(Handler.class, Boarding::new)),
                            Defect.of(
                                    "mail.link-moves-opener",
                                    "Whoever opens anybody's link has their own address confirmed.",
                                    fault(Handler.class, right -> visit -> {
                                        Reply reply = right.handle(visit);
                                        if (isConfirmation(visit, reply)) {
                                            visit.session().mailConfirmation().ifPresent(MailConfirmation::confirm);
                                        }
                                        return reply;
                                    })),
                            Defect.of(
                                    "mail.many-recipients",
                                    "An address may be a list, or bring lines of its own: the mail goes to all.",
                                    fault(AddressRule.class, right -> address -> address.contains("@")),
                                    fault(Mailer.class, MailDefects::toAll)),
                            Defect.of(
                                    "mail.link-host-from-request",
                                    "The link leads to the host that the request names.",
                                    fault(
                                            LinkBase.class,
                                            right -> visit -> visit.header("X-Forwarded-Host")
                                                    .or(() -> visit.header("Host"))
                                                    .map(host -> right.of(visit).replaceFirst("//.*", "//" + host))
                                                    .orElse(right.of(visit)))),
                            Tampered.unthrottled(
                                    "mail.resend-not-limited", "Mails are sent again as often as asked.", "mail:"),
                            Defect.of(
                                    "mail.count-not-shown",
                                    "The page says of one mailed code, however many were sent.",
                                    fault(
                                            Handler.class,
                                            right -> visit -> Tampered.pattern(
                                                    right.handle(visit), "(id=\"mailed-codes\">)\\d+", "$11"))),
                            Defect.of(
                                    "mail.from-not-aligned",
                                    "Mail bounces to a domain that has nothing to do with the one it says it is from.",
                                    fault(MailSettings.class, right -> right.withReturnPath("bounce@mailer.example"))),
                            Defect.of(
                                    "mail.failure-not-noticed",
                                    "That a mail could not be sent is not noticed.",
                                    fault(Mailer.class, MailDefects::unnoticed)),
                            Defect.of(
                                    "mail.sent-page-by-number",
                                    "The page that waits for the confirmation is found by a number, and shows whose it is.",
                                    fault(Handler.class, Numbered::new))))
            .toList();

    private MailDefects() {}

    private static boolean isConfirmation(Visit visit, Reply reply) {
        return visit.post() && visit.path().equals(CONFIRM) && reply.status() == 200;
    }

    private static Mailer unnoticed(Mailer right) {
        return (to, subject, text) -> {
            boolean sent = right.send(to, subject, text);
            LOG.log(System.Logger.Level.DEBUG, "mail sent: {0}", sent);
            return true;
        };
    }

    private static Mailer toAll(Mailer right) {
        return (to, subject, text) -> {
            boolean sent = false;
            for (String one : to.split("(?i)[,;\\r\\n]+(bcc:|cc:|to:)?\\s*", -1)) {
                sent |= one.contains("@") && right.send(one.strip(), subject, text);
            }
            return sent;
        };
    }

    /** Links that were opened stay open. */
    private record Reusable(MailLinks right, Set<String> opened) implements MailLinks {
        Reusable(MailLinks right) {
            this(right, ConcurrentHashMap.newKeySet());
        }

        @Override
        public MailConfirmation issue(String address) {
            return right.issue(address);
        }

        @Override
        public void revoke(MailConfirmation confirmation) {
            right.revoke(confirmation);
        }

        @Override
        public boolean isOpen(String token) {
            return right.isOpen(token) || opened.contains(token);
        }

        @Override
        public boolean open(String token) {
            boolean first = right.open(token) && opened.add(token);
            return first || opened.contains(token);
        }
    }

    /** To ask is to open. */
    private record Prefetched(MailLinks right, Set<String> looked) implements MailLinks {
        Prefetched(MailLinks right) {
            this(right, ConcurrentHashMap.newKeySet());
        }

        @Override
        public MailConfirmation issue(String address) {
            return right.issue(address);
        }

        @Override
        public void revoke(MailConfirmation confirmation) {
            right.revoke(confirmation);
        }

        @Override
        public boolean isOpen(String token) {
            return right.open(token) && looked.add(token);
        }

        @Override
        public boolean open(String token) {
            return looked.remove(token) || right.open(token);
        }
    }

    /** Takes whoever opens the link along. */
    private record Boarding(Handler right, Map<String, Session> askers) implements Handler {
        Boarding(Handler right) {
            this(right, new ConcurrentHashMap<>());
        }

        @Override
        public Reply handle(Visit visit) {
            Reply reply = right.handle(visit);
            visit.session().mailConfirmation().ifPresent(asked -> askers.put(asked.token(), visit.session()));
            Session asker = askers.get(visit.form().get("token"));
            if (isConfirmation(visit, reply) && asker != null && asker != visit.session()) {
                visit.session().begin(asker.person(), Turn.METHOD);
                visit.session().mailConfirmation(asker.mailConfirmation().orElse(null));
            }
            return reply;
        }
    }

    /** Numbers who waits, and shows the address of any number. */
    private record Numbered(Handler right, List<Session> waiting) implements Handler {
        Numbered(Handler right) {
            this(right, new ArrayList<>());
        }

        @Override
        public synchronized Reply handle(Visit visit) {
            Reply reply = right.handle(visit);
            if (!visit.path().equals(Turn.MAIL_SENT.path()) || reply.status() != 200) {
                return reply;
            }
            if (!waiting.contains(visit.session())) {
                waiting.add(visit.session());
            }
            int own = waiting.indexOf(visit.session());
            String asked = visit.query().get("id");
            int number = asked.matches("[0-9]{1,6}") ? Integer.parseInt(asked) : own;
            String shown = number < waiting.size()
                    ? waiting.get(number)
                            .mailConfirmation()
                            .map(MailConfirmation::address)
                            .orElse("")
                    : "";
            Reply linked = Tampered.page(
                    reply, "href=\"" + visit.path() + "\"", "href=\"" + visit.path() + "?id=" + own + "\"");
            return Tampered.page(linked, "</main>", "<p>" + shown + "</p></main>");
        }
    }
}
