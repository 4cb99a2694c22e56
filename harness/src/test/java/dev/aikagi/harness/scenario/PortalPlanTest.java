package dev.aikagi.harness.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.portal.PortalProfileReader;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a scenario on a portal that has fewer pages than the manual. */
class PortalPlanTest {
    private final PortalPlan stock = new PortalPlan(PortalProfileReader.bundled("keycloak-stock"));
    private final ScenarioCatalog catalog = new ScenarioCatalog();

    @Test
    void plan_onAPortalWithEveryPage_changesNothing() throws IOException {
        Scenario scenario = catalog.find("totp-qr:google-authenticator");
        PortalPlan whole = new PortalPlan(PortalProfileReader.bundled("keycloak"));

        assertEquals(scenario.walks(), scenario.walks().stream().map(whole::of).toList());
    }

    @Test
    void plan_withoutBirthDateAndChoice_leavesThemToTheOperator() throws IOException {
        List<Scenario.PlannedStep> steps = stock.of(
                        catalog.find("passkey-phone:icloud-keychain").walks().get(0))
                .steps();

        assertEquals(
                List.of(
                        "sign-in",
                        "accept-terms",
                        "register-mail",
                        "confirm-mail",
                        "reload",
                        "set-password",
                        "sign-out",
                        "require-method",
                        "sign-in"),
                steps.stream().map(Scenario.PlannedStep::verb).limit(9).toList());
        assertEquals(Optional.of("terms"), steps.get(0).task().expectation().page());
        assertEquals(
                Optional.of("new-password"), steps.get(4).task().expectation().page());
        assertEquals(new RequireMethod("passkey"), steps.get(7).task().step());
    }

    @Test
    void plan_lastStepToAMissingPage_expectsNoComplaint() throws IOException {
        List<Scenario.PlannedStep> steps =
                stock.of(catalog.find("wrong-password").walks().get(0)).steps();

        assertEquals(
                Expectation.NOTHING_WRONG, steps.get(steps.size() - 1).task().expectation());
    }

    @Test
    void plan_openingAMissingPage_isLeftOut() throws IOException {
        List<Scenario.PlannedStep> steps =
                stock.of(catalog.find("mail-not-opened").walks().get(0)).steps();

        assertTrue(steps.stream().noneMatch(step -> step.task().step() instanceof OpenPage));
    }

    @Test
    void plan_withoutPages_goesStraightToThePasskey() throws IOException {
        List<Scenario.PlannedStep> steps = plan("fido-rest", "passkey-pc:touch-id");

        assertEquals(
                List.of(
                        "sign-in",
                        "enrol-passkey",
                        "sign-out",
                        "sign-in",
                        "sign-in-with-passkey",
                        "sign-out",
                        "sign-in",
                        "sign-in-with-passkey"),
                steps.stream().map(Scenario.PlannedStep::verb).toList());
        assertEquals(
                Optional.of("passkey-register"),
                steps.get(0).task().expectation().page());
        assertEquals(Expectation.of("top"), steps.get(1).task().expectation());
        assertEquals(
                Optional.of("passkey-sign-in"),
                steps.get(3).task().expectation().page());
    }

    @Test
    void plan_pageThatNobodyIsSentTo_isOpenedAfterTheSignIn() throws IOException {
        List<Scenario.PlannedStep> steps = plan("spring-security", "passkey-pc:touch-id");

        assertEquals(
                List.of(
                        "sign-in",
                        "open",
                        "enrol-passkey",
                        "name-device",
                        "sign-out",
                        "sign-in-with-passkey",
                        "sign-out",
                        "sign-in"),
                steps.stream().map(Scenario.PlannedStep::verb).toList());
        assertEquals(Expectation.of("top"), steps.get(0).task().expectation());
        assertEquals(new OpenPage("passkey-register"), steps.get(1).task().step());
    }

    @Test
    void notHere_whereNothingIsLeft_isSaid() throws IOException {
        PortalPlan bare = new PortalPlan(
                PortalProfileReader.read("p.yaml", "name: x\npages:\n  sign-in: {recognise: {blank: true}}\n"));

        assertEquals(
                Optional.of("The portal has none of its pages."),
                bare.notHere(catalog.find("first-login"), Locale.ENGLISH));
    }

    private List<Scenario.PlannedStep> plan(String profile, String scenario) throws IOException {
        return new PortalPlan(PortalProfileReader.bundled(profile))
                .of(catalog.find(scenario).walks().get(0))
                .steps();
    }

    @Test
    void notHere_scenarioThatMeansNothing_saysWhy() throws IOException {
        assertEquals(
                Optional.of("Keycloak has no one-time password by mail."),
                stock.notHere(catalog.find("mail-otp"), Locale.ENGLISH));
        assertEquals(Optional.empty(), stock.notHere(catalog.find("totp-qr"), Locale.ENGLISH));
    }

    @Test
    void notHere_everyScenarioThatAProfileNames_isInTheCatalogue() {
        for (String profile : List.of("embedded", "keycloak", "keycloak-stock", "fido-rest", "spring-security")) {
            PortalProfileReader.bundled(profile)
                    .notHere()
                    .keySet()
                    .forEach(name -> assertTrue(catalog.names().contains(name), name));
        }
    }
}
