package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.pin.PinPolicy;
import dev.aikagi.authenticator.pin.PinState;
import dev.aikagi.authenticator.state.AuthenticatorState;
import dev.aikagi.authenticator.state.DeviceSecrets;
import dev.aikagi.authenticator.state.FingerTemplate;
import dev.aikagi.authenticator.state.Settings;

/**
 * The authenticator's state in a key file. CBOR of CTAP goes four levels deep: a PIN's policy stands beside the PIN.
 *
 * <pre>
 *   { 1: { 1: hash?, 2: length, 3: retries, 4: uv retries, 5: uvs since the PIN,
 *          6: least length, 7: [ its readers ], 8: complex, 9: change forced },
 *     2: { 1: wrapping key, 2: persistent token, 3: identifier },
 *     3: { 1: alwaysUv, 2: enterprise attestation, 3: long touch for reset },
 *     4: [ finger { 1: id, 2: name } ],
 *     5: large blobs }
 * </pre>
 */
final class StateCodec {
    private StateCodec() {}

    static CborValue encode(AuthenticatorState state) {
        return new CborMapBuilder()
                .put(1, encode(state.pin()))
                .put(2, encode(state.secrets()))
                .put(3, encode(state.settings()))
                .put(4, KeyContentCodec.list(state.fingers().stream().map(StateCodec::encode)))
                .put(5, CborValue.of(state.largeBlobs()))
                .build();
    }

    static AuthenticatorState decode(KeptMembers state) {
        return new AuthenticatorState(
                pin(state.neededMembers(1)),
                secrets(state.neededMembers(2)),
                settings(state.neededMembers(3)),
                state.items(4).stream()
                        .map(KeptMembers::of)
                        .map(StateCodec::finger)
                        .toList(),
                state.octets(5));
    }

    private static CborValue encode(PinState pin) {
        PinPolicy policy = pin.policy();
        return new CborMapBuilder()
                .put(1, pin.hash().map(CborValue::of))
                .put(2, CborValue.of(pin.length()))
                .put(3, CborValue.of(pin.retries()))
                .put(4, CborValue.of(pin.uvRetries()))
                .put(5, CborValue.of(pin.uvsSincePin()))
                .put(6, CborValue.of(policy.minLength()))
                .put(7, KeyContentCodec.list(policy.minLengthReaders().stream().map(CborValue::of)))
                .put(8, CborValue.of(policy.complex()))
                .put(9, CborValue.of(policy.forceChange()))
                .build();
    }

    private static PinState pin(KeptMembers pin) {
        PinPolicy policy = new PinPolicy(
                pin.small(6),
                pin.items(7).stream()
                        .map(item ->
                                KeptMembers.typed(item, CborValue.Text.class).value())
                        .toList(),
                pin.flag(8),
                pin.flag(9));
        return new PinState(pin.optionalOctets(1), pin.small(2), pin.small(3), pin.small(4), pin.small(5), policy);
    }

    private static CborValue encode(DeviceSecrets secrets) {
        return new CborMapBuilder()
                .put(1, CborValue.of(secrets.wrappingKey()))
                .put(2, CborValue.of(secrets.persistentToken()))
                .put(3, CborValue.of(secrets.identifier()))
                .build();
    }

    private static DeviceSecrets secrets(KeptMembers secrets) {
        return new DeviceSecrets(secrets.octets(1), secrets.octets(2), secrets.octets(3));
    }

    private static CborValue encode(Settings settings) {
        return new CborMapBuilder()
                .put(1, CborValue.of(settings.alwaysUv()))
                .put(2, CborValue.of(settings.enterpriseAttestation()))
                .put(3, CborValue.of(settings.longTouchForReset()))
                .build();
    }

    private static Settings settings(KeptMembers settings) {
        return new Settings(settings.flag(1), settings.flag(2), settings.flag(3));
    }

    private static CborValue encode(FingerTemplate finger) {
        return new CborMapBuilder()
                .put(1, CborValue.of(finger.id()))
                .put(2, CborValue.of(finger.name()))
                .build();
    }

    private static FingerTemplate finger(KeptMembers finger) {
        return new FingerTemplate(finger.octets(1), finger.text(2));
    }
}
