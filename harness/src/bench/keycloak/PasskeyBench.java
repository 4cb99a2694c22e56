import dev.aikagi.harness.device.KeyName;
import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.scenario.KeySecrets;
import dev.aikagi.harness.scenario.KeycloakTarget;
import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.Persona;
import dev.aikagi.harness.scenario.RunOptions;
import dev.aikagi.harness.scenario.RunTarget;
import dev.aikagi.harness.scenario.Scenario;
import dev.aikagi.harness.scenario.ScenarioCatalog;
import dev.aikagi.harness.scenario.ScenarioResult;
import dev.aikagi.harness.scenario.ScenarioRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/**
 * Two clients of one Keycloak, taking turns: Aikagi in this JVM, and Chromium moved by playwright-core. Each walk has a
 * person who is new. Wall time is the walk's; CPU time is the client's alone, the server is a process of its own. What
 * this JVM does as application and mail server counts against Aikagi only.
 */
final class PasskeyBench {
    private static final List<String> WALKS = List.of("second-factor", "usernameless");
    private static final int WARM_UP = 5;

    /** What one walk cost, in milliseconds. */
    private record Cost(double wall, double cpu) {}

    private interface Client {
        void walk(String name, Persona persona) throws IOException;

        /** CPU time of the client's processes so far. */
        Duration cpu() throws IOException;
    }

