package dev.aikagi.authenticator.attestation;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialKey;
import java.security.SecureRandom;
import java.util.Optional;

/** WebAuthn L3 §8.2: by the credential's own key (self attestation) or by a batch key with its certificates (basic). */
public final class PackedAttestation implements AttestationFormat {
    private final Optional<AttestationKey> batchKey;

    private PackedAttestation(Optional<AttestationKey> batchKey) {
        this.batchKey = batchKey;
    }

    public static PackedAttestation self() {
        return new PackedAttestation(Optional.empty());
    }

    public static PackedAttestation basic(AttestationKey batchKey) {
        return new PackedAttestation(Optional.of(batchKey));
    }

    @Override
    public Optional<AttestationKey> batchKey() {
        return batchKey;
    }

    @Override
    public String identifier() {
        return "packed";
    }

    @Override
    public CborValue.Map statement(AttestationInput input, CredentialKey credential, SecureRandom random) {
        Bytes signedData = input.signedData();
        return batchKey.map(key -> statement(
                                key.algorithm(),
                                CredentialKey.sign(key.algorithm(), key.privateKey(), signedData, random))
                        .put(
                                "x5c",
                                CborValue.of(
                                        key.chain().stream().map(CborValue::of).toList())))
                .orElseGet(() -> statement(credential.algorithm(), credential.sign(signedData, random)))
                .build();
    }

    private static CborMapBuilder statement(CoseAlgorithm algorithm, Bytes signature) {
        return new CborMapBuilder().put("alg", CborValue.of(algorithm.id())).put("sig", CborValue.of(signature));
    }
}
