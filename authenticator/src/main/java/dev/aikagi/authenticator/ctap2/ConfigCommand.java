package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.message.ConfigRequest;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.pin.Permission;
import dev.aikagi.authenticator.pin.PinPolicy;
import dev.aikagi.authenticator.pin.PinState;
import java.util.Arrays;
import java.util.List;

/** CTAP 2.1 §6.11 authenticatorConfig (0x0D). The steps are the specification's. */
final class ConfigCommand {
    private static final byte[] PREFIX = new byte[33];

    static {
        Arrays.fill(PREFIX, 0, 32, (byte) 0xff);
        PREFIX[32] = 0x0d;
    }

    private final Key key;

    ConfigCommand(Key key) {
        this.key = key;
    }

    Bytes process(Bytes parameters) {
        ConfigRequest request = ConfigRequest.decode(parameters); // Step 1
        SubCommand subCommand = subCommand(request.subCommand()); // Step 2
        if (key.isProtected() || (key.alwaysUv() && subCommand != SubCommand.TOGGLE_ALWAYS_UV)) {
            key.pinUvAuth()
                    .authorize( // Steps 3 and 4
                            PinUvAuth.needed(request.pinUvAuth()),
                            Bytes.concat(Bytes.of(PREFIX), request.signed()),
                            Permission.AUTHENTICATOR_CONFIGURATION);
        }
        switch (subCommand) { // Step 5
            case ENABLE_ENTERPRISE_ATTESTATION ->
                key.state().changeSettings(now -> now.withEnterpriseAttestation(true));
            case TOGGLE_ALWAYS_UV -> key.state().changeSettings(now -> now.withAlwaysUv(!now.alwaysUv()));
            case SET_MIN_PIN_LENGTH -> setMinPinLength(request.minPinLength());
        }
        return Bytes.EMPTY;
    }

    /** §6.11.4. */
    private void setMinPinLength(ConfigRequest.MinPinLength asked) {
        PinState pin = key.state().read();
        long length = asked.length().orElse((long) pin.minLength()); // Step 1
        if (length < pin.minLength() || length > Limits.MAX_PIN_LENGTH) {
            throw new CtapException(CtapStatus.CTAP2_ERR_PIN_POLICY_VIOLATION); // Step 2
        }
        if (asked.forceChange() && !pin.set()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_PIN_NOT_SET); // Step 3
        }
        if (asked.rpIds().map(List::size).orElse(0) > Limits.MAX_MIN_PIN_LENGTH_READERS) {
            throw new CtapException(CtapStatus.CTAP2_ERR_KEY_STORE_FULL); // Step 5
        }
        boolean tooShort = pin.set() && pin.length() < length; // Step 4
        boolean change = pin.forceChange() || asked.forceChange() || tooShort;
        PinPolicy policy = pin.policy();
        key.state() // Steps 6 and 7
                .write(pin.withPolicy(new PinPolicy(
                        (int) length, asked.rpIds().orElse(policy.minLengthReaders()), policy.complex(), change)));
        if (change) {
            key.pinUvAuth().endTokens();
        }
    }

    private SubCommand subCommand(long code) {
        for (SubCommand subCommand : SubCommand.values()) {
            if (subCommand.code == code && has(subCommand)) {
                return subCommand;
            }
        }
        throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
    }

    private boolean has(SubCommand subCommand) {
        return subCommand != SubCommand.ENABLE_ENTERPRISE_ATTESTATION
                || key.environment().enterprise().isPresent();
    }

    private enum SubCommand {
        ENABLE_ENTERPRISE_ATTESTATION(0x01),
        TOGGLE_ALWAYS_UV(0x02),
        SET_MIN_PIN_LENGTH(0x03);

        private final long code;

        SubCommand(long code) {
            this.code = code;
        }
    }
}
