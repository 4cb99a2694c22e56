package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * CTAP 2.3 §6.6 authenticatorReset (0x07): within ten seconds of power-up, where it is allowed, and with a touch, which may
 * have to be a long one.
 */
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
        requireTransport(transaction);
        boolean longTouch = key.state().now().settings().longTouchForReset();
        ConsentPrompt.Purpose purpose =
                longTouch ? ConsentPrompt.Purpose.LONG_TOUCH_RESET : ConsentPrompt.Purpose.RESET;
        key.consent().touch(new ConsentPrompt(purpose, "", ""), transaction, CtapStatus.CTAP2_ERR_USER_ACTION_TIMEOUT);
        environment.state().together(() -> {
            environment.credentials().clear();
            key.state().reset();
        });
        key.vault().clear();
        key.pinUvAuth().poweredUp();
        return Bytes.EMPTY;
    }

    private void requireTransport(Transaction transaction) {
        List<String> allowed = key.profile().factory().transportsForReset();
        boolean refused = transaction
                .transport()
                .filter(any -> !allowed.isEmpty() && !allowed.contains(any))
                .isPresent();
        if (refused) {
            throw new CtapException(CtapStatus.CTAP2_ERR_NOT_ALLOWED);
        }
    }
}
