package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.List;

/** Where a key keeps its discoverable credentials and its signature counter. One thread at a time uses it. */
public interface CredentialStore {
    /** Where the private keys of its credentials are made and, if they have handles, stay. */
    default KeyVault vault() {
        return KeyVault.SOFTWARE;
    }

    /** Keeps a credential; it takes the place of one of the same rpId and user id. */
    void put(PublicKeyCredentialSource credential);

    /** All, the newest first. */
    List<PublicKeyCredentialSource> all();

    /** Keeps what has changed of the credential of that id, at its place. */
    void update(PublicKeyCredentialSource credential);

    /** Forgets the credential of that id. */
    void remove(Bytes id);

    /** The signature counter's next value, WebAuthn L3 §6.1.1: one counter for the whole key, from 1. */
    long nextCount();

    /** Forgets all, the counter too. */
    void clear();

    /** Those of a relying party, the newest first. */
    default List<PublicKeyCredentialSource> of(String rpId) {
        return all().stream()
                .filter(credential -> credential.rpId().equals(rpId))
                .toList();
    }

    /** Whether it holds a credential that this one would take the place of. */
    default boolean holdsForSameUser(PublicKeyCredentialSource credential) {
        return of(credential.rpId()).stream().anyMatch(kept -> kept.isReplacedBy(credential));
    }
}
