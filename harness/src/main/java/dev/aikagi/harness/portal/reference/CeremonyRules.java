package dev.aikagi.harness.portal.reference;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;

/** Judges what was read from a response; whatever does not fit throws. */
interface CeremonyRules {
    /** WebAuthn L3 §7.1. */
    void verify(RegistrationData data, RegistrationParameters expected);

    /** WebAuthn L3 §7.2, and notes the new counter. */
    void verify(AuthenticationData data, AuthenticationParameters expected);

    /** As webauthn4j has them. */
    record Strict(WebAuthnManager manager) implements CeremonyRules {
        @Override
        public void verify(RegistrationData data, RegistrationParameters expected) {
            manager.verify(data, expected);
        }

        @Override
        public void verify(AuthenticationData data, AuthenticationParameters expected) {
            manager.verify(data, expected);
        }
    }
}
