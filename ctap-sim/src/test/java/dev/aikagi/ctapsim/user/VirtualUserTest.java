package dev.aikagi.ctapsim.user;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.core.application.CommandState;
import com.yubico.yubikit.core.fido.FidoProtocol;
import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.FingerSample;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.ctapsim.hid.CtapHidDevice;
import dev.aikagi.ctapsim.hid.DeviceVersion;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VirtualUserTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final ConsentPrompt PROMPT =
            new ConsentPrompt(ConsentPrompt.Purpose.GET_ASSERTION, "example.com", "alice");

    private final VirtualUser user = new VirtualUser(LONG);
    private final Told told = new Told();

    /** A transaction that writes down what it is told. */
    private static final class Told implements Transaction {
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private volatile boolean cancelled;

        @Override
        public void awaitingUser() {
            calls.add("awaiting");
        }

        @Override
        public void processing() {
            calls.add("processing");
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }
    }

    @ParameterizedTest
    @CsvSource({"APPROVE, GRANTED", "REFUSE, REFUSED"})
    void touchAndFinger_decideAtOnce(Behaviour behaviour, Consent consent) {
        user.touch(behaviour);
        user.finger(behaviour);
        user.enroll(true);

        assertEquals(consent, user.presence().request(PROMPT, told));
        assertEquals(consent, user.verification().request(PROMPT, told));
        assertEquals(List.of("awaiting", "processing", "awaiting", "processing"), told.calls);
        assertEquals(List.of(PROMPT, PROMPT), user.prompts());
    }

    @Test
    void samples_turnOutAsTold_thenTheFingerDecides() {
        user.samples(FingerSample.TOO_FAST, FingerSample.NO_USER_ACTIVITY);

        assertEquals(FingerSample.TOO_FAST, sample(Optional.empty()));
        assertEquals(FingerSample.NO_USER_ACTIVITY, sample(Optional.empty()));
        assertEquals(FingerSample.GOOD, sample(Optional.empty()));
        user.finger(Behaviour.REFUSE);
        assertEquals(FingerSample.REFUSED, sample(Optional.empty()));
        user.finger(Behaviour.IGNORE);
        assertEquals(FingerSample.NO_USER_ACTIVITY, sample(Optional.of(Duration.ofMillis(10))));
        told.cancelled = true;
        assertEquals(FingerSample.CANCELLED, sample(Optional.empty()));
    }

    private FingerSample sample(Optional<Duration> patience) {
        return user.verification().sample(PROMPT, patience, told);
    }

    @Test
    void touchThatIsTooShort_isNoLongTouch() {
        ConsentPrompt reset = new ConsentPrompt(ConsentPrompt.Purpose.LONG_TOUCH_RESET, "", "");
        VirtualUser hasty = new VirtualUser(Duration.ofMillis(10));
        assertEquals(Consent.GRANTED, hasty.presence().request(reset, told));

        hasty.touchLength(Duration.ofMillis(4999));

        assertEquals(Consent.TIMED_OUT, hasty.presence().request(reset, told));
        assertEquals(Consent.GRANTED, hasty.presence().request(PROMPT, told));
        hasty.touch(Behaviour.REFUSE);
        assertEquals(Consent.REFUSED, hasty.presence().request(reset, told));
    }

    @Test
    void touchAndFinger_areSetApart() {
        user.enroll(true);
        user.touch(Behaviour.REFUSE);

        assertEquals(Consent.REFUSED, user.presence().request(PROMPT, told));
        assertEquals(Consent.GRANTED, user.verification().request(PROMPT, told));
    }

    @Test
    void finger_ofNobody_isRefused() {
        assertFalse(user.verification().enrolled());
        user.enroll(true);
        assertTrue(user.verification().enrolled());
    }

    @ParameterizedTest
    @EnumSource(names = {"IGNORE", "HOLD_UNTIL_RELEASED"})
    void waiting_endsWithTheKeysPatience(Behaviour behaviour) {
        var hasty = new VirtualUser(Duration.ofMillis(60));
        hasty.touch(behaviour);
        long start = System.nanoTime();

        assertEquals(Consent.TIMED_OUT, hasty.presence().request(PROMPT, told));

        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(60));
        assertEquals(List.of("awaiting", "processing"), told.calls);
    }

    @ParameterizedTest
    @EnumSource(names = {"IGNORE", "HOLD_UNTIL_RELEASED"})
    void waiting_endsAtOnceWhenCancelled(Behaviour behaviour) throws Exception {
        user.finger(behaviour);
        user.enroll(true);
        var consent = async(() -> user.verification().request(PROMPT, told));
        assertTrue(user.awaitPrompts(1, LONG));

        long start = System.nanoTime();
        told.cancelled = true;

        assertEquals(Consent.CANCELLED, consent.get(10, TimeUnit.SECONDS));
        // 20 ms on a quiet machine; the rest is for a loaded one.
        assertTrue(System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(500));
        assertEquals(List.of("awaiting", "processing"), told.calls);
    }

    @Test
    void held_isGrantedByRelease() throws Exception {
        user.touch(Behaviour.HOLD_UNTIL_RELEASED);
        user.release();
        var consent = async(() -> user.presence().request(PROMPT, told));
        assertTrue(user.awaitPrompts(1, LONG));
        assertFalse(user.awaitPrompts(2, Duration.ofMillis(30)));
        assertFalse(consent.isDone(), "a release before the prompt does not count");

        user.release();

        assertEquals(Consent.GRANTED, consent.get(10, TimeUnit.SECONDS));
    }

    @Test
    void held_releasedBeforeItIsAsked_isGrantedOnceByReleaseNext() throws Exception {
        user.touch(Behaviour.HOLD_UNTIL_RELEASED);
        user.releaseNext();

        assertEquals(Consent.GRANTED, user.presence().request(PROMPT, told));

        var second = async(() -> user.presence().request(PROMPT, told));
        assertTrue(user.awaitPrompts(2, LONG));
        assertFalse(user.awaitPrompts(3, Duration.ofMillis(30)));
        assertFalse(second.isDone(), "it counts once");
        user.releaseNext();
        assertEquals(Consent.GRANTED, second.get(10, TimeUnit.SECONDS));
    }

    @Test
    void changeOfMind_countsForTheTouchThatIsAwaited() throws Exception {
        user.touch(Behaviour.IGNORE);
        var consent = async(() -> user.presence().request(PROMPT, told));
        assertTrue(user.awaitPrompts(1, LONG));
        user.release();

        user.touch(Behaviour.REFUSE);

        assertEquals(Consent.REFUSED, consent.get(10, TimeUnit.SECONDS));
    }

    @Test
    void interruption_isACancellationAndStays() throws Exception {
        user.touch(Behaviour.IGNORE);
        var task = new FutureTask<>(() -> {
            Consent consent = user.presence().request(PROMPT, told);
            return consent + " " + Thread.currentThread().isInterrupted();
        });
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        assertTrue(user.awaitPrompts(1, LONG));

        thread.interrupt();

        assertEquals("CANCELLED true", task.get(10, TimeUnit.SECONDS));
    }

    @Test
    void overHid_yubikitCancelsTheWaitAndTheKeyGoesOn() throws Exception {
        user.touch(Behaviour.IGNORE);
        var state = new CommandState();
        try (var device = device();
                var protocol = new FidoProtocol(new VirtualFidoConnection(device))) {
            var response = async(() -> protocol.sendAndReceive((byte) 0x90, new byte[] {1}, state));
            assertTrue(user.awaitPrompts(1, LONG));

            state.cancel();

            assertArrayEquals(new byte[] {0x2d}, response.get(10, TimeUnit.SECONDS));
            user.touch(Behaviour.APPROVE);
            assertArrayEquals(new byte[] {0}, protocol.sendAndReceive((byte) 0x90, new byte[] {1}, null));
        }
    }

    @Test
    void overHid_releaseFromAListenerOfTheDevice_doesNotDeadlock() throws Exception {
        user.touch(Behaviour.HOLD_UNTIL_RELEASED);
        try (var device = device()) {
            device.listen(report -> {
                if ((report[4] & 0xff) == 0xbb && report[7] == 2) {
                    user.release();
                }
            });
            try (var protocol = new FidoProtocol(new VirtualFidoConnection(device, Duration.ofSeconds(10)))) {
                assertArrayEquals(new byte[] {0}, protocol.sendAndReceive((byte) 0x90, new byte[] {1}, null));
            }
        }
    }

    @Test
    void overHid_closedDevice_letsNobodyWait() throws Exception {
        user.touch(Behaviour.IGNORE);
        var device = device();
        var protocol = new FidoProtocol(new VirtualFidoConnection(device));
        var response = async(() -> protocol.sendAndReceive((byte) 0x90, new byte[] {1}, null));
        assertTrue(user.awaitPrompts(1, LONG));
        long start = System.nanoTime();

        device.close();

        assertTrue(System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(900), "the engine did not end");
        assertThrows(ExecutionException.class, () -> response.get(10, TimeUnit.SECONDS));
    }

    private CtapHidDevice device() {
        return new CtapHidDevice(
                (request, transaction) -> new byte[] {
                    (byte)
                            switch (user.presence().request(PROMPT, transaction)) {
                                case GRANTED -> 0x00;
                                case REFUSED -> 0x27;
                                case TIMED_OUT -> 0x2f;
                                case CANCELLED -> 0x2d;
                            }
                },
                new DeviceVersion(1, 0, 0));
    }

    private static <T> Future<T> async(Callable<T> action) {
        var task = new FutureTask<>(action);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
