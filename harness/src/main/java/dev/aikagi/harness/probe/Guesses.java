package dev.aikagi.harness.probe;

import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.portal.PageMismatchException;
import java.io.IOException;
import java.util.function.Predicate;

/** Guesses one after the other, until the portal does not judge them any more. */
public final class Guesses {
    /** How many a portal may judge at most. */
    public static final int MOST = 20;

    private Guesses() {}

    /** Sends one. */
    @FunctionalInterface
    public interface Guess {
        Page send() throws IOException;
    }

    /** How many wrong guesses are judged before the portal says that it slows down; {@link #MOST} if it never says so. */
    public static int judged(Guess wrong) throws IOException {
        for (int count = 0; count < MOST; count++) {
            if (isStopped(wrong)) {
                return count;
            }
        }
        return MOST;
    }

    /** After wrong guesses the right one must not be taken either. */
    public static Observation thenRight(Guess wrong, Guess right, Predicate<Page> in) throws IOException {
        int count = judged(wrong);
        Page page;
        try {
            page = right.send();
        } catch (PageMismatchException e) {
            return Observation.kept(
                    "after %d wrong guesses there is nothing more to guess at: %s".formatted(count, e.getMessage()));
        }
        Answer answer = Answer.of(page);
        return Observation.that(
                !in.test(page) && !answer.crashed(),
                "after %d wrong guesses the right one got %s".formatted(count, answer));
    }

    private static boolean isStopped(Guess wrong) throws IOException {
        try {
            return Answer.of(wrong.send()).isThrottled();
        } catch (PageMismatchException e) {
            return true;
        }
    }
}
