package dev.aikagi.authenticator.keyfile;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.KeyVault;
import java.io.IOException;

/**
 * Which token a key's private keys are in.
 *
 * @param configuration how the token is found, for whoever opens it
 * @param owner what the key marks its private keys with there, so that several keys can share a token
 */
public record VaultReference(String configuration, Bytes owner) {
    /** Opens the tokens of keys in files. */
    @FunctionalInterface
    public interface Opener {
        /** Opens none. */
        Opener NONE = reference -> {
            throw new IOException("the private keys are in a token, and nobody has said how it is opened");
        };

        /** The vault of that key; whoever gets it closes it. IOException that says what is wrong with token or PIN. */
        KeyVault open(VaultReference reference) throws IOException;
    }
}
