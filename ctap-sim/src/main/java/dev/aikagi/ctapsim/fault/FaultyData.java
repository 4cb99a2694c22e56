package dev.aikagi.ctapsim.fault;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.message.AuthenticatorData;
import dev.aikagi.authenticator.message.AuthenticatorData.AttestedCredential;
import dev.aikagi.authenticator.message.AuthenticatorData.Flags;
import dev.aikagi.authenticator.message.Ctap2Command;
import java.util.List;

/** Authenticator data that says what is not so, and is signed all the same. */
final class FaultyData {
    private FaultyData() {}

    static AuthenticatorData of(AuthenticatorData data, List<Fault> faults) {
        Ctap2Command command = data.attested().isPresent() ? Ctap2Command.MAKE_CREDENTIAL : Ctap2Command.GET_ASSERTION;
        AuthenticatorData changed = data;
        for (Fault fault : faults) {
            if (fault.concerns(command)) {
                changed = changed(changed, fault.kind());
            }
        }
        return changed;
    }

    private static AuthenticatorData changed(AuthenticatorData data, Fault.Kind kind) {
        Flags is = data.flags();
        return switch (kind) {
            case CLEAR_UP -> with(data, new Flags(false, is.userVerified(), is.backupEligible(), is.backedUp()));
            case CLEAR_UV -> with(data, new Flags(is.userPresent(), false, is.backupEligible(), is.backedUp()));
            case FLIP_BE ->
                with(data, new Flags(is.userPresent(), is.userVerified(), !is.backupEligible(), is.backedUp()));
            case FLIP_BS ->
                with(data, new Flags(is.userPresent(), is.userVerified(), is.backupEligible(), !is.backedUp()));
            case OTHER_RP ->
                new AuthenticatorData(flipped(data.rpIdHash()), is, data.counter(), data.attested(), data.extensions());
            case COUNTER_STANDS -> new AuthenticatorData(data.rpIdHash(), is, 1, data.attested(), data.extensions());
            case OTHER_AAGUID ->
                new AuthenticatorData(
                        data.rpIdHash(),
                        is,
                        data.counter(),
                        data.attested()
                                .map(made -> new AttestedCredential(
                                        flipped(made.aaguid()), made.credentialId(), made.publicKey())),
                        data.extensions());
            default -> data;
        };
    }

    private static AuthenticatorData with(AuthenticatorData data, Flags flags) {
        return new AuthenticatorData(data.rpIdHash(), flags, data.counter(), data.attested(), data.extensions());
    }

    /** One bit of the last byte is another. */
    static Bytes flipped(Bytes octets) {
        byte[] changed = octets.toArray();
        changed[changed.length - 1] ^= 1;
        return Bytes.of(changed);
    }
}
