package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.ctapsim.user.VirtualUser;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the user of {@code aikagi device} answers when the key asks for a touch or a finger. */
final class UserOptions {
    enum Touch {
        /** At once. */
        AUTO,
        /** As the person at this terminal says. */
        ASK,
        /** Nobody is there: the key waits, and gives up. */
        NEVER,
        /** Declines at once. */
        REFUSE
    }

    @Option(
            names = "--touch",
            description = "What the user does when asked: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})."
                    + " ASK asks here; Enter agrees.",
            defaultValue = "AUTO")
    private Touch touch = Touch.AUTO;

    @Option(
            names = "--enrolled",
            description = "A face or finger is enrolled on the key's sensor; built-in authenticators always have one.")
    private boolean enrolled;

    /** Whether somebody at the terminal is asked, who holds one key at a time. */
    boolean atTerminal() {
        return touch == Touch.ASK;
    }

    User open(AuthenticatorProfile kind, PrintWriter out) {
        boolean known = enrolled || kind.platform();
        if (touch == Touch.ASK) {
            InputStreamReader in = new InputStreamReader(System.in, Charset.defaultCharset());
            TerminalUser person = new TerminalUser(in, out, known);
            return new User(person.presence(), person.verification(), Optional.empty());
        }
        VirtualUser person = new VirtualUser();
        person.enroll(known);
        Behaviour behaviour = behaviour(touch);
        person.touch(behaviour);
        person.finger(behaviour);
        return new User(person.presence(), person.verification(), Optional.of(person));
    }

    private static Behaviour behaviour(Touch touch) {
        return switch (touch) {
            case AUTO, ASK -> Behaviour.APPROVE;
            case NEVER -> Behaviour.IGNORE;
            case REFUSE -> Behaviour.REFUSE;
        };
    }
}
