package dev.aikagi.harness.browser;

import dev.aikagi.harness.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A headless Chromium of our own, with a profile folder that goes when it goes. Knows localhost and nothing else. */
public final class Chromium implements AutoCloseable {
    private static final String LISTENING = "DevTools listening on ";
    private static final Duration DYING = Duration.ofSeconds(5);

    private final DevTools devTools;
    private final Ending ending;

    private Chromium(DevTools devTools, Ending ending) {
        this.devTools = devTools;
        this.ending = ending;
    }

    /** What is left to do once the browser was told to close. */
    private interface Ending {
        void end() throws IOException;
    }

    /** One that was started elsewhere, at the address that it named; no answer may take longer than {@code limit}. */
    public static Chromium at(URI address, Duration limit) throws IOException {
        return new Chromium(new DevTools(address, limit), () -> {});
    }

    /**
     * Starts it; without one on the PATH the test is skipped, or fails where {@code browser} is required.
     *
     * @throws IOException if it is not ready within 20 s
     */
    public static Chromium start() throws IOException {
        Path program = Requires.program("browser", "chromium", "chromium-browser", "google-chrome");
        Path profile = Files.createTempDirectory("aikagi-chromium-");
        Process process = null;
        try {
            Process started = new ProcessBuilder(command(program, profile))
                    .redirectErrorStream(true)
                    .start();
            process = started;
            URI address = DevTools.await(address(started), DevTools.LIMIT, "Chromium's start");
            return new Chromium(new DevTools(address, DevTools.LIMIT), () -> {
                end(started);
                delete(profile);
            });
        } catch (IOException | RuntimeException e) {
            if (process != null) {
                end(process);
            }
            delete(profile);
            throw e;
        }
    }

    private static List<String> command(Path program, Path profile) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-extensions",
                "--disable-sync",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--password-store=basic",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"));
        if (System.getProperty("user.name").equals("root")) {
            // Chromium's sandbox does not let root in; containers have no other user.
            command.add("--no-sandbox");
        }
        command.add("about:blank");
        return command;
    }

    /** Reads what Chromium says until it names its address, and then on, so that it never waits for a reader. */
    private static CompletableFuture<URI> address(Process process) {
        CompletableFuture<URI> found = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    StringBuilder said = new StringBuilder();
                    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            if (line.startsWith(LISTENING)) {
                                found.complete(URI.create(line.substring(LISTENING.length())));
                            } else if (!found.isDone()) {
                                said.append(line).append('\n');
                            }
                        }
                    } catch (IOException e) {
                        said.append(e);
                    }
                    found.completeExceptionally(new IOException("Chromium ended, saying: " + said));
                },
                "chromium-output");
        reader.setDaemon(true);
        reader.start();
        return found;
    }

    /** An empty tab in a browser context of its own: as another browser, with its own cookies. */
    public Tab tab() throws IOException {
        String context = devTools.call("", "Target.createBrowserContext", Map.of())
                .path("browserContextId")
                .asString();
        String target = devTools.call(
                        "", "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .path("targetId")
                .asString();
        String session = devTools.call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asString();
        return new Tab(devTools, session);
    }

    /** Ends Chromium with all its processes, and deletes its folder. */
    @Override
    public void close() throws IOException {
        try {
            devTools.call("", "Browser.close", Map.of());
        } catch (IOException gone) {
            // It is ended below in any case.
        } finally {
            devTools.close();
            ending.end();
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        if (!ended(all)) {
            all.forEach(ProcessHandle::destroyForcibly);
            ended(all);
        }
    }

    private static boolean ended(List<ProcessHandle> all) {
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                    .get(DYING.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
