package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Optional;

/**
 * What extensions attach to a credential.
 *
 * @param protection credProtect, CTAP 2.1 §12.1: 1 verification optional, 2 optional with credential id list, 3 required
 * @param hmacSeed 32 bytes that the two secrets of hmac-secret are derived from, where the client asked for them
 * @param blob credBlob, up to 32 bytes
 * @param largeBlobKey 32 bytes
 * @param thirdPartyPayment whether somebody else than the relying party may have it sign payments, CTAP 2.2 §12.9
 * @param largeBlob what the largeBlob extension wrote last, CTAP 2.3 §12.4
 */
public record CredentialExtras(
        int protection,
        Optional<Bytes> hmacSeed,
        Optional<Bytes> blob,
        Optional<Bytes> largeBlobKey,
        boolean thirdPartyPayment,
        Optional<LargeBlob> largeBlob) {
    public static final int UV_OPTIONAL = 1;
    public static final int UV_OPTIONAL_WITH_LIST = 2;
    public static final int UV_REQUIRED = 3;

    public static final CredentialExtras NONE = new CredentialExtras(
            UV_OPTIONAL, Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());

    /** Whether it may be used, or its existence told, after this much verification. */
    public boolean allows(boolean verified, boolean listed) {
        return verified || protection == UV_OPTIONAL || (listed && protection == UV_OPTIONAL_WITH_LIST);
    }

    public CredentialExtras withProtection(int level) {
        return new CredentialExtras(level, hmacSeed, blob, largeBlobKey, thirdPartyPayment, largeBlob);
    }

    public CredentialExtras withHmacSeed(Bytes seed) {
        return new CredentialExtras(protection, Optional.of(seed), blob, largeBlobKey, thirdPartyPayment, largeBlob);
    }

    public CredentialExtras withBlob(Bytes content) {
        return new CredentialExtras(
                protection, hmacSeed, Optional.of(content), largeBlobKey, thirdPartyPayment, largeBlob);
    }

    public CredentialExtras withLargeBlobKey(Bytes key) {
        return new CredentialExtras(protection, hmacSeed, blob, Optional.of(key), thirdPartyPayment, largeBlob);
    }

    public CredentialExtras withThirdPartyPayment() {
        return new CredentialExtras(protection, hmacSeed, blob, largeBlobKey, true, largeBlob);
    }

    public CredentialExtras withLargeBlob(LargeBlob written) {
        return new CredentialExtras(protection, hmacSeed, blob, largeBlobKey, thirdPartyPayment, Optional.of(written));
    }

    /** Says nothing of the secrets. */
    @Override
    public String toString() {
        return "CredentialExtras[protection " + protection + "]";
    }
}
