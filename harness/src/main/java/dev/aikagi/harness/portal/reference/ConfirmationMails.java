package dev.aikagi.harness.portal.reference;

import java.time.Duration;
import java.util.Optional;

/** Mails the links that confirm addresses, not too many of them. */
final class ConfirmationMails {
    private final MailLinks links;
    private final Mailer mailer;
    private final MailRules rules;
    private final Throttle throttle;

    ConfirmationMails(MailLinks links, Mailer mailer, MailRules rules, Throttle throttle) {
        this.links = links;
        this.mailer = mailer;
        this.rules = rules;
        this.throttle = throttle;
    }

    /** What addresses and links are held to. */
    record MailRules(AddressRule addresses, LinkBase base, Duration validity) {}

    /**
     * What came of it.
     *
     * @param alert what to tell the person
     * @param confirmation the address that waits; none where there were too many mails
     */
    record Sent(Alert alert, Optional<MailConfirmation> confirmation) {}

    boolean allows(String address) {
        return rules.addresses().allows(address);
    }

    /** Sends a link to an address that the person of this visit has typed. */
    Sent send(Visit visit, String address) {
        if (!throttle.admits("mail:" + visit.person().account().userId())) {
            return new Sent(Alert.error("throttled"), Optional.empty());
        }
        MailConfirmation confirmation = links.issue(address);
        String link = rules.base().of(visit) + "/mail/confirm?token=" + confirmation.token();
        boolean sent = Texts.in("ja")
                .map(t -> mailer.send(
                        address,
                        t.get("mail.confirm.subject"),
                        t.get("mail.confirm.text", link, rules.validity().toMinutes())))
                .orElse(false);
        return new Sent(sent ? Alert.info("mail-sent") : Alert.error("mail-not-sent"), Optional.of(confirmation));
    }
}
