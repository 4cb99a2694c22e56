package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;

/** CTAP 2.1 §6.5.5 responses to authenticatorClientPIN: each subcommand has its own. */
public final class ClientPinResponse {
    private ClientPinResponse() {}

    public static Bytes keyAgreement(CborValue.Map publicKey) {
        return CborWriter.write(new CborMapBuilder().put(0x01, publicKey).build());
    }

    public static Bytes token(Bytes encrypted) {
        return CborWriter.write(
                new CborMapBuilder().put(0x02, CborValue.of(encrypted)).build());
    }

    public static Bytes pinRetries(int left, boolean powerCycleNeeded) {
        return CborWriter.write(new CborMapBuilder()
                .put(0x03, CborValue.of(left))
                .put(0x04, CborValue.of(powerCycleNeeded))
                .build());
    }

    public static Bytes uvRetries(int left) {
        return CborWriter.write(
                new CborMapBuilder().put(0x05, CborValue.of(left)).build());
    }
}
