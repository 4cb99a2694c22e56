package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.CredentialStore;
import dev.aikagi.authenticator.credential.KeyVault;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.oath.OathMemory;
import dev.aikagi.authenticator.state.AuthenticatorState;
import dev.aikagi.authenticator.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a key keeps, for its FIDO half and its OATH applet alike. Each change is handed to the keeper before it counts;
 * a change that the keeper fails at has not happened. Safe for several threads: the two halves of a key have one each.
 */
public final class KeyMemory {
    /** So many counts are promised to the keeper at once: after a crash the counter jumps ahead, and never back. */
    static final int COUNTS_AHEAD = 64;

    private final Keeper keeper;
    private final KeyVault vault;
    private final Credentials credentials = new Credentials();
    private final State state = new State();
    private final Oath oath = new Oath();
    private Snapshot now;
    private long promised;
    private boolean gathering;

    /** Where changes go. */
    @FunctionalInterface
    interface Keeper {
        /** Lasts as long as its key. */
        Keeper NONE = snapshot -> {};

        /** Keeps it in the place of the one before; it is durable when this returns. */
        void keep(Snapshot snapshot);
    }

    KeyMemory(Snapshot kept, Keeper keeper, KeyVault vault) {
        this.now = kept;
        this.promised = kept.count();
        this.keeper = keeper;
        this.vault = vault;
    }

    /** An empty memory that lasts as long as its key. */
    public static KeyMemory fresh() {
        return of(Snapshot.EMPTY);
    }

    /** A memory that lasts as long as its key and begins like another: the key becomes a clone. */
    public static KeyMemory of(Snapshot snapshot) {
        return of(snapshot, KeyVault.SOFTWARE);
    }

    /** As the other, of a key whose private keys are in a token: the clone has them there, too. */
    public static KeyMemory of(Snapshot snapshot, KeyVault vault) {
        return new KeyMemory(snapshot, Keeper.NONE, vault);
    }

    public CredentialStore credentials() {
        return credentials;
    }

    public StateStore state() {
        return state;
    }

    public OathMemory oath() {
        return oath;
    }

    /** All of it, at this moment. */
    public synchronized Snapshot snapshot() {
        return now;
    }

    /** Takes back counts that were promised and not used: who stops in good order need not jump ahead. */
    synchronized void settle() {
        if (promised != now.count()) {
            become(now, now.count());
        }
    }

    /** Hands all of it to the keeper once more. */
    synchronized void keepAgain() {
        become(now);
    }

    private void become(Snapshot next) {
        become(next, promised);
    }

    private void become(Snapshot next, long limit) {
        if (!gathering) {
            keeper.keep(next.withCount(limit));
        }
        now = next;
        promised = limit;
    }

    private synchronized void change(UnaryOperator<Snapshot> change) {
        become(change.apply(now));
    }

    private synchronized void together(Runnable changes) {
        Snapshot before = now;
        long promisedBefore = promised;
        boolean whole = false;
        gathering = true;
        try {
            changes.run();
            keeper.keep(now.withCount(promised));
            whole = true;
        } finally {
            gathering = false;
            if (!whole) {
                now = before;
                promised = promisedBefore;
            }
        }
    }

    private synchronized long nextCount() {
        long next = now.count() + 1;
        if (next > promised) {
            become(now.withCount(next), now.count() + COUNTS_AHEAD);
        } else {
            now = now.withCount(next);
        }
        return next;
    }

    private synchronized void clearCredentials() {
        become(now.withCredentials(List.of()).withCount(0), 0);
    }

    /** Private keys go last: what a crash leaves in a token is of no use without its handle, and a reset takes it away. */
    private synchronized void changeCredentials(
            UnaryOperator<Snapshot> change, Predicate<PublicKeyCredentialSource> gone) {
        List<PublicKeyCredentialSource> before = now.credentials();
        change(change);
        before.stream().filter(gone).map(PublicKeyCredentialSource::key).forEach(vault::forget);
    }

    private final class Credentials implements CredentialStore {
        @Override
        public KeyVault vault() {
            return vault;
        }

        @Override
        public void put(PublicKeyCredentialSource credential) {
            changeCredentials(
                    before -> {
                        List<PublicKeyCredentialSource> newestFirst = new ArrayList<>();
                        newestFirst.add(credential);
                        before.credentials().stream()
                                .filter(kept -> !kept.isReplacedBy(credential))
                                .forEach(newestFirst::add);
                        return before.withCredentials(newestFirst);
                    },
                    kept -> kept.isReplacedBy(credential));
        }

        @Override
        public List<PublicKeyCredentialSource> all() {
            return snapshot().credentials();
        }

        @Override
        public void update(PublicKeyCredentialSource credential) {
            change(before -> before.withCredentials(before.credentials().stream()
                    .map(kept -> kept.id().equals(credential.id()) ? credential : kept)
                    .toList()));
        }

        @Override
        public void remove(Bytes id) {
            changeCredentials(
                    before -> before.withCredentials(before.credentials().stream()
                            .filter(kept -> !kept.id().equals(id))
                            .toList()),
                    kept -> kept.id().equals(id));
        }

        @Override
        public long nextCount() {
            return KeyMemory.this.nextCount();
        }

        @Override
        public void clear() {
            clearCredentials();
        }
    }

    private final class State implements StateStore {
        @Override
        public Optional<AuthenticatorState> read() {
            return snapshot().state();
        }

        @Override
        public void write(AuthenticatorState changed) {
            change(before -> before.withState(changed));
        }

        @Override
        public void together(Runnable changes) {
            KeyMemory.this.together(changes);
        }
    }

    private final class Oath implements OathMemory {
        @Override
        public Optional<Bytes> read() {
            return snapshot().oath();
        }

        @Override
        public void write(Bytes changed) {
            change(before -> before.withOath(changed));
        }
    }
}
