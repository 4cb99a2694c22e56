package dev.aikagi.keycloak;

import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;

/** Says that a person has one-time passwords by mail. It holds no secret; operators list and delete it like any other. */
final class MailCodeCredential {
    /** The type under which the Admin REST API lists it. */
    static final String TYPE = "mail-code";

    private MailCodeCredential() {}

    static boolean has(UserModel user) {
        return user.credentialManager()
                .getStoredCredentialsByTypeStream(TYPE)
                .findAny()
                .isPresent();
    }

    /** Stores it once. */
    static void store(UserModel user) {
        if (has(user)) {
            return;
        }
        CredentialModel credential = new CredentialModel();
        credential.setType(TYPE);
        credential.setCreatedDate(Time.currentTimeMillis());
        credential.setUserLabel(MailCodePage.masked(user.getEmail()));
        credential.setCredentialData("{}");
        credential.setSecretData("{}");
        user.credentialManager().createStoredCredential(credential);
    }
}
