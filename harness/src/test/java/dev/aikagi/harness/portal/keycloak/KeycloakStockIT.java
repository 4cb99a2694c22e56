package dev.aikagi.harness.portal.keycloak;

import dev.aikagi.harness.junit.PortalScenario;
import dev.aikagi.harness.scenario.StepResult;
import java.io.IOException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;

/** Keycloak as it comes, without our provider, from a team's own JUnit suite: one test a step, one server for all. */
class KeycloakStockIT {
    @BeforeAll
    static void fetch() throws IOException {
        FetchedKeycloak.archive();
    }

    @PortalScenario(value = "passkey-phone:icloud-keychain", portal = "keycloak-stock")
    void passkey(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario(value = "totp-typed-key:google-authenticator", portal = "keycloak-stock", language = "en")
    void totp(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario(value = "mail-not-opened", portal = "keycloak-stock", language = "en")
    void mailNotOpened(StepResult step) {
        assertSeen(step);
    }

    /** That it passed, the extension has seen to. */
    private static void assertSeen(StepResult step) {
        Assertions.assertFalse(step.title().isEmpty());
    }
}
