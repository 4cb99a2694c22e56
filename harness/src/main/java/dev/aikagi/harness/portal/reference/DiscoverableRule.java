package dev.aikagi.harness.portal.reference;

import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.ResidentKeyRequirement;

/** Whether a new passkey is the kind that was asked for (WebAuthn L3 §10.1.3 credProps). */
@FunctionalInterface
interface DiscoverableRule {
    /** Where the policy requires it, a client must not say that the passkey cannot be found without its id. */
    DiscoverableRule STRICT = (policy, data) -> {
        var extensions = data.getClientExtensions();
        var properties = extensions == null ? null : extensions.getCredProps();
        boolean denied = properties != null && Boolean.FALSE.equals(properties.getRk());
        if (denied && policy.residentKey().equals(ResidentKeyRequirement.REQUIRED)) {
            throw new IllegalArgumentException("the passkey is not discoverable");
        }
    };

    /**
     * Looks at a registration.
     *
     * @throws IllegalArgumentException if the passkey is of another kind
     */
    void check(WebAuthnPolicy policy, RegistrationData data);
}
