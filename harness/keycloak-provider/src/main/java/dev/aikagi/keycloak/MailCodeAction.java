package dev.aikagi.keycloak;

import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;

/** Enrols one-time passwords by mail: whoever types the first one has the method from then on. */
public final class MailCodeAction extends StatelessAction {
    /** Also the name of the action in a realm. */
    public static final String ID = "aikagi-mail-code";

    /** For Keycloak, which finds it as a service. */
    public MailCodeAction() {
        super(ID, "One-time password by mail");
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        context.challenge(page(context).open());
    }

    @Override
    public void processAction(RequiredActionContext context) {
        Optional<Response> problem =
                page(context).answer(context.getHttpRequest().getDecodedFormParameters());
        if (problem.isPresent()) {
            context.challenge(problem.get());
            return;
        }
        MailCodeCredential.store(context.getUser());
        context.success();
    }

    private static MailCodePage page(RequiredActionContext context) {
        MailCodeDesk desk = MailCodeDesk.of(
                context.getSession(), context.getRealm(), context.getUser(), context.getAuthenticationSession());
        return new MailCodePage(desk, context.getUser(), context::form, context.getEvent());
    }
}
