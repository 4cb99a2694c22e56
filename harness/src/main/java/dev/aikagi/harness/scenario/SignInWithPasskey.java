package dev.aikagi.harness.scenario;

import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.harness.webauthn.WebAuthnException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * {@code sign-in-with-passkey}: navigator.credentials.get.
 *
 * @param finger as of {@link EnrolPasskey}
 * @param discoverable from the sign-in page, without user id and password
 */
record SignInWithPasskey(Optional<Behaviour> finger, boolean discoverable) implements Step {
    @Override
    public String run(Walk walk) throws WebAuthnException, IOException {
        if (discoverable) {
            walk.open("sign-in");
            walk.on("sign-in");
        } else {
            walk.on("passkey-sign-in");
        }
        try {
            String credential = walk.keys().get(walk.page(), finger);
            walk.submit(discoverable ? "passkey-sign-in" : "passkey", Map.of("credential", credential));
        } catch (WebAuthnException e) {
            walk.tellRefusal(e);
            throw e;
        }
        return walk.seen();
    }
}
