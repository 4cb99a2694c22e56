package dev.aikagi.harness.scenario;

import dev.aikagi.harness.mail.Mail;
import java.io.IOException;

/** {@code receive-mail-code}: waits for the mail with the six digits. */
record ReceiveMailCode() implements Step {
    private static final String SUBJECT = "ワンタイムパスワード";

    @Override
    public String run(Walk walk) throws StepFailedException, IOException {
        Mail mail = walk.awaitMail(candidate -> candidate.code().isPresent());
        if (!mail.subject().contains(SUBJECT) && !mail.subject().contains("one-time")) {
            throw new StepFailedException("the mail with the code has the subject '" + mail.subject() + "'");
        }
        walk.codes().received(mail.code().orElseThrow());
        return mail.subject();
    }
}
