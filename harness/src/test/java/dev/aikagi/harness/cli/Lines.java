package dev.aikagi.harness.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a command prints, line by line, while it runs. */
final class Lines extends Writer {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private final StringBuilder begun = new StringBuilder();

    PrintWriter printer() {
        return new PrintWriter(this, true);
    }

    /** The next line that contains a text; fails if none comes within 20 s. */
    String await(String part) throws InterruptedException {
        while (true) {
            String line = lines.poll(20, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("no line with “" + part + "” came after " + seen);
            }
            seen.add(line);
            if (line.contains(part)) {
                return line;
            }
        }
    }

    @Override
    public synchronized void write(char[] characters, int from, int length) {
        begun.append(characters, from, length);
        for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n")) {
            lines.add(begun.substring(0, end));
            begun.delete(0, end + 1);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
