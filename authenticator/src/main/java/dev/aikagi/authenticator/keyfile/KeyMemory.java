package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.CredentialStore;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.oath.OathMemory;
import dev.aikagi.authenticator.state.AuthenticatorState;
import dev.aikagi.authenticator.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a key keeps, for its FIDO half and its OATH applet alike. Each change is handed to the keeper before it counts;
 * a change that the keeper fails at has not happened. Safe for several threads: the two halves of a key have one each.
 */
public final class KeyMemory {
    /** So many counts are promised to the keeper at once: after a crash the counter jumps ahead, and never back. */
    static final int COUNTS_AHEAD = 64;

    private final Keeper keeper;
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

    KeyMemory(Snapshot kept, Keeper keeper) {
        this.now = kept;
        this.promised = kept.count();
        this.keeper = keeper;
    }

    /** An empty memory that lasts as long as its key. */
    public static KeyMemory fresh() {
        return of(Snapshot.EMPTY);
    }

    /** A memory that lasts as long as its key and begins like another: the key becomes a clone. */
    public static KeyMemory of(Snapshot snapshot) {
        return new KeyMemory(snapshot, Keeper.NONE);
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

    private final class Credentials implements CredentialStore {
        @Override
        public void put(PublicKeyCredentialSource credential) {
            change(before -> {
                List<PublicKeyCredentialSource> newestFirst = new ArrayList<>();
                newestFirst.add(credential);
                before.credentials().stream()
                        .filter(kept -> !kept.isReplacedBy(credential))
                        .forEach(newestFirst::add);
                return before.withCredentials(newestFirst);
            });
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
            change(before -> before.withCredentials(before.credentials().stream()
                    .filter(kept -> !kept.id().equals(id))
                    .toList()));
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
