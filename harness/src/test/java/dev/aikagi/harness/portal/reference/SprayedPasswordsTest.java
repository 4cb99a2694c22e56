package dev.aikagi.harness.portal.reference;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.ManualClock;
import dev.aikagi.authenticator.env.SeededRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SprayedPasswordsTest {
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final String SPRAYED = "Natsu2026!";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-04-01T00:00:00Z"));
    private final SprayRule rule = new SprayedPasswords(clock, PAUSE, new Tokens(new SeededRandom(7)));

    private void tenAccounts() {
        for (int account = 0; account < 10; account++) {
            assertTrue(rule.admits(SPRAYED, "person" + account));
        }
    }

    @Test
    void tenAccounts_noOtherIsJudged_butThoseAreStill() {
        tenAccounts();

        assertFalse(rule.admits(SPRAYED, "person10"));
        assertTrue(rule.admits(SPRAYED, "person3"), "who mistypes again is not the eleventh");
        assertTrue(rule.admits("another", "person10"));
    }

    @Test
    void ownAccountInBetween_doesNotBeginAnew() {
        tenAccounts();
        rule.clear(SPRAYED, "person9");

        assertTrue(rule.admits(SPRAYED, "person11"));
        assertFalse(rule.admits(SPRAYED, "person12"));
    }

    @Test
    void pauseIsOver_isJudgedAgain() {
        tenAccounts();
        clock.advance(PAUSE);
        assertTrue(rule.admits(SPRAYED, "person10"));
    }
}
