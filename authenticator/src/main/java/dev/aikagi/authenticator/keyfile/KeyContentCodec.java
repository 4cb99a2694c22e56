package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborException;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands in a key file, as canonical CBOR: maps with small integers for keys, of which the absent ones are empty,
 * false or none, so that members can be added without a new version. The keys of a member never change their meaning.
 *
 * <pre>
 *   { 1: profile, 2: its definition?, 3: attestation { 1: algorithm, 2: PKCS#8, 3: [ certificate ] }?,
 *     4: state?, 5: [ credential ], 6: signature counter, 7: OATH applet? }
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
                .build());
    }

    /**
     * Reads what {@link #encode} wrote, or a later edition of it.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static KeyContent decode(Bytes encoded) {
        try {
            KeptMembers content = KeptMembers.of(CborReader.read(encoded));
            return new KeyContent(
                    new Identity(
                            content.text(1),
                            content.optionalText(2),
                            content.members(3).map(KeyContentCodec::attestation)),
                    new Snapshot(
                            content.members(4).map(StateCodec::decode),
                            content.items(5).stream()
                                    .map(CredentialCodec::decode)
                                    .toList(),
                            content.integer(6),
                            content.optionalOctets(7)));
        } catch (CborException | ArithmeticException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static CborValue list(Stream<? extends CborValue> items) {
        return CborValue.of(items.<CborValue>map(item -> item).toList());
    }

    static CoseAlgorithm algorithm(long id) {
        return CoseAlgorithm.of(id).orElseThrow(() -> new IllegalArgumentException("unknown algorithm " + id));
    }

    private static CborValue encode(AttestationKey key) {
        return new CborMapBuilder()
                .put(1, CborValue.of(key.algorithm().id()))
                .put(2, CborValue.of(Bytes.of(key.privateKey().getEncoded())))
                .put(3, list(key.chain().stream().map(CborValue::of)))
                .build();
    }

    private static AttestationKey attestation(KeptMembers kept) {
        CoseAlgorithm algorithm = algorithm(kept.integer(1));
        List<Bytes> chain = kept.items(3).stream()
                .map(item -> KeptMembers.typed(item, CborValue.Octets.class).value())
                .toList();
        try {
            PrivateKey key = KeyFactory.getInstance(algorithm.keyAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(kept.octets(2).toArray()));
            return new AttestationKey(algorithm, key, chain);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("an attestation key that is none of " + algorithm, e);
        }
    }
}
