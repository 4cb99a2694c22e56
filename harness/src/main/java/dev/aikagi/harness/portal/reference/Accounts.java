package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.Account;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Everybody the operator has entered, and whose passkey is whose. */
final class Accounts {
    private final Tokens tokens;
    private final Passwords passwords;
    private final ConcurrentMap<String, Person> byUserId = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Person> byCredentialId = new ConcurrentHashMap<>();

    Accounts(Tokens tokens, Passwords passwords) {
        this.tokens = tokens;
        this.passwords = passwords;
    }

    void add(Account account) {
        Person person = new Person(account, tokens.bytes(64), passwords.hash(account.initialPassword()));
        if (byUserId.putIfAbsent(account.userId(), person) != null) {
            throw new IllegalArgumentException("there is an account " + account.userId() + " already");
        }
    }

    Optional<Person> byUserId(String userId) {
        return Optional.ofNullable(byUserId.get(userId));
    }

    Optional<Person> byCredentialId(String credentialId) {
        return Optional.ofNullable(byCredentialId.get(credentialId));
    }

    /** Stores a passkey unless its id is taken, by whomever (WebAuthn L3 §7.1 step 26). */
    boolean enrolPasskey(Person person, Passkey passkey) {
        if (byCredentialId.putIfAbsent(passkey.id(), person) != null) {
            return false;
        }
        person.enrolPasskey(passkey);
        return true;
    }
}
