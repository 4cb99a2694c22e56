package dev.aikagi.harness.portal.keycloak;

import dev.aikagi.harness.portal.Account;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A realm that people of the manual sign in to. */
final class Realm {
    private static final String PROVIDER = "aikagi-";
    private static final String FLOW = "kosmo browser";
    private static final String SECOND_FACTORS = FLOW + " Browser - Conditional 2FA";
    private static final List<String> FIRST_SIGN_IN = List.of(
            "aikagi-birth-date", "TERMS_AND_CONDITIONS", "UPDATE_EMAIL", "aikagi-choose-method", "UPDATE_PASSWORD");
    private static final Map<String, String> KINDS =
            Map.of("webauthn", "passkey", "webauthn-passwordless", "passkey", "otp", "totp", "mail-code", "email");
    private static final Map<String, String> ENROLMENTS =
            Map.of("passkey", "webauthn-register-passwordless", "totp", "CONFIGURE_TOTP", "email", "aikagi-mail-code");

    private final AdminRest admin;
    private final String name;

    Realm(AdminRest admin, String name) {
        this.admin = admin;
        this.name = name;
    }

    String name() {
        return name;
    }

    /**
     * Makes the realm of the manual.
     *
     * @param code the file {@code kosmo-realm.json}: the realm, then what the API wants to be told afterwards
     * @param provider whether the server has our provider; without it what belongs to it is left out
     */
    static void create(AdminRest admin, JsonNode code, boolean provider) throws IOException {
        admin.post("", code.path("realm"));
        Realm realm = new Realm(admin, code.path("realm").path("realm").asString());
        realm.requiredActions(code.path("required-actions"), provider);
        realm.userProfile(code.path("attributes"));
        realm.secondFactors(code.path("second-factors"), provider);
    }

    /** In their order; those of our provider are made known first. */
    private void requiredActions(JsonNode actions, boolean provider) throws IOException {
        int priority = 0;
        for (JsonNode wanted : actions) {
            String alias = wanted.path("alias").asString();
            if (alias.startsWith(PROVIDER)) {
                if (!provider) {
                    continue;
                }
                ObjectNode registration = object().put("providerId", alias);
                registration.set("name", wanted.path("name"));
                admin.post(path("/authentication/register-required-action"), registration);
            }
            String path = path("/authentication/required-actions/" + alias);
            ObjectNode action = (ObjectNode) admin.get(path);
            action.put("priority", priority += 10);
            action.put("enabled", wanted.path("enabled").asBoolean(true));
            action.set("config", wanted.path("config").isObject() ? wanted.path("config") : object());
            admin.put(path, action);
        }
    }

    /** Nothing is asked for that the manual does not ask for, and operators may enter more. */
    private void userProfile(JsonNode attributes) throws IOException {
        JsonNode profile = admin.get(path("/users/profile"));
        ArrayNode known = (ArrayNode) profile.path("attributes");
        known.forEach(attribute -> ((ObjectNode) attribute).remove("required"));
        for (JsonNode attribute : attributes) {
            known.add(attribute);
        }
        admin.put(path("/users/profile"), profile);
    }

    /** The browser flow that comes with the server cannot be changed: a copy can. */
    private void secondFactors(JsonNode authenticators, boolean provider) throws IOException {
        admin.post(path("/authentication/flows/browser/copy"), object().put("newName", FLOW));
        String executions = path("/authentication/flows/" + AdminRest.segment(FLOW) + "/executions");
        for (JsonNode authenticator : authenticators) {
            if (provider || !authenticator.asString().startsWith(PROVIDER)) {
                admin.post(
                        path("/authentication/flows/" + AdminRest.segment(SECOND_FACTORS) + "/executions/execution"),
                        object().set("provider", authenticator));
            }
        }
        for (JsonNode execution : admin.get(executions)) {
            if (authenticators.valueStream().anyMatch(execution.path("providerId")::equals)) {
                admin.put(executions, ((ObjectNode) execution).put("requirement", "ALTERNATIVE"));
            }
        }
        admin.put("/" + AdminRest.segment(name), object().put("realm", name).put("browserFlow", FLOW));
    }

    /** Tells the realm where mail goes, and where its client's application is, for this run. */
    void connect(String smtpHost, int smtpPort, URI application) throws IOException {
        ObjectNode realm = object().put("realm", name);
        ObjectNode smtp = (ObjectNode) admin.get("/" + AdminRest.segment(name)).path("smtpServer");
        realm.set("smtpServer", smtp.put("host", smtpHost).put("port", String.valueOf(smtpPort)));
        admin.put("/" + AdminRest.segment(name), realm);
        for (JsonNode client : admin.get(path("/clients?clientId=" + ClientApplication.CLIENT_ID))) {
            ObjectNode changed = (ObjectNode) client;
            changed.set("redirectUris", JsonNodeFactory.instance.arrayNode().add(application + "/*"));
            admin.put(path("/clients/" + client.path("id").asString()), changed);
        }
    }

