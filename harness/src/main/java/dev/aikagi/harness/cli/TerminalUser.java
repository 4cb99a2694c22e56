package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.ctapsim.user.VirtualUser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The person at the terminal as the key's user: each question is printed, Enter agrees, {@code n} declines, and who
 * does neither is away.
 *
 * <p>Threads: one, a daemon, reads the terminal; the key asks on its own. What was typed before a question is no answer
 * to it.
 */
final class TerminalUser {
    private static final long PATIENCE_NANOS = VirtualUser.DEFAULT_PATIENCE.toNanos();
    private static final long GLANCE_MILLIS = 20;

    private final PrintWriter out;
    private final boolean enrolled;
    private final BlockingQueue<String> typed = new LinkedBlockingQueue<>();

    TerminalUser(Reader in, PrintWriter out, boolean enrolled) {
        this.out = out;
        this.enrolled = enrolled;
        Thread thread = new Thread(() -> listen(new BufferedReader(in)), "aikagi-terminal");
        thread.setDaemon(true);
        thread.start();
    }

    UserPresence presence() {
        return (prompt, transaction) -> ask("Touch the key", prompt, transaction);
    }

    UserVerification verification() {
        return new UserVerification() {
            @Override
            public boolean enrolled() {
                return enrolled;
            }

            @Override
            public Consent request(ConsentPrompt prompt, Transaction transaction) {
                return enrolled ? ask("Show face or finger", prompt, transaction) : Consent.REFUSED;
            }
        };
    }

    private void listen(BufferedReader in) {
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                typed.add(line.strip().toLowerCase(Locale.ROOT));
            }
        } catch (IOException e) {
            out.println("The terminal cannot be read any more: " + e.getMessage());
        }
    }

    private Consent ask(String what, ConsentPrompt prompt, Transaction transaction) {
        typed.clear();
        out.println(what + question(prompt) + " — Enter: yes, n and Enter: no");
        out.flush();
        transaction.awaitingUser();
        try {
            Consent consent = answer(transaction);
            out.println("  " + consent.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            out.flush();
            return consent;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Consent.CANCELLED;
        } finally {
            transaction.processing();
        }
    }

    private Consent answer(Transaction transaction) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!transaction.cancelled()) {
            @Nullable String line = typed.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            if (line != null) {
                return line.startsWith("n") ? Consent.REFUSED : Consent.GRANTED;
            }
            if (System.nanoTime() > end) {
                return Consent.TIMED_OUT;
            }
        }
        return Consent.CANCELLED;
    }

    private static String question(ConsentPrompt prompt) {
        String purpose =
                " to " + prompt.purpose().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String whose = prompt.userName().isEmpty() ? "" : " of " + prompt.userName();
        String site = prompt.rpId().isEmpty() ? "" : " at " + prompt.rpId();
        return purpose + whose + site;
    }
}
