package dev.aikagi.harness;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aikagi.harness.junit.PortalScenario;
import dev.aikagi.harness.scenario.StepResult;

/** The manual, chapter by chapter, and its unhappy turns, on the embedded portal: one test a step. */
class ManualTest {
    @PortalScenario("first-login")
    void chapter1(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("passkey-pc")
    void chapter2_1(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("passkey-phone")
    void chapter2_2(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("totp-typed-key")
    void chapter2_3(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("cross-device")
    void chapter2_2Star(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("totp-qr")
    void chapter2_4(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("totp-chrome-extension")
    void chapter2_5_1(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("totp-edge-extension")
    void chapter2_5_2(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("mail-otp")
    void chapter2_6(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario(value = "passkey-pc:windows-hello", language = "en", key = "sim:security-key")
    void inEnglish_withASecurityKey(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario(value = "totp-typed-key:google-authenticator", language = "en")
    void typedKey_inEnglish(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("wrong-password")
    void wrongPassword(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("too-many-passwords")
    void tooManyPasswords(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("wrong-birth-date")
    void wrongBirthDate(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("terms-declined")
    void termsDeclined(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("terms-reconsidered")
    void termsReconsidered(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("mail-not-opened")
    void mailNotOpened(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("link-too-late")
    void linkTooLate(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("weak-password")
    void weakPassword(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("finger-refused")
    void fingerRefused(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("finger-refused-at-sign-in")
    void fingerRefusedAtSignIn(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("label-missing")
    void labelMissing(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("code-mistyped")
    void codeMistyped(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("code-used-twice")
    void codeUsedTwice(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("code-gone-stale")
    void codeGoneStale(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("mail-late")
    void mailLate(StepResult step) {
        assertSeen(step);
    }

    @PortalScenario("session-expired")
    void sessionExpired(StepResult step) {
        assertSeen(step);
    }

    /** That it passed, the extension has seen to. */
    private static void assertSeen(StepResult step) {
        assertFalse(step.message().isBlank(), step.verb());
        assertFalse(step.title().isBlank(), step.verb());
    }
}
