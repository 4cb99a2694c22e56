package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import org.jspecify.annotations.Nullable;

/** A private key that is in a token and never leaves it: what is had of it is a handle, and what the token signs. */
public interface TokenKey extends PrivateKey {
    /** What the vault finds it by, at most 32 bytes. It is no secret. */
    Bytes handle();

    /** Who signs with it. */
    Provider provider();

    /**
     * The key as its provider takes it.
     *
     * @throws GeneralSecurityException if the token has it no more
     */
    PrivateKey inToken() throws GeneralSecurityException;

    /** It has no form outside of the token. */
    @Override
    default @Nullable String getFormat() {
        return null;
    }

    @Override
    default byte @Nullable [] getEncoded() {
        return null;
    }
}
