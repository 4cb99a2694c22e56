package dev.aikagi.keycloak;

import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;

/**
 * Lets a person choose how to sign in. The choice is kept in the user's attribute {@value #ATTRIBUTE}; the next sign-in, not
 * this one, turns it into the required action that enrols.
 */
public final class ChooseMethodAction extends StatelessAction {
    /** Also the name of the action in a realm. */
    public static final String ID = "aikagi-choose-method";

    /** What is still to be enrolled: {@code passkey}, {@code totp} or {@code email}. */
    public static final String ATTRIBUTE = "aikagi-method";

    private static final String FIELD = "method";
    private static final String CHOSEN_IN_THIS_SIGN_IN = "aikagi.method-chosen";

    /** For Keycloak, which finds it as a service. */
    public ChooseMethodAction() {
        super(ID, "Choose how to sign in");
    }

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        if (context.getAuthenticationSession().getAuthNote(CHOSEN_IN_THIS_SIGN_IN) != null) {
            return;
        }
        UserModel user = context.getUser();
        Method.of(user.getFirstAttribute(ATTRIBUTE)).ifPresent(method -> {
            user.removeAttribute(ATTRIBUTE);
            user.addRequiredAction(method.requiredAction());
        });
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        context.challenge(context.form().createForm("aikagi-choose-method.ftl"));
    }

    @Override
    public void processAction(RequiredActionContext context) {
        Optional<Method> method =
                Method.of(context.getHttpRequest().getDecodedFormParameters().getFirst(FIELD));
        if (method.isEmpty()) {
            context.challenge(context.form()
                    .addError(new FormMessage(FIELD, "aikagiMethodRequired"))
                    .createForm("aikagi-choose-method.ftl"));
            return;
        }
        context.getAuthenticationSession()
                .setAuthNote(CHOSEN_IN_THIS_SIGN_IN, method.get().word());
        context.getUser().setSingleAttribute(ATTRIBUTE, method.get().word());
        context.success();
    }
}
