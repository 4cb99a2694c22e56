package dev.aikagi.authenticator.attestation;

import dev.aikagi.authenticator.bytes.Bytes;

/**
 * What a statement vouches for.
 *
 * @param authenticatorData as it will be sent
 * @param clientDataHash 32 bytes
 * @param credentialId as it stands in the authenticator data
 */
public record AttestationInput(Bytes authenticatorData, Bytes clientDataHash, Bytes credentialId) {
    private static final int HASH_SIZE = 32;

    /** WebAuthn L3 §6.5.4 attToBeSigned: authenticator data and client data hash, one after the other. */
    public Bytes signedData() {
        return Bytes.concat(authenticatorData, clientDataHash);
    }

    public Bytes rpIdHash() {
        return authenticatorData.slice(0, HASH_SIZE);
    }
}
