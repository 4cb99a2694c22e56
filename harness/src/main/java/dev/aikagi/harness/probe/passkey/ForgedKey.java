package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;

/** A key pair whose owner signs anything. */
interface ForgedKey {
    /** COSE algorithm number. */
    long algorithm();

    /** The public half as a COSE_Key, WebAuthn L3 §6.5.1.1. */
    CborValue.Map cose();

    /** Whether there is a private half. */
    default boolean canSign() {
        return true;
    }

    /** A signature as WebAuthn L3 §6.5.5 has it. */
    Bytes sign(Bytes data);
}