    public static void main(String[] arguments) throws IOException {
        LogManager.getLogManager().reset();
        int cycles = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[3]);
        try (KeycloakTarget portal =
                        KeycloakTarget.start("keycloak", InstantSource.system(), new SecureRandom(), System.err::println);
                Browser browser = Browser.start(arguments[1], arguments[2], portal.baseUri())) {
            Aikagi aikagi = new Aikagi(portal, folder);
            System.out.printf(
                    "Keycloak 26.7.3, Java %s, Chromium %s, playwright-core 1.65.1, %d processors, %d cycles, medians%n%n",
                    Runtime.version().feature(), browser.version, Runtime.getRuntime().availableProcessors(), cycles);
            System.out.println("| enrol and sign in | Aikagi wall | CPU | Chromium wall | CPU | wall × | CPU × |");
            System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
            for (String walk : WALKS) {
                System.out.println(row(walk, compare(portal, walk, cycles, aikagi, browser)));
            }
        }
    }

    /** Costs of both clients, in turns; who begins changes from cycle to cycle. */
    private static List<List<Cost>> compare(
            KeycloakTarget portal, String walk, int cycles, Client aikagi, Client browser) throws IOException {
        List<List<Cost>> costs = List.of(new ArrayList<>(), new ArrayList<>());
        List<Client> clients = List.of(aikagi, browser);
        for (int cycle = -WARM_UP; cycle < cycles; cycle++) {
            for (int turn = 0; turn < 2; turn++) {
                int who = Math.floorMod(cycle + turn, 2);
                Cost cost = cost(portal, walk, clients.get(who), Persona.generate(System.nanoTime(), walk));
                if (cycle >= 0) {
                    costs.get(who).add(cost);
                    System.err.printf(
                            "%s %d %s: %.0f ms wall, %.0f ms CPU%n",
                            walk, cycle + 1, who == 0 ? "Aikagi" : "Chromium", cost.wall(), cost.cpu());
                }
            }
        }
        return costs;
    }

    private static Cost cost(KeycloakTarget portal, String walk, Client client, Persona persona) throws IOException {
        portal.admitSetUp(persona, "passkey");
        Duration cpu = client.cpu();
        long begun = System.nanoTime();
        client.walk(walk, persona);
        long wall = System.nanoTime() - begun;
        Duration spent = client.cpu().minus(cpu);
        List<String> enrolled = portal.credentialTypes(persona);
        portal.dismiss(persona);
        if (!enrolled.contains("webauthn-passwordless")) {
            throw new IOException(walk + ": the server lists no passkey but " + enrolled);
        }
        return new Cost(wall / 1e6, spent.toNanos() / 1e6);
    }

    private static String row(String walk, List<List<Cost>> costs) {
        double wall = median(costs.get(0), Cost::wall);
        double cpu = median(costs.get(0), Cost::cpu);
        double browserWall = median(costs.get(1), Cost::wall);
        double browserCpu = median(costs.get(1), Cost::cpu);
        return "| %s | %.0f ms | %.0f ms | %.0f ms | %.0f ms | %.1f | %.1f |"
                .formatted(walk, wall, cpu, browserWall, browserCpu, browserWall / wall, browserCpu / cpu);
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        double[] sorted = costs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Ourselves, by scenario file, with all that a run does: evidence, redaction, a fresh key. */
    private record Aikagi(KeycloakTarget portal, Path folder) implements Client {
        @Override
        public void walk(String name, Persona persona) throws IOException {
            Scenario scenario = new ScenarioCatalog().file(folder.resolve(name + ".yaml"));
            RunOptions options =
                    new RunOptions("bench", persona.hashCode(), Locale.ENGLISH, KeyName.simulated(), KeySecrets.NONE);
            ScenarioResult result = new ScenarioRunner(
                            new Known(portal, persona), options, InstantSource.system(), List.of())
                    .run(List.of(scenario))
                    .scenarios()
                    .get(0);
            if (result.outcome() != Outcome.PASSED) {
                throw new IOException(name + ": " + result);
            }
        }

        @Override
        public Duration cpu() {
            var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return Duration.ofNanos(system.getProcessCpuTime());
        }
    }

    /** The portal, to somebody who is known there already. */
    private record Known(KeycloakTarget portal, Persona persona) implements RunTarget {
        @Override
        public PortalProfile profile() {
            return portal.profile();
        }

        @Override
        public URI baseUri() {
            return portal.baseUri();
        }

        @Override
        public InstantSource clock() {
            return portal.clock();
        }

        @Override
        public Persona admit(Persona generated) {
            return persona;
        }

        @Override
        public Mailbox mailbox(Persona who) throws IOException {
            return portal.mailbox(who);
        }

        @Override
        public void pass(Duration time) throws IOException {
            portal.pass(time);
        }

        @Override
        public void close() {}
    }

    /** Chromium, warm: one process for all walks, a fresh context for each. */
    private static final class Browser implements Client, AutoCloseable {
        private final Process process;
        private final BufferedReader answers;
        private final Writer orders;
        private final URI portal;
        private final String version;

        private Browser(Process process, URI portal) throws IOException {
            this.process = process;
            this.portal = portal;
            this.answers = process.inputReader(StandardCharsets.UTF_8);
            this.orders = process.outputWriter(StandardCharsets.UTF_8);
            this.version = answers.readLine();
        }

        static Browser start(String script, String program, URI portal) throws IOException {
            return new Browser(
                    new ProcessBuilder("node", script, program)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start(),
                    portal);
        }

        @Override
        public void walk(String name, Persona persona) throws IOException {
            orders.write("{\"walk\": \"%s\", \"portal\": \"%s\", \"user\": \"%s\", \"password\": \"%s\"}%n"
                    .formatted(name, portal, persona.userId(), persona.newPassword()));
            orders.flush();
            String answer = answers.readLine();
            if (!"done".equals(answer)) {
                throw new IOException("Chromium, " + name + ": " + answer);
            }
        }

        /** Of node, the browser and all their children, also those that have ended. */
        @Override
        public Duration cpu() throws IOException {
            long ticks = 0;
            try (Stream<ProcessHandle> processes = Stream.concat(Stream.of(process.toHandle()), process.descendants())) {
                for (ProcessHandle each : processes.toList()) {
                    ticks += ticks(each.pid());
                }
            }
            return Duration.ofMillis(ticks * 10);
        }

        /** Fields 14 to 17 of proc_pid_stat(5): user and system time, of the process and its children that were waited for. */
        private static long ticks(long pid) throws IOException {
            Path stat = Path.of("/proc", String.valueOf(pid), "stat");
            if (!Files.exists(stat)) {
                return 0;
            }
            String line = Files.readString(stat);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return Stream.of(fields).skip(11).limit(4).mapToLong(Long::parseLong).sum();
        }

        @Override
        public void close() throws IOException {
            orders.close();
            process.destroy();
        }
    }
}
