package dev.aikagi.harness.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.portal.PortalUnreachableException;
import dev.aikagi.harness.scenario.EmbeddedTarget;
import dev.aikagi.harness.scenario.Persona;
import dev.aikagi.harness.scenario.RunTarget;
import dev.aikagi.harness.scenario.SameTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Probes side by side, and one alone. */
class ProbeLanesTest {
    private final List<String> told = new ArrayList<>();
    private final AtomicInteger busy = new AtomicInteger();
    private EmbeddedTarget target;

    @BeforeEach
    void start() throws IOException {
        target = EmbeddedTarget.start(InstantSource.system(), 5);
    }

    @AfterEach
    void stop() {
        target.close();
    }

    @Test
    void probes_areDoneSideBySide_andToldInTheirOrder() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        Probe first = probe("X-01", bench -> Observation.that(second.await(20, TimeUnit.SECONDS), "the other came"));
        Probe other = probe("X-02", bench -> {
            second.countDown();
            return Observation.kept("here");
        });

        ProbeRun run = run(2, List.of(first, other));

        assertEquals(2, run.count(Verdict.PASS), run.results().toString());
        assertEquals(List.of("X-01", "X-02"), told);
        assertEquals(List.of("X-01", "X-02"), ids(run));
    }

    @Test
    void probeThatIsToBeAlone_isDoneLast_whenNoOtherIs() throws Exception {
        Probe alone = declared("X-01").alone().trial(Trial.look(bench -> Observation.that(busy.get() == 0, "alone")));
        List<Probe> probes = new ArrayList<>(List.of(alone));
        for (int number = 2; number < 8; number++) {
            probes.add(probe("X-0" + number, bench -> {
                busy.incrementAndGet();
                bench.browser().open("sign-in");
                busy.decrementAndGet();
                return Observation.kept("done");
            }));
        }

        ProbeRun run = run(3, probes);

        assertEquals(7, run.count(Verdict.PASS), run.results().toString());
        assertEquals("X-01", told.get(6));
        assertEquals("X-01", ids(run).get(0));
    }

    @Test
    void oneLane_keepsTheOrder() throws Exception {
        Probe alone = declared("X-01").alone().trial(Trial.look(bench -> Observation.kept("")));

        run(1, List.of(alone, probe("X-02", bench -> Observation.kept(""))));

        assertEquals(List.of("X-01", "X-02"), told);
    }

    @Test
    void portalThatIsGone_endsTheRun() {
        Probe probe = probe("X-01", bench -> {
            target.close();
            bench.browser().get(target.baseUri());
            return Observation.kept("somebody answers");
        });

        assertThrows(PortalUnreachableException.class, () -> run(2, List.of(probe)));
    }

    @Test
    void runThatIsAbandoned_takesOffWhoIsThere_andLetsNobodyInAfterwards() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        CountDownLatch abandoned = new CountDownLatch(1);
        Probe probe = probe("X-01", bench -> {
            bench.newcomer();
            there.countDown();
            assertTrue(abandoned.await(20, TimeUnit.SECONDS));
            bench.newcomer();
            return Observation.kept("another came");
        });
        Register register = new Register(target);
        ProbeLanes lanes = new ProbeLanes(() -> new Bench(register, 5, Locale.ENGLISH), 1, false, result -> {});
        ProbeRunInfo info = new ProbeRunInfo("test", "embedded", target.baseUri(), 5, Locale.ENGLISH, List.of());
        CompletableFuture<ProbeRun> run = CompletableFuture.supplyAsync(() -> {
            try {
                return lanes.run(info, List.of(probe));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertTrue(there.await(20, TimeUnit.SECONDS));
        assertEquals(1, register.people.size());
        List<String> staying = lanes.abandon();
        assertEquals(Set.of(), register.people);
        abandoned.countDown();

        ProbeResult result = run.get(20, TimeUnit.SECONDS).results().get(0);
        assertEquals(List.of(), staying);
        assertEquals(Verdict.INCONCLUSIVE, result.verdict());
        assertTrue(result.why().contains("the run is over"), result.why());
        assertEquals(Set.of(), register.people);
    }

    @Test
    void whoeverCannotBeTakenOff_isNamed() throws Exception {
        Register register = new Register(target);
        Bench bench = new Bench(register, 5, Locale.ENGLISH);
        bench.begin("X-01");
        String userId = bench.newcomer().persona().userId();
        register.gone = true;

        assertEquals(List.of(userId), bench.abandon());
    }

    /** A portal whose people come and go. */
    private static final class Register extends SameTarget {
        private final Set<String> people = ConcurrentHashMap.newKeySet();
        private volatile boolean gone;

        Register(RunTarget portal) {
            super(portal);
        }

        @Override
        public Persona admit(Persona generated) {
            people.add(generated.userId());
            return generated;
        }

        @Override
        public void dismiss(Persona persona) throws IOException {
            if (gone) {
                throw new IOException("nobody answers");
            }
            people.remove(persona.userId());
        }

        @Override
        public void close() {}
    }

    private ProbeRun run(int lanes, List<Probe> probes) throws IOException {
        ProbeRunInfo info = new ProbeRunInfo("test", "embedded", target.baseUri(), 5, Locale.ENGLISH, List.of());
        return new ProbeLanes(
                        () -> new Bench(target, 5, Locale.ENGLISH),
                        lanes,
                        false,
                        result -> told.add(result.probe().id()))
                .run(info, probes);
    }

    private static List<String> ids(ProbeRun run) {
        return run.results().stream().map(result -> result.probe().id()).toList();
    }

    private static Probe.Builder declared(String id) {
        return Probe.of(id, Severity.LOW, "x")
                .source(Source.of("x", "https://example.org"))
                .correct("x")
                .fix("x");
    }

    private static Probe probe(String id, Attempt.Action action) {
        return declared(id).trial(Trial.look(action));
    }
}
