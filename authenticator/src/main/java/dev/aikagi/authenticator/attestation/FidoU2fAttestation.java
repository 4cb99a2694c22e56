package dev.aikagi.authenticator.attestation;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * WebAuthn L3 §8.6: as U2F vouches, with a batch key and one certificate, for keys on P-256.
 *
 * <pre>
 *   signed: 00 | rpIdHash 32 | client data hash 32 | credential id | public key 65
 * </pre>
 *
 * @param key of ES256, with a certificate on P-256
 */
public record FidoU2fAttestation(AttestationKey key) implements AttestationFormat {
    private static final int AAGUID_SIZE = 16;

    @Override
    public String identifier() {
        return "fido-u2f";
    }

    @Override
    public Optional<AttestationKey> batchKey() {
        return Optional.of(key);
    }

    @Override
    public boolean fits(CoseAlgorithm algorithm) {
        return algorithm == CoseAlgorithm.ES256;
    }

    /** U2F has none. */
    @Override
    public Bytes aaguid(Bytes model) {
        return Bytes.of(new byte[AAGUID_SIZE]);
    }

    @Override
    public CborValue.Map statement(AttestationInput input, CredentialKey credential, SecureRandom random) {
        Bytes signed = Bytes.concat(
                Bytes.of((byte) 0),
                input.rpIdHash(),
                input.clientDataHash(),
                input.credentialId(),
                credential.uncompressedPoint());
        return new CborMapBuilder()
                .put("sig", CborValue.of(CredentialKey.sign(key.algorithm(), key.privateKey(), signed, random)))
                .put("x5c", CborValue.of(List.of(CborValue.of(key.chain().get(0)))))
                .build();
    }
}
