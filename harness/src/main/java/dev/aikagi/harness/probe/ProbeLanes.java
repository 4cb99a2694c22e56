package dev.aikagi.harness.probe;

import dev.aikagi.harness.portal.PortalUnreachableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Does probes side by side, each lane at a bench of its own. What concerns the portal as a whole, such as how quick it
 * answers, is done alone, after the others. Results are told and kept in the order of the probes.
 */
public final class ProbeLanes {
    private final List<Bench> benches = new ArrayList<>();
    private final List<ProbeRunner> lanes = new ArrayList<>();
    private final BlockingQueue<ProbeRunner> free;
    private final ProbeListener listener;

    /**
     * So many lanes.
     *
     * @param source gives each lane its own
     * @param count 1 or more
     * @param destructive whether probes may lock accounts and send many mails
     */
    public ProbeLanes(Supplier<Bench> source, int count, boolean destructive, ProbeListener listener) {
        for (int lane = 0; lane < count; lane++) {
            Bench bench = source.get();
            benches.add(bench);
            lanes.add(new ProbeRunner(bench, destructive, result -> {}));
        }
        this.free = new ArrayBlockingQueue<>(count, false, lanes);
        this.listener = listener;
    }

    /**
     * Does them.
     *
     * @throws PortalUnreachableException if the portal does not answer any more
     * @throws InterruptedIOException if the thread is interrupted
     */
    public ProbeRun run(ProbeRunInfo info, List<Probe> probes) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(lanes.size(), task -> {
            Thread thread = new Thread(task, "aikagi-probe");
            thread.setDaemon(true);
            return thread;
        });
        List<ProbeResult> results = new ArrayList<>();
        try {
            List<Future<ProbeResult>> together = probes.stream()
                    .filter(probe -> !isAlone(probe))
                    .map(probe -> threads.submit(() -> onFreeLane(probe)))
                    .toList();
            for (Future<ProbeResult> result : together) {
                results.add(told(await(result)));
            }
            for (Probe probe : probes.stream().filter(this::isAlone).toList()) {
                results.add(told(lanes.get(0).run(probe)));
            }
        } finally {
            threads.shutdownNow();
        }
        results.sort(Comparator.comparingInt(result -> probes.indexOf(result.probe())));
        return new ProbeRun(info, results);
    }

    /**
     * Ends the run from another thread, such as one that runs when the program is stopped: whoever was made known for the
     * probes under way is taken off the portal.
     *
     * @return the user ids of those who could not be taken off
     */
    public List<String> abandon() {
        return benches.stream().flatMap(bench -> bench.abandon().stream()).toList();
    }

    /** What stays on the portal since it could not be taken off, and why. */
    public List<String> staying() {
        return benches.stream()
                .flatMap(bench -> bench.staying().stream())
                .distinct()
                .toList();
    }

    private boolean isAlone(Probe probe) {
        return probe.isAlone() && lanes.size() > 1;
    }

    private ProbeResult onFreeLane(Probe probe) throws PortalUnreachableException, InterruptedException {
        ProbeRunner lane = free.take();
        try {
            return lane.run(probe);
        } finally {
            free.put(lane);
        }
    }

    private ProbeResult told(ProbeResult result) {
        listener.probeFinished(result);
        return result;
    }

    private static ProbeResult await(Future<ProbeResult> result) throws IOException {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while probes were under way").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
