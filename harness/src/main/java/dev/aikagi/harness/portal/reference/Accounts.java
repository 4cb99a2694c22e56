package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.Account;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Everybody the operator has entered. */
final class Accounts {
    private final Passwords passwords;
    private final UserHandles handles;
    private final ConcurrentMap<String, Person> byUserId = new ConcurrentHashMap<>();

    Accounts(Passwords passwords, UserHandles handles) {
        this.passwords = passwords;
        this.handles = handles;
    }

    void add(Account account) {
        Person person = new Person(account, handles.of(account), passwords.hash(account.initialPassword()));
        if (byUserId.putIfAbsent(account.userId(), person) != null) {
            throw new IllegalArgumentException("there is an account " + account.userId() + " already");
        }
    }

    /** Somebody who is not in the list yet, and has no password. */
    Person stranger(Account account) {
        Person person = new Person(account, handles.of(account), passwords.nobodys());
        person.setUp("", SignInMethod.PASSKEY, passwords.nobodys());
        return person;
    }

    /** Enters them, unless their user id is somebody else's by now. */
    boolean list(Person person) {
        Person listed = byUserId.putIfAbsent(person.account().userId(), person);
        return listed == null || listed == person;
    }

    void unlist(Person person) {
        byUserId.remove(person.account().userId(), person);
    }

    Optional<Person> byUserId(String userId) {
        return Optional.ofNullable(byUserId.get(userId));
    }

    Collection<Person> everybody() {
        return List.copyOf(byUserId.values());
    }
}
