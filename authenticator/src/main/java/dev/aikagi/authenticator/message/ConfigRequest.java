package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import java.util.List;
import java.util.Optional;

/** CTAP 2.1 §6.11 authenticatorConfig. */
public final class ConfigRequest {
    private static final CborValue NEW_MIN_PIN_LENGTH = CborValue.of(0x01);
    private static final CborValue MIN_PIN_LENGTH_RP_IDS = CborValue.of(0x02);
    private static final CborValue FORCE_CHANGE_PIN = CborValue.of(0x03);
    private static final CborValue PIN_COMPLEXITY_POLICY = CborValue.of(0x04);

    private final ManagementRequest management;

    private ConfigRequest(ManagementRequest management) {
        this.management = management;
    }

    public static ConfigRequest decode(Bytes encoded) {
        return new ConfigRequest(ManagementRequest.decode(
                encoded, CborValue.of(0x01), CborValue.of(0x02), CborValue.of(0x03), CborValue.of(0x04)));
    }

    public long subCommand() {
        return management.subCommand();
    }

    public Optional<PinUvAuthParam> pinUvAuth() {
        return management.pinUvAuth();
    }

    /** What pinUvAuthParam is made of, after 32 times ff and the command: the subcommand and its parameters. */
    public Bytes signed() {
        return management.signed();
    }

    /** §6.11.4 setMinPINLength; CTAP2_ERR_MISSING_PARAMETER where there are no parameters at all. */
    public MinPinLength minPinLength() {
        Members members = management.parameters();
        return new MinPinLength(
                members.optionalInteger(NEW_MIN_PIN_LENGTH),
                members.optionalItems(MIN_PIN_LENGTH_RP_IDS)
                        .map(items -> items.stream().map(Members::textOf).toList()),
                members.optionalFlag(FORCE_CHANGE_PIN).orElse(false),
                members.optionalFlag(PIN_COMPLEXITY_POLICY).orElse(false));
    }

    /**
     * What the PIN has to be like from now on.
     *
     * @param length in code points
     * @param rpIds who may read it by the minPinLength extension
     * @param complex whether guessed PINs are to be refused, CTAP 2.2 §6.11.4
     */
    public record MinPinLength(
            Optional<Long> length, Optional<List<String>> rpIds, boolean forceChange, boolean complex) {}
}
