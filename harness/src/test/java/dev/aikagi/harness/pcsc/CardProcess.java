package dev.aikagi.harness.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aikagi.harness.Aside;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@link CardProgram}, and the hand that moves its card and its user. */
public final class CardProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private CardProcess(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Puts a key into a reader's slot: 0 or 1. */
    static CardProcess start(Pcscd pcscd, int slot) throws IOException {
        List<String> words = new ArrayList<>(pcscd.beside());
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                CardProgram.class.getName(),
                Integer.toString(35_963 + slot)));
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return new CardProcess(builder.start());
    }

    /** A key without accounts and credentials, whose user agrees to everything, in the reader. */
    public void renew() throws IOException {
        tell("new");
        insert("inserted");
    }

    void takeOut() throws IOException {
        tell("out");
    }

    void putIn() throws IOException {
        tell("in");
        insert("inserted");
    }

    void awaitInserted() throws IOException {
        insert("inserted");
    }

    public void tell(String line) throws IOException {
        assertEquals("ok", ask(line));
    }

    public String ask(String line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
        try {
            String answer = Aside.supply(this::readLine).get(25, TimeUnit.SECONDS);
            if (answer.isEmpty()) {
                throw new IOException("the card's process ended at: " + line);
            }
            return answer;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the card's process does not answer: " + line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void insert(String question) throws IOException {
        assertEquals("true", ask(question));
    }

    private String readLine() {
        try {
            String line = answers.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
