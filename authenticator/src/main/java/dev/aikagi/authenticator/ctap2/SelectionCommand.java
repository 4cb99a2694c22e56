package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Transaction;

/** CTAP 2.1 §6.9 authenticatorSelection (0x0B): the user touches the key they mean. */
final class SelectionCommand {
    private final UserConsent consent;

    SelectionCommand(Key key) {
        this.consent = key.consent();
    }

    Bytes process(Transaction transaction) {
        consent.touch(new ConsentPrompt(ConsentPrompt.Purpose.SELECTION, "", ""), transaction);
        return Bytes.EMPTY;
    }
}
