package dev.aikagi.harness.scenario;

import dev.aikagi.harness.mail.Mail;
import dev.aikagi.harness.portal.Page;
import java.io.IOException;
import java.net.URI;

/**
 * {@code confirm-mail}: waits for the mail and opens its link in a second browser, as from a phone.
 *
 * @param again opens the last link once more instead of waiting for a mail
 */
record ConfirmMail(boolean again) implements Step {
    @Override
    public String run(Walk walk) throws StepFailedException, IOException {
        Page opened = walk.elsewhere().get(again ? walk.lastLink() : newLink(walk));
        if (opened.id().filter("mail-confirm"::equals).isPresent()) {
            opened = walk.elsewhere().submit("confirm", java.util.Map.of());
        }
        walk.arrived(opened);
        return walk.words().of("elsewhere", walk.seen());
    }

    private static URI newLink(Walk walk) throws StepFailedException, IOException {
        Mail mail = walk.awaitMail(candidate -> !candidate.links().isEmpty());
        if (mail.links().size() != 1) {
            throw new StepFailedException(
                    "the mail '" + mail.subject() + "' has " + mail.links().size() + " links");
        }
        walk.lastLink(mail.links().get(0));
        return walk.lastLink();
    }
}
