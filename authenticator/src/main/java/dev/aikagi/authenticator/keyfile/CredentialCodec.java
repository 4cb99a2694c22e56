package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.credential.KeptKey;
import dev.aikagi.authenticator.credential.KeyVault;
import dev.aikagi.authenticator.credential.LargeBlob;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.message.UserEntity;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * A credential in a key file.
 *
 * <pre>
 *   { 1: id, 2: rpId, 3: user id?, 4: user name?, 5: display name?,
 *     6: algorithm, 7: private key, 8: public key, 16: handle, for 7,
 *     9: credProtect, 10: hmac seed?, 11: credBlob?, 12: large blob key?, 13: third-party payment,
 *     14: large blob, compressed?, 15: its original size? }
 * </pre>
 */
final class CredentialCodec {
    private CredentialCodec() {}

    static CborValue encode(PublicKeyCredentialSource credential) {
        Optional<UserEntity> user = credential.user();
        CredentialKey key = credential.key();
        Optional<Bytes> handle = key.handle();
        CredentialExtras extras = credential.extras();
        return new CborMapBuilder()
                .put(1, CborValue.of(credential.id()))
                .put(2, CborValue.of(credential.rpId()))
                .put(3, user.map(UserEntity::id).map(CborValue::of))
                .put(4, user.flatMap(UserEntity::name).map(CborValue::of))
                .put(5, user.flatMap(UserEntity::displayName).map(CborValue::of))
                .put(6, CborValue.of(key.algorithm().id()))
                .put(
                        7,
                        handle.isPresent()
                                ? Optional.empty()
                                : Optional.of(CborValue.of(key.kept().material())))
                .put(8, CborValue.of(Bytes.of(key.javaPublicKey().getEncoded())))
                .put(9, CborValue.of(extras.protection()))
                .put(10, extras.hmacSeed().map(CborValue::of))
                .put(11, extras.blob().map(CborValue::of))
                .put(12, extras.largeBlobKey().map(CborValue::of))
                .put(13, CborValue.of(extras.thirdPartyPayment()))
                .put(14, extras.largeBlob().map(LargeBlob::compressed).map(CborValue::of))
                .put(15, extras.largeBlob().map(LargeBlob::originalSize).map(CborValue::of))
                .put(16, handle.map(CborValue::of))
                .build();
    }

    static PublicKeyCredentialSource decode(CborValue value, KeyVault vault) {
        KeptMembers kept = KeptMembers.of(value);
        return new PublicKeyCredentialSource(
                kept.octets(1),
                kept.text(2),
                kept.optionalOctets(3).map(id -> new UserEntity(id, kept.optionalText(4), kept.optionalText(5))),
                key(kept, vault),
                new CredentialExtras(
                        kept.small(9),
                        kept.optionalOctets(10),
                        kept.optionalOctets(11),
                        kept.optionalOctets(12),
                        kept.flag(13),
                        kept.optionalOctets(14).map(blob -> new LargeBlob(blob, kept.integer(15)))));
    }

    private static CredentialKey key(KeptMembers kept, KeyVault vault) {
        CoseAlgorithm algorithm = KeyContentCodec.algorithm(kept.integer(6));
        Bytes publicKey = kept.octets(8);
        try {
            Optional<Bytes> handle = kept.optionalOctets(16);
            return handle.isPresent()
                    ? CredentialKey.of(
                            algorithm,
                            KeyContentCodec.inVault(algorithm, handle.get(), vault),
                            CredentialKey.publicKey(algorithm, publicKey))
                    : CredentialKey.of(new KeptKey(algorithm, kept.octets(7), publicKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a credential key that is none of " + algorithm, e);
        }
    }
}
