package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;

/** A public key that nobody has the private half of: enough where nothing has to be signed. */
record PublicHalf(long algorithm, CborValue.Map cose) implements ForgedKey {
    @Override
    public boolean canSign() {
        return false;
    }

    @Override
    public Bytes sign(Bytes data) {
        throw new UnsupportedOperationException("nobody has the private half of this key");
    }
}
