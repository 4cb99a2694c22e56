package dev.aikagi.authenticator.keyfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.credential.KeyVault;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.message.UserEntity;
import dev.aikagi.authenticator.pin.PinPolicy;
import dev.aikagi.authenticator.pin.PinState;
import dev.aikagi.authenticator.state.AuthenticatorState;
import dev.aikagi.authenticator.state.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyMemoryTest {
    private static final CredentialKey PAIR = CredentialKey.generate(CoseAlgorithm.ES256, new SeededRandom(1));

    private final List<Snapshot> kept = new ArrayList<>();
    private boolean full;
    private final KeyMemory memory = new KeyMemory(
            Snapshot.EMPTY,
            snapshot -> {
                if (full) {
                    throw new IllegalStateException("the disk is full");
                }
                kept.add(snapshot);
            },
            KeyVault.SOFTWARE);

    @Test
    void counter_isKeptAheadAndSeldom() {
        for (long count = 1; count <= 2L * KeyMemory.COUNTS_AHEAD; count++) {
            assertEquals(count, memory.credentials().nextCount());
            assertTrue(last().count() >= count, "what is kept is never behind");
        }
        assertEquals(2, kept.size());
    }

    @Test
    void counter_afterACrash_jumpsAheadAndNeverBack() {
        memory.credentials().nextCount();
        memory.credentials().nextCount();

        assertEquals(
                KeyMemory.COUNTS_AHEAD + 1, KeyMemory.of(last()).credentials().nextCount());
    }

    @Test
    void counter_stoppedInGoodOrder_goesOnByOne() {
        memory.credentials().nextCount();
        memory.credentials().nextCount();
        memory.settle();

        assertEquals(3, KeyMemory.of(last()).credentials().nextCount());
    }

    @Test
    void counter_whileOtherThingsAreKept_staysAhead() {
        memory.credentials().nextCount();
        memory.credentials().put(credential(1, "a"));
        memory.keepAgain();

        assertEquals(KeyMemory.COUNTS_AHEAD, last().count());
        assertEquals(1, memory.snapshot().count());
    }

    @Test
    void counter_thatCouldNotBeKept_isNotGiven() {
        full = true;
        assertThrows(IllegalStateException.class, () -> memory.credentials().nextCount());
        full = false;

        assertEquals(1, memory.credentials().nextCount());
        assertEquals(KeyMemory.COUNTS_AHEAD, last().count(), "the promise that failed is not taken for one");
    }

    @Test
    void credentials_areKeptReplacedChangedAndRemoved() {
        memory.credentials().put(credential(1, "a"));
        memory.credentials().put(credential(2, "b"));
        memory.credentials().put(credential(3, "a"));
        assertEquals(List.of(id(3), id(2)), ids(last()), "the newest first, one for a user");

        UserEntity named = new UserEntity(id(9), Optional.of("named"), Optional.empty());
        memory.credentials().update(memory.credentials().all().get(1).withUser(named));
        assertEquals(Optional.of(named), last().credentials().get(1).user());

        memory.credentials().remove(id(3));
        assertEquals(List.of(id(2)), ids(last()));
        assertEquals(4, kept.size() - 1);
    }

    @Test
    void changeThatCouldNotBeKept_hasNotHappened() {
        memory.credentials().put(credential(1, "a"));
        memory.oath().write(id(5));
        Snapshot before = memory.snapshot();
        full = true;

        assertThrows(IllegalStateException.class, () -> memory.credentials().remove(id(1)));
        assertThrows(IllegalStateException.class, () -> memory.credentials().clear());
        assertThrows(IllegalStateException.class, () -> memory.oath().write(id(6)));
        assertThrows(IllegalStateException.class, () -> memory.state().write(state()));

        assertEquals(before, memory.snapshot());
    }

    @Test
    void changesTogether_areKeptAtOnce() {
        memory.credentials().put(credential(1, "a"));
        memory.state().write(state());
        AuthenticatorState fresh = state();

        memory.state().together(() -> {
            memory.credentials().clear();
            memory.state().write(fresh);
        });

        assertEquals(3, kept.size());
        assertEquals(new Snapshot(Optional.of(fresh), List.of(), 0, Optional.empty()), last());
    }

    @Test
    void changesTogether_thatCouldNotBeKept_haveNotHappened() {
        memory.credentials().put(credential(1, "a"));
        memory.credentials().nextCount();
        Snapshot before = memory.snapshot();
        full = true;

        assertThrows(
                IllegalStateException.class,
                () -> memory.state().together(() -> memory.credentials().clear()));

        assertEquals(before, memory.snapshot());
        full = false;
        memory.keepAgain();
        assertEquals(KeyMemory.COUNTS_AHEAD, last().count(), "what was promised still is");
    }

    @Test
    void clone_goesItsOwnWay() {
        memory.credentials().nextCount();
        KeyMemory clone = KeyMemory.of(memory.snapshot());

        assertEquals(2, clone.credentials().nextCount());
        assertEquals(2, memory.credentials().nextCount());
        clone.credentials().put(credential(1, "a"));
        assertEquals(List.of(), memory.credentials().all());
    }

    private Snapshot last() {
        return kept.get(kept.size() - 1);
    }

    private static AuthenticatorState state() {
        return AuthenticatorState.initial(new SeededRandom(2), PinState.initial(PinPolicy.LEAST), Settings.OFF);
    }

    private static PublicKeyCredentialSource credential(int id, String user) {
        Bytes handle = Bytes.of(user.getBytes(StandardCharsets.UTF_8));
        return new PublicKeyCredentialSource(
                id(id),
                "example.com",
                Optional.of(new UserEntity(handle, Optional.empty(), Optional.empty())),
                PAIR,
                CredentialExtras.NONE);
    }

    private static Bytes id(int id) {
        return Bytes.of((byte) id);
    }

    private static List<Bytes> ids(Snapshot snapshot) {
        return snapshot.credentials().stream()
                .map(PublicKeyCredentialSource::id)
                .toList();
    }
}
