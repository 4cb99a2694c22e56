package dev.aikagi.keycloak;

import java.time.Duration;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.utils.FormMessage;

/** Asks for the date of birth and compares it with the user's attribute {@value #ATTRIBUTE}; five tries a minute. */
public final class BirthDateAction extends StatelessAction {
    /** Also the name of the action in a realm. */
    public static final String ID = "aikagi-birth-date";

    /** Where the operator enters it: YYYYMMDD or YYYY-MM-DD. */
    public static final String ATTRIBUTE = "birthdate";

    private static final String FIELD = "birthDate";
    private static final int TRIES = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** For Keycloak, which finds it as a service. */
    public BirthDateAction() {
        super(ID, "Confirm date of birth");
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        context.challenge(context.form().createForm("aikagi-birth-date.ftl"));
    }

    @Override
    public void processAction(RequiredActionContext context) {
        Throttle throttle = new Throttle(context.getSession().singleUseObjects(), TRIES, WINDOW);
        String key = "birth-date." + context.getUser().getId();
        if (!throttle.admits(key)) {
            complain(context, "aikagiTooManyTries", Errors.USER_TEMPORARILY_DISABLED);
            return;
        }
        String typed = context.getHttpRequest().getDecodedFormParameters().getFirst(FIELD);
        if (!BirthDate.matches(context.getUser().getFirstAttribute(ATTRIBUTE), typed)) {
            complain(context, "aikagiWrongBirthDate", Errors.INVALID_USER_CREDENTIALS);
            return;
        }
        throttle.clear(key);
        context.success();
    }

    private static void complain(RequiredActionContext context, String message, String error) {
        context.getEvent().clone().error(error);
        LoginFormsProvider form = context.form().addError(new FormMessage(FIELD, message));
        context.challenge(form.createForm("aikagi-birth-date.ftl"));
    }
}