    /** Asks whoever registers a passkey for attestation; what vouches has to end in a certificate that the server trusts. */
    void askForAttestation() throws IOException {
        String path = "/" + AdminRest.segment(name);
        // A part of the realm alone would leave its policy for passkeys as it was.
        ObjectNode realm = (ObjectNode) admin.get(path);
        admin.put(path, realm.put("webAuthnPolicyPasswordlessAttestationConveyancePreference", "direct"));
    }

    /** Whether our provider's actions are known here. */
    boolean hasProvider() throws IOException {
        return admin.get(path("/authentication/required-actions"))
                .valueStream()
                .anyMatch(action -> action.path("alias").asString().startsWith(PROVIDER));
    }

    /** Enters a person who has all of the first sign-in before them; actions that the realm does not have are left out. */
    void enter(Account account) throws IOException {
        ObjectNode user = user(account, account.initialPassword());
        ArrayNode actions = user.putArray("requiredActions");
        for (JsonNode action : admin.get(path("/authentication/required-actions"))) {
            String alias = action.path("alias").asString();
            if (action.path("enabled").asBoolean() && FIRST_SIGN_IN.contains(alias)) {
                actions.add(alias);
            }
        }
        admin.post(path("/users"), user);
    }

    /** Enters a person who has the first sign-in behind them, and has to enrol a method at the next. */
    void enterSetUp(Account account, String password, String mail, String method) throws IOException {
        ObjectNode user = user(account, password).put("email", mail).put("emailVerified", true);
        user.putArray("requiredActions").add(enrolment(method));
        admin.post(path("/users"), user);
    }

    /** Enters a person who has the first sign-in behind them, and an app with that key. */
    void enterWithApp(Account account, String password, String mail, String key) throws IOException {
        ObjectNode user = user(account, password).put("email", mail).put("emailVerified", true);
        ObjectNode parameters = object().put("subType", "totp")
                .put("digits", 6)
                .put("counter", 0)
                .put("period", 30)
                .put("algorithm", "HmacSHA1");
        user.withArray("credentials")
                .addObject()
                .put("type", "otp")
                .put("secretData", object().put("value", key).toString())
                .put("credentialData", parameters.toString());
        admin.post(path("/users"), user);
    }

    /** Takes a person out of the realm, with all their credentials. */
    void remove(String userId) throws IOException {
        admin.delete(path("/users/" + find(userId).path("id").asString()));
    }

    private static ObjectNode user(Account account, String password) {
        ObjectNode user = object().put("username", account.userId()).put("enabled", true);
        user.putObject("attributes")
                .putArray("birthdate")
                .add(account.birthDate().toString());
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", password)
                .put("temporary", false);
        return user;
    }

    /** The required action that enrols a method. */
    static String enrolment(String method) throws IOException {
        return Optional.ofNullable(ENROLMENTS.get(method))
                .orElseThrow(() -> new IOException("there is no method '" + method + "'"));
    }

    /**
     * Requires of a person to enrol a method at the next sign-in.
     *
     * @param method passkey, totp or email
     */
    void require(String userId, String method) throws IOException {
        ObjectNode user = (ObjectNode) find(userId);
        user.withArray("requiredActions").add(enrolment(method));
        admin.put(path("/users/" + user.path("id").asString()), user);
    }

    /** The kinds of a person's credentials beside the password, as the server lists them. */
    List<String> methods(String userId) throws IOException {
        return credentialTypes(userId).stream()
                .filter(KINDS::containsKey)
                .map(type -> KINDS.getOrDefault(type, type))
                .toList();
    }

    /** The types of all of a person's credentials, as the server lists them. */
    List<String> credentialTypes(String userId) throws IOException {
        String id = find(userId).path("id").asString();
        return admin.get(path("/users/" + id + "/credentials"))
                .valueStream()
                .map(credential -> credential.path("type").asString())
                .toList();
    }

    private JsonNode find(String userId) throws IOException {
        JsonNode found = admin.get(path("/users?exact=true&username=" + AdminRest.segment(userId)));
        if (found.isEmpty()) {
            throw new IOException("the realm " + name + " has no user " + userId);
        }
        return found.get(0);
    }

    private String path(String below) {
        return "/" + AdminRest.segment(name) + below;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
