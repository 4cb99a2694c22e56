package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Optional;

/** CTAP 2.1 §6.3 authenticatorGetNextAssertion (0x08). */
final class GetNextAssertionCommand {
    private final Assertions assertions;
    private final RemainingAssertions remaining;

    GetNextAssertionCommand(Key key, RemainingAssertions remaining) {
        this.assertions = new Assertions(key);
        this.remaining = remaining;
    }

    Bytes process() {
        RemainingAssertions.Next next = remaining.next();
        return assertions
                .sign(next.credential(), next.terms(), Optional.empty())
                .encode();
    }
}
