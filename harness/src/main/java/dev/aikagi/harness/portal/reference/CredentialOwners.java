package dev.aikagi.harness.portal.reference;

import java.util.Optional;

/** Whose passkey is whose, by the base64url of credential ids. */
interface CredentialOwners {
    /** A passkey and who has enrolled it. */
    record Owned(Person person, Passkey passkey) {}

    Optional<Owned> find(String credentialId);

    /** Whether nobody has a passkey of this id (WebAuthn L3 §7.1 step 26). */
    boolean isFree(String credentialId);

    /** Stores a passkey unless its id is taken, by whomever. */
    boolean enrol(Person person, Passkey passkey);

    /** Forgets a passkey; the id is free again. */
    void remove(String credentialId);
}
