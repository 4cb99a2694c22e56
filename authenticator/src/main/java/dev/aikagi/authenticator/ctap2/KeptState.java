package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.pin.PersistentPinUvAuthToken;
import dev.aikagi.authenticator.pin.PinState;
import dev.aikagi.authenticator.state.AuthenticatorState;
import dev.aikagi.authenticator.state.Settings;
import java.util.function.UnaryOperator;

/** The state of the environment's store, which begins when a key is powered up for the first time. */
final class KeptState implements PinState.Memory {
    private final AuthenticatorProfile.Factory factory;
    private final Environment environment;

    KeptState(AuthenticatorProfile profile, Environment environment) {
        this.factory = profile.factory();
        this.environment = environment;
        if (environment.state().read().isEmpty()) {
            reset();
        }
    }

    AuthenticatorState now() {
        return environment.state().read().orElseThrow();
    }

    /** The persistent token is good for nothing from now on. */
    void endPersistentToken() {
        change(now -> now.withPersistentToken(environment.random()));
    }

    PersistentPinUvAuthToken persistentToken() {
        return new PersistentPinUvAuthToken(now().secrets().persistentToken());
    }

    void changeSettings(UnaryOperator<Settings> change) {
        change(now -> now.withSettings(change.apply(now.settings())));
    }

    void change(UnaryOperator<AuthenticatorState> change) {
        environment.state().write(change.apply(now()));
    }

    /** Changes that are kept all, or not at all. */
    void together(Runnable changes) {
        environment.state().together(changes);
    }

    void reset() {
        environment
                .state()
                .write(AuthenticatorState.initial(
                        environment.random(), PinState.initial(factory.pin()), factory.settings()));
    }

    @Override
    public PinState read() {
        return now().pin();
    }

    @Override
    public void write(PinState state) {
        change(now -> now.withPin(state));
    }
}
