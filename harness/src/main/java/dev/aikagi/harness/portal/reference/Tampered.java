package dev.aikagi.harness.portal.reference;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.charset.StandardCharsets;

/** What several families of defects do to the parts of the portal. */
final class Tampered {
    private Tampered() {}

    /** The same page with a text in it replaced. */
    static Reply page(Reply reply, String text, String other) {
        String page = new String(reply.body().toArray(), StandardCharsets.UTF_8).replace(text, other);
        return new Reply(reply.status(), reply.headers(), Bytes.of(page.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same page with whatever fits a pattern replaced. */
    static Reply pattern(Reply reply, String pattern, String other) {
        String page = new String(reply.body().toArray(), StandardCharsets.UTF_8).replaceAll(pattern, other);
        return new Reply(reply.status(), reply.headers(), Bytes.of(page.getBytes(StandardCharsets.UTF_8)));
    }

    /** The form was refused: the session stands where it stood, and the page came again. */
    static boolean refused(Visit visit, Turn turn, Reply reply) {
        return visit.post() && visit.session().turn() == turn && reply.status() == 200;
    }

    /** A defect by which one kind of guesses is not counted. */
    static Defect unthrottled(String name, String broken, String kind) {
        return Defect.of(name, broken, Defect.fault(Throttle.class, right -> new Unthrottled(right, kind)));
    }

    private record Unthrottled(Throttle right, String kind) implements Throttle {
        @Override
        public boolean admits(String key) {
            return key.startsWith(kind) || right.admits(key);
        }

        @Override
        public void clear(String key) {
            right.clear(key);
        }

        @Override
        public long pauseSeconds() {
            return right.pauseSeconds();
        }
    }
}
