package dev.aikagi.authenticator.pin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * CTAP 2.1 §6.5.2.1: the state of the pinUvAuthToken that is in use. There is one for both protocols.
 *
 * <p>A token dies 30 seconds after it was given if nobody has used it, and 10 minutes after it was given in any case.
 * A touch that came with it counts for the first 30 seconds. Time is looked at when the token is, so no timer runs.
 */
public final class PinUvAuthToken {
    private static final Duration INITIAL_USAGE = Duration.ofSeconds(30);
    private static final Duration MAX_USAGE = Duration.ofMinutes(10);

    private final InstantSource clock;
    private boolean inUse;
    private boolean used;
    private Instant given = Instant.MIN;
    private long permissions;
    private Optional<String> rpId = Optional.empty();
    private boolean userPresent;
    private boolean userVerified;
    private boolean byPin;

    public PinUvAuthToken(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * §6.5.2.1 beginUsingPinUvAuthToken, with the permissions it is given for.
     *
     * @param present whether the user gave it with a finger, which is a touch, too, and not with the PIN
     */
    public void begin(boolean present, long granted, Optional<String> boundTo) {
        inUse = true;
        used = false;
        given = clock.instant();
        userPresent = present;
        userVerified = true;
        byPin = !present;
        permissions = granted;
        rpId = boundTo;
    }

    /** §6.5.2.1 stopUsingPinUvAuthToken. */
    public void stop() {
        inUse = false;
        permissions = 0;
        rpId = Optional.empty();
        userPresent = false;
        userVerified = false;
    }

    public boolean inUse() {
        observe();
        return inUse;
    }

    /** The platform has shown that it knows the token: it lives on after its first 30 seconds. */
    public void use() {
        used = true;
    }

    public boolean userPresent() {
        observe();
        return userPresent;
    }

    public boolean userVerified() {
        observe();
        return userVerified;
    }

    /** Whether it was given for the PIN rather than for a finger. */
    public boolean byPin() {
        return byPin;
    }

    public boolean permits(Permission permission) {
        observe();
        return permission.in(permissions);
    }

    /** The relying party it is bound to, if any. */
    public Optional<String> rpId() {
        observe();
        return rpId;
    }

    public void bind(String relyingParty) {
        rpId = Optional.of(relyingParty);
    }

    /** Makes it good for nothing but a large blob: it has served its makeCredential or getAssertion. */
    public void spend() {
        userPresent = false;
        userVerified = false;
        permissions &= Permission.LARGE_BLOB_WRITE.bit();
    }

    /** §6.5.2.1 pinUvAuthTokenUsageTimerObserver. */
    private void observe() {
        if (!inUse) {
            return;
        }
        Duration age = Duration.between(given, clock.instant());
        boolean initial = age.compareTo(INITIAL_USAGE) <= 0;
        if (age.compareTo(MAX_USAGE) > 0 || !(initial || used)) {
            stop();
        } else if (!initial) {
            userPresent = false;
        }
    }
}
