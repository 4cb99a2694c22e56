package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import java.time.Duration;
import java.time.Instant;

/** CTAP 2.1 §6.6 authenticatorReset (0x07): within ten seconds of power-up, and with a touch. */
final class ResetCommand {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Environment environment;
    private final Key key;
    private Instant poweredUp;

    ResetCommand(Key key) {
        this.environment = key.environment();
        this.key = key;
        this.poweredUp = environment.clock().instant();
    }

    void poweredUp() {
        poweredUp = environment.clock().instant();
    }

    Bytes process(Transaction transaction) {
        if (environment.clock().instant().isAfter(poweredUp.plus(WINDOW))) {
            throw new CtapException(CtapStatus.CTAP2_ERR_NOT_ALLOWED);
        }
        key.consent().touch(new ConsentPrompt(ConsentPrompt.Purpose.RESET, "", ""), transaction);
        environment.state().together(() -> {
            environment.credentials().clear();
            key.state().reset();
        });
        key.pinUvAuth().poweredUp();
        return Bytes.EMPTY;
    }
}
