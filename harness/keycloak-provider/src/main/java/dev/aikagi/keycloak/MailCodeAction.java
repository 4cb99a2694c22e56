package dev.aikagi.keycloak;

import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Enrols one-time passwords by mail: whoever types the first one has the method from then on. */
public final class MailCodeAction implements RequiredActionProvider, RequiredActionFactory {
    /** Also the name of the action in a realm. */
    public static final String ID = "aikagi-mail-code";

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        // Only the choice of method asks for this action.
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

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayText() {
        return "One-time password by mail";
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
