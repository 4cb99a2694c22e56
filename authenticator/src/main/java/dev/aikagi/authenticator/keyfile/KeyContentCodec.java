package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborException;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.KeyVault;
import dev.aikagi.authenticator.credential.TokenKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands in a key file, as canonical CBOR: maps with small integers for keys, of which the absent ones are empty,
 * false or none, so that members can be added without a new version. The keys of a member never change their meaning.
 *
 * <pre>
 *   { 1: profile, 2: its definition?, 3: attestation { 1: algorithm, 2: PKCS#8, 3: [ certificate ], 4: handle, for 2 }?,
 *     4: state?, 5: [ credential ], 6: signature counter, 7: OATH applet?,
 *     8: vault { 1: configuration, 2: owner }? }
 * </pre>
 */
final class KeyContentCodec {
    private KeyContentCodec() {}

    static Bytes encode(KeyContent content) {
        Identity identity = content.identity();
        Snapshot snapshot = content.snapshot();
        return CborWriter.write(new CborMapBuilder()
                .put(1, CborValue.of(identity.profile()))
                .put(2, identity.definition().map(CborValue::of))
                .put(3, identity.attestation().map(KeyContentCodec::encode))
                .put(4, snapshot.state().map(StateCodec::encode))
                .put(5, list(snapshot.credentials().stream().map(CredentialCodec::encode)))
                .put(6, CborValue.of(snapshot.count()))
                .put(7, snapshot.oath().map(CborValue::of))
                .put(8, identity.vault().map(KeyContentCodec::encode))
                .build());
    }

    /**
     * Reads what {@link #encode} wrote, or a later edition of it.
     *
     * @param vault in which the handles are looked up
     * @throws IllegalArgumentException if it is anything else
     */
    static KeyContent decode(Bytes encoded, KeyVault vault) {
        try {
            KeptMembers content = KeptMembers.of(CborReader.read(encoded));
            return new KeyContent(
                    new Identity(
                            content.text(1),
                            content.optionalText(2),
                            content.members(3).map(kept -> attestation(kept, vault)),
                            content.members(8).map(KeyContentCodec::vault)),
                    new Snapshot(
                            content.members(4).map(StateCodec::decode),
                            content.items(5).stream()
                                    .map(credential -> CredentialCodec.decode(credential, vault))
                                    .toList(),
                            content.integer(6),
                            content.optionalOctets(7)));
        } catch (CborException | ArithmeticException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Which token has to be opened before the rest can be read; IllegalArgumentException as above. */
    static Optional<VaultReference> vault(Bytes encoded) {
        try {
            return KeptMembers.of(CborReader.read(encoded)).members(8).map(KeyContentCodec::vault);
        } catch (CborException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static VaultReference vault(KeptMembers kept) {
        return new VaultReference(kept.text(1), kept.octets(2));
    }

    private static CborValue encode(VaultReference vault) {
        return new CborMapBuilder()
                .put(1, CborValue.of(vault.configuration()))
                .put(2, CborValue.of(vault.owner()))
                .build();
    }

    static CborValue list(Stream<? extends CborValue> items) {
        return CborValue.of(items.<CborValue>map(item -> item).toList());
    }

    static CoseAlgorithm algorithm(long id) {
        return CoseAlgorithm.of(id).orElseThrow(() -> new IllegalArgumentException("unknown algorithm " + id));
    }

    /** The private key where it is, for one that is in a token its handle. */
    private static CborValue encode(AttestationKey key) {
        CborMapBuilder kept = new CborMapBuilder()
                .put(1, CborValue.of(key.algorithm().id()))
                .put(3, list(key.chain().stream().map(CborValue::of)));
        return key.privateKey() instanceof TokenKey token
                ? kept.put(4, CborValue.of(token.handle())).build()
                : kept.put(2, CborValue.of(Bytes.of(key.privateKey().getEncoded())))
                        .build();
    }

    /** IllegalArgumentException for a handle that the vault has not given out. */
    static TokenKey inVault(CoseAlgorithm algorithm, Bytes handle, KeyVault vault) {
        return vault.find(algorithm, handle)
                .orElseThrow(() -> new IllegalArgumentException("a private key in a token that is not there"));
    }

    private static AttestationKey attestation(KeptMembers kept, KeyVault vault) {
        CoseAlgorithm algorithm = algorithm(kept.integer(1));
        List<Bytes> chain = kept.items(3).stream()
                .map(item -> KeptMembers.typed(item, CborValue.Octets.class).value())
                .toList();
        Optional<Bytes> handle = kept.optionalOctets(4);
        if (handle.isPresent()) {
            return new AttestationKey(algorithm, inVault(algorithm, handle.get(), vault), chain);
        }
        try {
            PrivateKey key = KeyFactory.getInstance(algorithm.keyAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(kept.octets(2).toArray()));
            return new AttestationKey(algorithm, key, chain);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("an attestation key that is none of " + algorithm, e);
        }
    }
}
