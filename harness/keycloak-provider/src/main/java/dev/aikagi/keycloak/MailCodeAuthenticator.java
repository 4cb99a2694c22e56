package dev.aikagi.keycloak;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;

/** A second factor: the one-time password that was just mailed. */
public final class MailCodeAuthenticator implements Authenticator, AuthenticatorFactory {
    /** The provider's name in a flow. */
    public static final String ID = "aikagi-mail-code-authenticator";

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        context.challenge(page(context).open());
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        boolean resend = context.getHttpRequest().getDecodedFormParameters().containsKey("resend");
        Optional<Response> problem =
                page(context).answer(context.getHttpRequest().getDecodedFormParameters());
        if (problem.isEmpty()) {
            context.success(MailCodeCredential.TYPE);
        } else if (resend) {
            context.challenge(problem.get());
        } else {
            context.failureChallenge(AuthenticationFlowError.INVALID_CREDENTIALS, problem.get());
        }
    }

    private static MailCodePage page(AuthenticationFlowContext context) {
        MailCodeDesk desk = MailCodeDesk.of(
                context.getSession(), context.getRealm(), context.getUser(), context.getAuthenticationSession());
        return new MailCodePage(desk, context.getUser(), context::form, context.getEvent());
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return MailCodeCredential.has(user);
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        user.addRequiredAction(MailCodeAction.ID);
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "One-time password by mail";
    }

    @Override
    public String getHelpText() {
        return "Mails six digits to the user and asks for them.";
    }

    @Override
    public String getReferenceCategory() {
        return MailCodeCredential.TYPE;
    }

    @Override
    public boolean isConfigurable() {
        return false;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return REQUIREMENT_CHOICES.clone();
    }

    @Override
    public boolean isUserSetupAllowed() {
        return true;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return this;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
