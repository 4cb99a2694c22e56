package dev.aikagi.harness.portal.keycloak;

import dev.aikagi.harness.portal.PortalStartException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's Java process. It is started without {@code kc.sh}, which puts a shell between us and it: who ends that shell
 * outright leaves the server behind.
 */
final class ServerProcess implements AutoCloseable {
    /** For whatever a server of our own is to do. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Pattern LISTENING = Pattern.compile("Listening on: http://127\\.0\\.0\\.1:([0-9]+)");
    private static final int TAIL = 12;
    /** What {@code bin/kc.sh} of this version gives its JVM, and the fast compiler alone: a run is short. */
    private static final List<String> JVM = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:MetaspaceSize=96M",
            "-XX:MaxMetaspaceSize=256m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xms64m",
            "-Xmx512m",
            "-Dfile.encoding=UTF-8",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dpicocli.disable.closures=true",
            "-Dquarkus-log-max-startup-records=10000",
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                    + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED");

    private final Process process;
    private final Progress.Log log;

    private ServerProcess(Process process, Progress.Log log) {
        this.process = process;
        this.log = log;
    }

    /** Runs a command of the server to its end, such as {@code build}. */
    static void run(Path home, List<String> arguments) throws IOException {
        Process process = launch(home, Map.of(), arguments);
        try (ServerProcess command = new ServerProcess(process, Progress.Log.of(process))) {
            if (!command.process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw command.failed("took more than " + LIMIT.toMinutes() + " minutes to " + arguments.get(0));
            }
            if (command.process.exitValue() != 0) {
                throw command.failed("could not " + arguments.get(0));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortalStartException("interrupted while Keycloak was to " + arguments.get(0), e);
        }
    }

    /**
     * Starts the server on a free port of the loopback address.
     *
     * @param database the folder that holds its database
     * @param further arguments of its command line
     */
    static ServerProcess start(Path home, Path database, Map<String, String> environment, String... further)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "start",
                "--optimized",
                "--http-enabled=true",
                "--hostname-strict=false",
                "--cache=local",
                "--http-host=127.0.0.1",
                "--http-port=0",
                "--http-management-port=0",
                "--db-url=jdbc:h2:file:" + database.resolve("keycloakdb") + ";NON_KEYWORDS=VALUE"));
        arguments.addAll(List.of(further));
        Process process = launch(home, environment, arguments);
        Optional<Path> file = Settings.path("aikagi.keycloak.log", "AIKAGI_KEYCLOAK_LOG");
        Progress.Log log = file.isPresent() ? Progress.Log.into(process, file.get()) : Progress.Log.of(process);
        return new ServerProcess(process, log);
    }

    /**
     * Waits until it listens.
     *
     * @throws PortalStartException if it ends instead, or takes more than five minutes
     */
    URI listening() throws IOException {
        try {
            Optional<URI> address = log.await(ServerProcess::address).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return address.orElseThrow(() -> failed("ended before it listened"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortalStartException("interrupted while Keycloak was starting", e);
        } catch (TimeoutException e) {
            throw failed("did not listen within " + LIMIT.toMinutes() + " minutes");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        Processes.end(process);
        log.close();
    }

    /** {@code localhost}, for a passkey belongs to a name and not to a number. */
    private static Optional<URI> address(String line) {
        Matcher matcher = LISTENING.matcher(line);
        return matcher.find() ? Optional.of(URI.create("http://localhost:" + matcher.group(1))) : Optional.empty();
    }

    private PortalStartException failed(String what) {
        return new PortalStartException(
                "Keycloak " + Distribution.VERSION + " " + what + ". Its last words:\n" + log.tail(TAIL));
    }

    private static Process launch(Path home, Map<String, String> environment, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-Dkc.home.dir=" + home);
        command.add("-Djboss.server.config.dir=" + home.resolve("conf"));
        command.add("-cp");
        command.add(home.resolve("lib/quarkus-run.jar").toString());
        command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("KC_") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
