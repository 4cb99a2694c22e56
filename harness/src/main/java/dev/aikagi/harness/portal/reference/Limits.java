package dev.aikagi.harness.portal.reference;

import java.time.Duration;

/**
 * How long things live and how often they may go wrong.
 *
 * @param sessionIdle after which a session that nobody uses is over
 * @param failures wrong attempts per account after which the next are refused
 * @param throttled for how long they are refused
 * @param passwordIterations of PBKDF2-HMAC-SHA256; fewer than 210000 only in tests
 */
public record Limits(
        Duration linkValidity,
        Duration codeValidity,
        Duration sessionIdle,
        int failures,
        Duration throttled,
        int passwordIterations) {
    /** What the portal promises by default. */
    public static final Limits DEFAULT = new Limits(
            Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ofMinutes(15), 5, Duration.ofSeconds(60), 210_000);

    /** The same limits with another number of PBKDF2 iterations. */
    public Limits withPasswordIterations(int iterations) {
        return new Limits(linkValidity, codeValidity, sessionIdle, failures, throttled, iterations);
    }
}
