package dev.aikagi.harness.probe;

import dev.aikagi.harness.mail.Mail;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.scenario.Persona;
import java.io.IOException;
import java.util.Map;

/** Does what whichever page asks for, so that a newcomer gets through the set-up on any portal of the manual's kind. */
public final class FirstSignIn {
    private static final int MOST_PAGES = 20;

    private final Subject subject;
    private final Method method;
    private final PortalSession elsewhere;

    /**
     * For a person who has never signed in.
     *
     * @param elsewhere the browser that opens the link of the mail
     */
    public FirstSignIn(Subject subject, Method method, PortalSession elsewhere) {
        this.subject = subject;
        this.method = method;
        this.elsewhere = elsewhere;
    }

    /**
     * Signs in and walks to the end of the set-up.
     *
     * @return the page where nothing more is asked
     */
    public Page walk() throws IOException {
        return walkTo("");
    }

    /**
     * Signs in and walks until that page is shown.
     *
     * @throws dev.aikagi.harness.portal.PageMismatchException if the set-up ends elsewhere
     */
    public Page walkTo(String pageId) throws IOException {
        Page page = subject.signIn();
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            String id = page.id().orElse("?");
            boolean there = id.equals(pageId);
            if (there || isEnd(id) || Answer.of(page).isRefusal()) {
                if (!pageId.isEmpty()) {
                    page.require(pageId);
                }
                return page;
            }
            page = answer(id);
        }
        throw new IOException("the first sign-in does not come to an end");
    }

    private static boolean isEnd(String id) {
        return switch (id) {
            case "birth-date", "terms", "mail-address", "mail-sent", "choose-method", "new-password" -> false;
            default -> true;
        };
    }

    private Page answer(String page) throws IOException {
        Persona persona = subject.persona();
        PortalSession window = subject.window();
        return switch (page) {
            case "birth-date" -> window.submit("birth-date", Map.of("birth-date", persona.birthDateDigits()));
            case "terms" -> window.submit("terms", Map.of("decision", "accept"));
            case "mail-address" -> window.submit("mail-address", Map.of("email", persona.mailAddress()));
            case "mail-sent" -> confirmMail(window);
            case "choose-method" -> window.submit("choose-method", Map.of("method", method.word()));
            default -> newPassword(window, persona.newPassword());
        };
    }

    private Page newPassword(PortalSession window, String password) throws IOException {
        Page page = window.submit("new-password", Map.of("new-password", password, "confirm-password", password));
        if (!Answer.of(page).isRefusal()) {
            subject.password(password);
        }
        return page;
    }

    private Page confirmMail(PortalSession window) throws IOException {
        Mail mail = subject.awaitMail(candidate -> !candidate.links().isEmpty());
        Page opened = elsewhere.get(mail.links().get(0));
        if (opened.id().filter("mail-confirm"::equals).isPresent()) {
            elsewhere.submit("confirm", Map.of());
        }
        return window.reload();
    }
}
