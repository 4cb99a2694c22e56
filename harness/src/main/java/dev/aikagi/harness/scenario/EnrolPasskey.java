package dev.aikagi.harness.scenario;

import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.harness.webauthn.WebAuthnException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * {@code enrol-passkey}: navigator.credentials.create on the set-up page; the authenticator verifies its user.
 *
 * @param finger how the user acts this once; empty if as told before, which is to approve at first
 */
record EnrolPasskey(Optional<Behaviour> finger) implements Step {
    @Override
    public String run(Walk walk) throws WebAuthnException, IOException {
        walk.on("passkey-register");
        try {
            String credential = walk.keys().create(walk.page(), finger);
            walk.submit("passkey", Map.of("credential", credential));
        } catch (WebAuthnException e) {
            walk.tellRefusal(e);
            throw e;
        }
        return walk.seen();
    }
}
