package dev.aikagi.harness.portal.reference;

/** The confirmation links that are out: each opens once, and not after its time. */
interface MailLinks {
    MailConfirmation issue(String address);

    void revoke(MailConfirmation confirmation);

    boolean isOpen(String token);

    /** Opens the link; false if it is unknown, used or too old. */
    boolean open(String token);
}
