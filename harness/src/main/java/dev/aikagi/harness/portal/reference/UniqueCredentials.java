package dev.aikagi.harness.portal.reference;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Owners in memory: who comes first keeps the id. */
final class UniqueCredentials implements CredentialOwners {
    private final ConcurrentMap<String, Owned> byId = new ConcurrentHashMap<>();

    @Override
    public Optional<Owned> find(String credentialId) {
        return Optional.ofNullable(byId.get(credentialId));
    }

    @Override
    public boolean isFree(String credentialId) {
        return !byId.containsKey(credentialId);
    }

    @Override
    public boolean enrol(Person person, Passkey passkey) {
        if (byId.putIfAbsent(passkey.id(), new Owned(person, passkey)) != null) {
            return false;
        }
        person.enrolPasskey(passkey);
        return true;
    }

    @Override
    public void remove(String credentialId) {
        byId.remove(credentialId);
    }
}
