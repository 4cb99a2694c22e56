package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.CtapStatus;

/** CTAP 2.1 §6.9 authenticatorSelection (0x0B): the user touches the key they mean. */
final class SelectionCommand {
    private final UserConsent consent;

    SelectionCommand(Key key) {
        this.consent = key.consent();
    }

    Bytes process(Transaction transaction) {
        ConsentPrompt prompt = new ConsentPrompt(ConsentPrompt.Purpose.SELECTION, "", "");
        consent.touch(prompt, transaction, CtapStatus.CTAP2_ERR_USER_ACTION_TIMEOUT);
        return Bytes.EMPTY;
    }
}
