package dev.aikagi.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Transaction;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.StringReader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The person at the terminal, asked by the key. */
class TerminalUserTest {
    private static final ConsentPrompt REGISTER =
            new ConsentPrompt(ConsentPrompt.Purpose.MAKE_CREDENTIAL, "kosmo.example", "taro");

    private final Lines out = new Lines();
    private final AtomicBoolean cancelled = new AtomicBoolean();

    @ParameterizedTest
    @CsvSource({"'', GRANTED", "y, GRANTED", "n, REFUSED", "No, REFUSED"})
    void touch_typed_isTheAnswer(String typed, Consent consent) throws Exception {
        try (PipedWriter keyboard = new PipedWriter()) {
            TerminalUser user = new TerminalUser(new PipedReader(keyboard), out.printer(), true);

            CompletableFuture<Consent> asked = ask(user);
            assertEquals(
                    "Touch the key to make credential of taro at kosmo.example — Enter: yes, n and Enter: no",
                    out.await("Touch the key"));
            keyboard.write(typed + "\n");
            keyboard.flush();

            assertEquals(consent, asked.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void touch_hostGivesUp_isCancelled() throws Exception {
        TerminalUser user = new TerminalUser(new StringReader(""), out.printer(), true);
        CompletableFuture<Consent> asked = ask(user);
        out.await("Touch the key");
        assertFalse(asked.isDone(), "the terminal's end is no answer");

        cancelled.set(true);

        assertEquals(Consent.CANCELLED, asked.get(20, TimeUnit.SECONDS));
    }

    @Test
    void finger_nobodyEnrolled_isNotAskedFor() {
        TerminalUser user = new TerminalUser(new StringReader(""), out.printer(), false);

        assertFalse(user.verification().enrolled());
        assertEquals(Consent.REFUSED, user.verification().request(REGISTER, Transaction.UNATTENDED));
        assertTrue(new TerminalUser(new StringReader(""), out.printer(), true)
                .verification()
                .enrolled());
    }

    private CompletableFuture<Consent> ask(TerminalUser user) {
        CompletableFuture<Consent> answer = new CompletableFuture<>();
        Thread key = new Thread(
                () -> answer.complete(user.presence().request(REGISTER, new Transaction() {
                    @Override
                    public void awaitingUser() {}

                    @Override
                    public void processing() {}

                    @Override
                    public boolean cancelled() {
                        return cancelled.get();
                    }
                })),
                "key");
        key.setDaemon(true);
        key.start();
        return answer;
    }
}
