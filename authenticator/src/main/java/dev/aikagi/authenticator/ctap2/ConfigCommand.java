package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.Feature;
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
            case ENABLE_LONG_TOUCH_FOR_RESET -> key.state().changeSettings(now -> now.withLongTouchForReset(true));
        }
        return Bytes.EMPTY;
    }

    /** The numbers of the subcommands a key has, CTAP 2.3 §6.4. vendorPrototype (0xff) is none of them: there are none. */
    static List<Integer> numbers(Key key) {
        return Arrays.stream(SubCommand.values())
                .filter(subCommand -> has(key, subCommand))
                .map(subCommand -> (int) subCommand.code)
                .toList();
    }

    /** §6.11.4. */
    private void setMinPinLength(ConfigRequest.MinPinLength asked) {
        PinState pin = key.state().read();
        PinPolicy policy = pin.policy();
        long length = asked.length().orElse((long) pin.minLength()); // Step 1
        if (length < pin.minLength() || length > PinPolicy.MAX_LENGTH) {
            throw new CtapException(CtapStatus.CTAP2_ERR_PIN_POLICY_VIOLATION); // Step 2
        }
        if (asked.forceChange() && !pin.set()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_PIN_NOT_SET); // Step 3
        }
        if (asked.rpIds().map(List::size).orElse(0) > key.limits().maxMinPinLengthReaders()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_KEY_STORE_FULL); // Step 5
        }
        boolean complex = policy.complex() || newlyComplex(asked);
        boolean unfit = pin.set() && (pin.length() < length || complex != policy.complex()); // Step 4
        boolean change = policy.forceChange() || asked.forceChange() || unfit;
        write(
                new PinPolicy( // Steps 6 and 7
                        (int) length, asked.rpIds().orElse(policy.minLengthReaders()), complex, change));
    }

    /** Whether a set PIN is complex is not known, as only its hash is: it has to be given anew. */
    private boolean newlyComplex(ConfigRequest.MinPinLength asked) {
        if (asked.complex() && !key.has(Feature.PIN_COMPLEXITY_POLICY)) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        }
        return asked.complex();
    }

    private void write(PinPolicy policy) {
        key.state().together(() -> {
            key.state().write(key.state().read().withPolicy(policy));
            if (policy.forceChange()) {
                key.state().endPersistentToken();
            }
        });
        if (policy.forceChange()) {
            key.pinUvAuth().endTokens();
        }
    }

    private SubCommand subCommand(long code) {
        for (SubCommand subCommand : SubCommand.values()) {
            if (subCommand.code == code && has(key, subCommand)) {
                return subCommand;
            }
        }
        throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
    }

    private static boolean has(Key key, SubCommand subCommand) {
        return switch (subCommand) {
            case ENABLE_ENTERPRISE_ATTESTATION -> key.environment().enterprise().isPresent();
            case ENABLE_LONG_TOUCH_FOR_RESET -> key.has(Feature.LONG_TOUCH_FOR_RESET);
            case TOGGLE_ALWAYS_UV, SET_MIN_PIN_LENGTH -> true;
        };
    }

    private enum SubCommand {
        ENABLE_ENTERPRISE_ATTESTATION(0x01),
        TOGGLE_ALWAYS_UV(0x02),
        SET_MIN_PIN_LENGTH(0x03),
        ENABLE_LONG_TOUCH_FOR_RESET(0x04);

        private final long code;

        SubCommand(long code) {
            this.code = code;
        }
    }
}
