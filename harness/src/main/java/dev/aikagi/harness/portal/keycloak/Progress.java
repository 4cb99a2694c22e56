package dev.aikagi.harness.portal.keycloak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What other programs say while they work. */
final class Progress {
    private static final int MOST_LINES = 400;

    private Progress() {}

    /** A process's output, read as it comes by a thread of its own; the last 400 lines are kept. */
    static final class Log implements AutoCloseable {
        private final BufferedReader lines;
        private final Optional<PrintWriter> copy;
        private final Deque<String> kept = new ArrayDeque<>();
        private final List<Waiting<?>> waiting = new ArrayList<>();
        private final Thread reader;
        private boolean ended;

        private record Waiting<T>(Function<String, Optional<T>> wanted, CompletableFuture<Optional<T>> found) {
            void offer(String line) {
                wanted.apply(line).ifPresent(value -> found.complete(Optional.of(value)));
            }
        }

        private Log(Process process, Optional<PrintWriter> copy) {
            this.lines = process.inputReader(StandardCharsets.UTF_8);
            this.copy = copy;
            this.reader = new Thread(this::read, "aikagi-log");
            reader.setDaemon(true);
        }

        static Log of(Process process) {
            return of(process, Optional.empty());
        }

        /** The same, and everything goes into a file too. */
        static Log into(Process process, Path file) throws IOException {
            return of(process, Optional.of(new PrintWriter(Files.newBufferedWriter(file), true)));
        }

        private static Log of(Process process, Optional<PrintWriter> copy) {
            Log log = new Log(process, copy);
            log.reader.start();
            return log;
        }

        /** Completes with the first line that says it, or with nothing when the output ends. */
        synchronized <T> CompletableFuture<Optional<T>> await(Function<String, Optional<T>> wanted) {
            Waiting<T> added = new Waiting<>(wanted, new CompletableFuture<>());
            kept.forEach(added::offer);
            waiting.add(added);
            if (ended) {
                added.found().complete(Optional.empty());
            }
            return added.found();
        }

        /** The first kept line that contains a text, from there on; waits for the end of the output. */
        Optional<String> firstWith(String text) {
            awaitEnd();
            synchronized (this) {
                return kept.stream()
                        .filter(line -> line.contains(text))
                        .map(line -> line.substring(line.indexOf(text) + text.length())
                                .strip())
                        .filter(line -> !line.isEmpty())
                        .findFirst();
            }
        }

        /** The last lines, for an error. */
        synchronized String tail(int most) {
            List<String> all = new ArrayList<>(kept);
            return String.join("\n", all.subList(Math.max(0, all.size() - most), all.size()));
        }

        @Override
        public void close() {
            awaitEnd();
        }

        private void awaitEnd() {
            try {
                reader.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void read() {
            try (lines) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    keep(line);
                }
            } catch (IOException endOfTheProcess) {
                keep(String.valueOf(endOfTheProcess.getMessage()));
            } finally {
                end();
            }
        }

        private synchronized void keep(String line) {
            copy.ifPresent(writer -> writer.println(line));
            kept.addLast(line);
            if (kept.size() > MOST_LINES) {
                kept.removeFirst();
            }
            waiting.forEach(each -> each.offer(line));
        }

        private synchronized void end() {
            copy.ifPresent(PrintWriter::close);
            ended = true;
            waiting.forEach(each -> each.found().complete(Optional.empty()));
        }
    }
}
