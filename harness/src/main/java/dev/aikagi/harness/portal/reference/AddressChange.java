package dev.aikagi.harness.portal.reference;

/** What becomes of a new mail address that was asked for. */
@FunctionalInterface
interface AddressChange {
    /** It waits until the link that was sent to it is opened. */
    AddressChange CONFIRMED = Person::nextMail;

    void ask(Person person, MailConfirmation confirmation);
}
