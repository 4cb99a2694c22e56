package dev.aikagi.keycloak;

import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** A required action that keeps nothing between requests, and therefore is its own factory; it comes when it is asked for. */
abstract class StatelessAction implements RequiredActionProvider, RequiredActionFactory {
    private final String id;
    private final String displayText;

    StatelessAction(String id, String displayText) {
        this.id = id;
        this.displayText = displayText;
    }

    @Override
    public void evaluateTriggers(RequiredActionContext context) {}

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final String getDisplayText() {
        return displayText;
    }

    @Override
    public final RequiredActionProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public final void init(Config.Scope config) {}

    @Override
    public final void postInit(KeycloakSessionFactory factory) {}

    @Override
    public final void close() {}
}
