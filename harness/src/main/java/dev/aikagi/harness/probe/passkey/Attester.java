package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;

/** Makes attestation statements, WebAuthn L3 §6.5.3. */
@FunctionalInterface
interface Attester {
    /** Says nothing, §8.7. */
    Attester NONE = material -> new Statement("none", CborValue.Map.EMPTY);

    /** Signs with the credential's own key, §8.2 "self attestation". */
    Attester SELF = material -> new Statement(
            "packed",
            new CborMapBuilder()
                    .put("alg", CborValue.of(material.credential().key().algorithm()))
                    .put("sig", CborValue.of(material.credential().key().sign(material.signed())))
                    .build());

    /** What is attested. */
    record Material(Bytes authData, Bytes clientDataHash, ForgedCredential credential, Bytes aaguid) {
        /** §8.2: what the signature of a packed statement covers. */
        Bytes signed() {
            return Bytes.concat(authData, clientDataHash);
        }
    }

    /** A format's name and its statement. */
    record Statement(String format, CborValue.Map statement) {}

    Statement attest(Material material);
}
