package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Credentials that their relying parties keep: the id is the credential, encrypted under a key that only this
 * authenticator has and that a reset takes away.
 *
 * <pre>
 *   +-----------+----------------------------------------------+--------+
 *   | nonce 12  | AES-256-GCM of {1: COSE algorithm, 2: key    | tag 16 |   additional data: SHA-256 of the rpId
 *   |           |   material, 3: credProtect, 4: hmac seed,    |        |
 *   |           |   5: thirdPartyPayment, 6: handle, for 2}    |        |
 *   +-----------+----------------------------------------------+--------+
 * </pre>
 */
public final class CredentialWrapper {
    private static final int NONCE_SIZE = 12;
    private static final int TAG_BITS = 128;
    private static final CborValue ALGORITHM = CborValue.of(1);
    private static final CborValue MATERIAL = CborValue.of(2);
    private static final CborValue PROTECTION = CborValue.of(3);
    private static final CborValue HMAC_SEED = CborValue.of(4);
    private static final CborValue PAYMENT = CborValue.of(5);
    private static final CborValue HANDLE = CborValue.of(6);

    private final SecretKeySpec wrappingKey;
    private final SecureRandom random;
    private final KeyVault vault;

    /** {@code wrappingKey}: 32 bytes. */
    public CredentialWrapper(Bytes wrappingKey, SecureRandom random, KeyVault vault) {
        this.wrappingKey = new SecretKeySpec(wrappingKey.toArray(), "AES");
        this.random = random;
        this.vault = vault;
    }

    /** What an id turns out to be. */
    public record Unwrapped(CredentialKey key, CredentialExtras extras) {}

    /** The id of a credential that nobody else will keep; blobs have no place in it. */
    public Bytes wrap(CredentialKey key, CredentialExtras extras, Bytes rpIdHash) {
        byte[] nonce = new byte[NONCE_SIZE];
        random.nextBytes(nonce);
        Optional<Bytes> handle = key.handle();
        Bytes content = CborWriter.write(new CborMapBuilder()
                .put(1, CborValue.of(key.algorithm().id()))
                .put(2, handle.isPresent() ? Optional.empty() : Optional.of(CborValue.of(key.material())))
                .put(3, CborValue.of(extras.protection()))
                .put(4, extras.hmacSeed().map(CborValue::of))
                .put(5, Optional.of(CborValue.of(true)).filter(yes -> extras.thirdPartyPayment()))
                .put(6, handle.map(CborValue::of))
                .build());
        try {
            return Bytes.concat(Bytes.of(nonce), gcm(Cipher.ENCRYPT_MODE, Bytes.of(nonce), content, rpIdHash));
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    /** Empty for whatever this key has not wrapped for that relying party: forged, foreign, random, from before a reset. */
    public Optional<Unwrapped> unwrap(Bytes id, Bytes rpIdHash) {
        if (id.size() < NONCE_SIZE + TAG_BITS / 8) {
            return Optional.empty();
        }
        try {
            Bytes content =
                    gcm(Cipher.DECRYPT_MODE, id.slice(0, NONCE_SIZE), id.slice(NONCE_SIZE, id.size()), rpIdHash);
            return read((CborValue.Map) CborReader.read(content));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw lacking(e);
        }
    }

    private Optional<Unwrapped> read(CborValue.Map content) throws GeneralSecurityException {
        CredentialExtras extras = extras(content);
        return key(content).map(key -> new Unwrapped(key, extras));
    }

    /** Empty for one in a token that this vault is not. */
    private Optional<CredentialKey> key(CborValue.Map content) throws GeneralSecurityException {
        CoseAlgorithm algorithm = CoseAlgorithm.of(integer(content, ALGORITHM)).orElseThrow();
        return content.entries().containsKey(HANDLE)
                ? vault.find(algorithm, octets(content, HANDLE)).map(key -> CredentialKey.restore(algorithm, key))
                : Optional.of(CredentialKey.restore(algorithm, octets(content, MATERIAL)));
    }

    private static CredentialExtras extras(CborValue.Map content) {
        CredentialExtras extras = CredentialExtras.NONE.withProtection((int) integer(content, PROTECTION));
        if (content.entries().containsKey(HMAC_SEED)) {
            extras = extras.withHmacSeed(octets(content, HMAC_SEED));
        }
        return content.entries().containsKey(PAYMENT) ? extras.withThirdPartyPayment() : extras;
    }

    private static long integer(CborValue.Map content, CborValue key) {
        return member(content, key, CborValue.Int.class).value();
    }

    private static Bytes octets(CborValue.Map content, CborValue key) {
        return member(content, key, CborValue.Octets.class).value();
    }

    private static <T extends CborValue> T member(CborValue.Map content, CborValue key, Class<T> type) {
        return Optional.ofNullable(content.entries().get(key)).map(type::cast).orElseThrow();
    }

    private Bytes gcm(int mode, Bytes nonce, Bytes text, Bytes additional) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, wrappingKey, new GCMParameterSpec(TAG_BITS, nonce.toArray()));
        cipher.updateAAD(additional.toArray());
        return Bytes.of(cipher.doFinal(text.toArray()));
    }

    private static IllegalStateException lacking(GeneralSecurityException e) {
        return new IllegalStateException("this Java platform cannot wrap credentials", e);
    }
}
