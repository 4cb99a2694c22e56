package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.pin.PinState;

/**
 * CTAP 2.1 §6.5.3.1 performBuiltInUv. Misses are counted over commands only where a PIN can put an end to the
 * counting.
 */
final class BuiltInUv {
    /** A finger may miss twice before a command gives up. */
    static final int INTERNAL_RETRIES = 3;

    private final Environment environment;
    private final KeptState state;
    private final boolean able;
    private final boolean counted;

    BuiltInUv(AuthenticatorProfile profile, Environment environment, KeptState state) {
        this.environment = environment;
        this.state = state;
        this.able = profile.sensor().isPresent();
        this.counted = profile.has(Feature.CLIENT_PIN);
    }

    /** Whether somebody is enrolled at the sensor: over the wire, or before the key was ours. */
    boolean enabled() {
        return able
                && (environment.verification().enrolled()
                        || !state.now().fingers().isEmpty());
    }

    boolean blocked() {
        return counted && state.read().uvRetries() == 0;
    }

    /** Asks for a finger up to so many times; refused where none matched or none is left to try. */
    Consent perform(int attempts, ConsentPrompt prompt, Transaction transaction) {
        Consent consent = Consent.REFUSED;
        for (int attempt = 0; attempt < attempts && consent == Consent.REFUSED && !blocked(); attempt++) {
            consent = attempt(prompt, transaction);
        }
        return consent;
    }

    /** The attempt is gone before the finger is looked at, and given back where nobody came. */
    private Consent attempt(ConsentPrompt prompt, Transaction transaction) {
        int before = state.read().uvRetries();
        if (counted) {
            state.write(state.read().withUvRetries(before - 1));
        }
        Consent consent = environment.verification().request(prompt, transaction);
        if (counted && consent != Consent.REFUSED) {
            PinState now = state.read();
            state.write(consent == Consent.GRANTED ? now.recognised() : now.withUvRetries(before));
        }
        return consent;
    }
}
