package dev.aikagi.ctapsim.killed;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.keyfile.FileMedium;
import dev.aikagi.authenticator.keyfile.Identity;
import dev.aikagi.authenticator.keyfile.KeyContent;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.authenticator.keyfile.SealingKey;
import dev.aikagi.authenticator.keyfile.Snapshot;
import dev.aikagi.authenticator.pin.PinPolicy;
import dev.aikagi.authenticator.pin.PinState;
import dev.aikagi.authenticator.state.AuthenticatorState;
import dev.aikagi.authenticator.state.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that uses a key, with SIGKILL and at random moments, again and again, and looks into the file after
 * each. {@code -Daikagi.kills=1000 -Daikagi.seed=N} for more of them, and for the same; the seed is in the report. What is
 * killed at which moment depends on the machine, too.
 */
class KilledKeyTest {
    private static final int KILLS = Integer.getInteger("aikagi.kills", 50);
    private static final int MOST_LINES = 40;
    private static final long MOST_START_MILLIS = 400;
    private static final long MOST_DELAY_NANOS = 15_000_000;

    private final SecureRandom fresh = new SecureRandom();
    private final Acknowledged acknowledged = new Acknowledged();

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void killedAtRandomMoments_losesNothingThatItAcknowledged(TestReporter reporter) throws Exception {
        long seed = Long.getLong("aikagi.seed", fresh.nextInt(Integer.MAX_VALUE));
        reporter.publishEntry("kill -9", "%d kills with -Daikagi.seed=%d".formatted(KILLS, seed));
        kill(KILLS, seed, false);
        reporter.publishEntry("kill -9", acknowledged.answers() + " answers, none of them undone");
        assertTrue(acknowledged.answers() >= KILLS, "the key was at work: " + acknowledged.answers() + " answers");
    }

    @Test
    void keyThatAnswersBeforeItWrites_isFoundOut() {
        assertThrows(AssertionError.class, () -> kill(25, 1, true));
    }

    private void kill(int times, long seed, boolean lazy) throws Exception {
        Path file = folder.resolve("my.key");
        create(file);
        Random random = new Random(seed);
        for (int round = 1; round <= times; round++) {
            KeyLoad.Plan plan = new KeyLoad.Plan(
                    file, random.nextLong(), round * 10_000, acknowledged.pin(), acknowledged.accounts(), lazy);
            runAndKill(plan, random);
            try (KeyFile found = KeyFile.open(FileMedium.open(file), KeyLoad.PASSPHRASE, fresh)) {
                acknowledged.require(found.memory().snapshot());
            } catch (AssertionError e) {
                throw new AssertionError("kill " + round + " of seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private void create(Path file) throws IOException {
        AuthenticatorState state =
                AuthenticatorState.initial(new SeededRandom(1), PinState.initial(PinPolicy.LEAST), Settings.OFF);
        KeyContent content = new KeyContent(
                new Identity("security-key", Optional.empty(), Optional.empty()),
                new Snapshot(Optional.of(state), List.of(), 0, Optional.empty()));
        KeyFile.create(FileMedium.open(file), SealingKey.fresh(KeyLoad.PASSPHRASE, 1, fresh), content, fresh)
                .close();
    }

    /** One in ten is killed while it starts, the others a little after a line. */
    private void runAndKill(KeyLoad.Plan plan, Random random) throws Exception {
        Process process = start(plan);
        try {
            BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII);
            if (random.nextInt(10) == 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt((int) MOST_START_MILLIS)));
            } else {
                for (int left = 1 + random.nextInt(MOST_LINES); left > 0; left--) {
                    acknowledged.read(lines.readLine());
                }
                LockSupport.parkNanos((long) (random.nextDouble() * MOST_DELAY_NANOS));
            }
            // Not the process's own method, which closes the pipe: what it had said before it died is said.
            process.toHandle().destroyForcibly();
            List<String> rest = lines.lines().toList();
            rest.stream().filter(line -> !line.isEmpty()).forEach(acknowledged::read);
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
    }

    private static Process start(KeyLoad.Plan plan) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                KeyLoad.class.getName()));
        command.addAll(plan.arguments());
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
