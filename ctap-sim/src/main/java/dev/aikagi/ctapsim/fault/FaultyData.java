package dev.aikagi.ctapsim.fault;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.message.AuthenticatorData;
import dev.aikagi.authenticator.message.AuthenticatorData.AttestedCredential;
import dev.aikagi.authenticator.message.AuthenticatorData.Flags;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Authenticator data that says what is not so, and is signed all the same. */
final class FaultyData {
    /** Where a counter that goes back begins. */
    private static final long HIGHEST = 0xffff;

    private FaultyData() {}

    static AuthenticatorData of(AuthenticatorData data, Faults faults) {
        KeyCommand command = faults.asked()
                .orElseGet(() -> data.attested().isPresent() ? KeyCommand.MAKE_CREDENTIAL : KeyCommand.GET_ASSERTION);
        AuthenticatorData changed = data;
        for (Fault fault : faults.about(command)) {
            changed = changed(changed, fault);
        }
        return changed;
    }

    private static AuthenticatorData changed(AuthenticatorData data, Fault fault) {
        Flags is = data.flags();
        return switch (fault.kind()) {
            case CLEAR_UP -> with(data, new Flags(false, is.userVerified(), is.backupEligible(), is.backedUp()));
            case CLEAR_UV -> with(data, new Flags(is.userPresent(), false, is.backupEligible(), is.backedUp()));
            case FLIP_BE ->
                with(data, new Flags(is.userPresent(), is.userVerified(), !is.backupEligible(), is.backedUp()));
            case FLIP_BS ->
                with(data, new Flags(is.userPresent(), is.userVerified(), is.backupEligible(), !is.backedUp()));
            case OTHER_RP ->
                new AuthenticatorData(flipped(data.rpIdHash()), is, data.counter(), data.attested(), data.extensions());
            case COUNTER_STANDS -> counting(data, 1);
            case COUNTER_BACK -> counting(data, Math.max(0, HIGHEST - data.counter()));
            case OTHER_AAGUID -> ofModel(data, FaultyData::flipped);
            case AAGUID -> ofModel(data, right -> fault.octets());
            case EXTRA_EXTENSION, NO_EXTENSION, WRONG_EXTENSION ->
                new AuthenticatorData(
                        data.rpIdHash(), is, data.counter(), data.attested(), outputs(data.extensions(), fault));
            default -> data;
        };
    }

    private static AuthenticatorData with(AuthenticatorData data, Flags flags) {
        return new AuthenticatorData(data.rpIdHash(), flags, data.counter(), data.attested(), data.extensions());
    }

    private static AuthenticatorData counting(AuthenticatorData data, long counter) {
        return new AuthenticatorData(data.rpIdHash(), data.flags(), counter, data.attested(), data.extensions());
    }

    private static AuthenticatorData ofModel(AuthenticatorData data, UnaryOperator<Bytes> aaguid) {
        Optional<AttestedCredential> attested = data.attested()
                .map(made ->
                        new AttestedCredential(aaguid.apply(made.aaguid()), made.credentialId(), made.publicKey()));
        return new AuthenticatorData(data.rpIdHash(), data.flags(), data.counter(), attested, data.extensions());
    }

    private static CborValue.Map outputs(CborValue.Map right, Fault fault) {
        Map<CborValue, CborValue> outputs = new HashMap<>(right.entries());
        switch (fault.kind()) {
            case EXTRA_EXTENSION -> outputs.put(CborValue.of(fault.argument()), CborValue.of(true));
            case NO_EXTENSION -> outputs.clear();
            default -> outputs.replaceAll((name, output) -> other(output));
        }
        return new CborValue.Map(outputs);
    }

    private static CborValue other(CborValue output) {
        if (output instanceof CborValue.Bool truth) {
            return CborValue.of(!truth.value());
        }
        if (output instanceof CborValue.Int number) {
            return CborValue.of(number.value() + 1);
        }
        if (output instanceof CborValue.Octets octets && !octets.value().isEmpty()) {
            return CborValue.of(flipped(octets.value()));
        }
        return new CborValue.Null();
    }

    /** One bit of the last byte is another. */
    static Bytes flipped(Bytes octets) {
        byte[] changed = octets.toArray();
        changed[changed.length - 1] ^= 1;
        return Bytes.of(changed);
    }
}
