package dev.aikagi.harness.portal.reference;

/** Mail by which people hear of changes to their account that they may not have made themselves. */
@FunctionalInterface
interface Notices {
    /** To the address that is in force now; a mail that cannot be sent holds nothing up. */
    static Notices byMail(Mailer mailer) {
        return (person, what) -> person.mail()
                .ifPresent(address -> Texts.in("ja")
                        .ifPresent(texts -> mailer.send(
                                address,
                                texts.get("mail.notice.subject"),
                                texts.get("mail.notice.text", texts.get("mail.notice." + what)))));
    }

    /**
     * Tells of a change.
     *
     * @param what the text's key under {@code mail.notice}
     */
    void tell(Person person, String what);
}
