package dev.aikagi.keycloak;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final FakeSlots slots = new FakeSlots();
    private final Throttle throttle = new Throttle(slots, 3, Duration.ofSeconds(60));

    @Test
    void admits_moreThanAllowed_refusesUntilTheTimeIsOver() {
        takeAll("a");
        assertFalse(throttle.admits("a"));
        slots.now += 59;
        assertFalse(throttle.admits("a"));
        slots.now += 1;
        assertTrue(throttle.admits("a"));
    }

    @Test
    void admits_anotherKey_isCountedByItself() {
        takeAll("a");

        assertTrue(throttle.admits("b"));
    }

    @Test
    void clear_afterASuccess_beginsAnew() {
        takeAll("a");

        throttle.clear("a");

        assertTrue(throttle.admits("a"));
    }

    private void takeAll(String key) {
        for (int i = 0; i < 3; i++) {
            assertTrue(throttle.admits(key));
        }
    }
}
