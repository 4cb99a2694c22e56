package dev.aikagi.keycloak;

import dev.aikagi.keycloak.MailCode.Verdict;
import dev.aikagi.keycloak.MailCodeDesk.Sending;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;

/** The page that takes a mailed code, with 再送信: the same while enrolling and at every sign-in after it. */
final class MailCodePage {
    private static final String FIELD = "code";

    private final MailCodeDesk desk;
    private final UserModel user;
    private final Supplier<LoginFormsProvider> form;
    private final EventBuilder event;

    MailCodePage(MailCodeDesk desk, UserModel user, Supplier<LoginFormsProvider> form, EventBuilder event) {
        this.desk = desk;
        this.user = user;
        this.form = form;
        this.event = event;
    }

    /** Mails a code unless a live one is out, and shows the page. */
    Response open() {
        return desk.hasLiveCode() ? page(form.get()) : send();
    }

    /** Takes what was posted: the page again with what is wrong, or nothing if the code is right. */
    Optional<Response> answer(MultivaluedMap<String, String> posted) {
        if (posted.containsKey("resend")) {
            return Optional.of(send());
        }
        String typed = Optional.ofNullable(posted.getFirst(FIELD)).orElse("").strip();
        Optional<Verdict> verdict = desk.judge(typed);
        if (verdict.isEmpty()) {
            return complain("aikagiTooManyTries", Errors.USER_TEMPORARILY_DISABLED);
        }
        return switch (verdict.get()) {
            case RIGHT -> Optional.empty();
            case WRONG -> complain("aikagiWrongCode", Errors.INVALID_USER_CREDENTIALS);
            case EXPIRED -> complain("aikagiCodeExpired", Errors.EXPIRED_CODE);
        };
    }

    /** Enough of an address to know one's own: {@code t•••@example.jp}. */
    static String masked(String mail) {
        int at = mail.lastIndexOf('@');
        return at < 1 ? mail : mail.charAt(0) + "•••" + mail.substring(at);
    }

    private Response send() {
        Sending sending = desk.send();
        return switch (sending) {
            case SENT -> page(form.get().setInfo("aikagiCodeSent"));
            case TOO_OFTEN -> page(form.get().setError("aikagiTooManyMails"));
            case NO_ADDRESS, BROKEN -> {
                event.clone().error(Errors.EMAIL_SEND_FAILED);
                yield page(form.get().setError("emailSendErrorMessage"));
            }
        };
    }

    private Optional<Response> complain(String message, String error) {
        event.clone().error(error);
        return Optional.of(page(form.get().addError(new FormMessage(FIELD, message))));
    }

    private Response page(LoginFormsProvider filled) {
        String address = Optional.ofNullable(user.getEmail()).orElse("");
        return filled.setAttribute("aikagiAddress", masked(address)).createForm("aikagi-mail-code.ftl");
    }
}
