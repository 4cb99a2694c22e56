package dev.aikagi.harness.portal.reference;

import com.webauthn4j.credential.CredentialRecord;
import java.util.List;

/**
 * A registered passkey (WebAuthn L3 §4 credential record).
 *
 * @param id base64url of the credential id
 * @param transports as the client reported them, for later {@code allowCredentials}
 */
record Passkey(String id, String label, List<String> transports, CredentialRecord record) {
    Passkey named(String name) {
        return new Passkey(id, name, transports, record);
    }
}
