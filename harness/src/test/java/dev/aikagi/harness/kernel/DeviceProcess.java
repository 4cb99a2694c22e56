package dev.aikagi.harness.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code aikagi device} of the packaged jar, in a process on this machine, and its control interface. */
final class DeviceProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("--tcp-port ([0-9]+)");
    private static final Pattern CONTROL = Pattern.compile("(http://127\\.0\\.0\\.1:[0-9]+)");
    private static final String TOKEN = "a token for this test";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final int port;
    private final URI control;

    private DeviceProcess(Process process) throws IOException, InterruptedException {
        this.process = process;
        Thread reader = new Thread(this::read, "device");
        reader.setDaemon(true);
        reader.start();
        this.port = Integer.parseInt(await(PORT));
        this.control = URI.create(await(CONTROL));
    }

    /** The program and its jar, as in a shell. */
    static String jar() {
        return System.getProperty("aikagi.jar");
    }

    /** Starts a key, or several, on a free USB/IP port. */
    static DeviceProcess start(String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar(),
                "device",
                "--usbip",
                "127.0.0.1:0",
                "--control",
                "0"));
        words.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("AIKAGI_CONTROL_TOKEN", TOKEN);
        return new DeviceProcess(builder.start());
    }

    int port() {
        return port;
    }

    /** Moves the key's hand; the state after it. */
    String tell(String verb) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(control.resolve("/keys/1/" + verb))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    /** As by {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String await(Pattern pattern) throws IOException, InterruptedException {
        List<String> seen = new ArrayList<>();
        for (String line = lines.poll(60, TimeUnit.SECONDS); line != null; line = lines.poll(60, TimeUnit.SECONDS)) {
            seen.add(line);
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        process.destroyForcibly();
        throw new IOException("no line with " + pattern + " after " + seen);
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
