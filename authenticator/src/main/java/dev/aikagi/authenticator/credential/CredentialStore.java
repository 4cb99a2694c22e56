package dev.aikagi.authenticator.credential;

import java.util.List;

/** Where a key keeps its credentials and its signature counter. One thread at a time uses it. */
public interface CredentialStore {
    /** Keeps a credential; a discoverable one takes the place of a discoverable one of the same rpId and user id. */
    void put(PublicKeyCredentialSource credential);

    /** Those of a relying party, the newest first. */
    List<PublicKeyCredentialSource> of(String rpId);

    /** How many discoverable credentials there are. */
    int discoverable();

    /** The signature counter's next value, WebAuthn L3 §6.1.1: one counter for the whole key, from 1. */
    long nextCount();

    /** Forgets all, the counter too. */
    void clear();

    /** Whether it holds a discoverable credential that this one would take the place of. */
    default boolean holdsForSameUser(PublicKeyCredentialSource credential) {
        return of(credential.rpId()).stream().anyMatch(kept -> kept.isReplacedBy(credential));
    }
}
