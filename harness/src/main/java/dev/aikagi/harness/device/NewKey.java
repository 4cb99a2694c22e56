package dev.aikagi.harness.device;

import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.credential.KeyVault;
import dev.aikagi.authenticator.credential.VaultFullException;
import dev.aikagi.authenticator.keyfile.FileMedium;
import dev.aikagi.authenticator.keyfile.Identity;
import dev.aikagi.authenticator.keyfile.KeyContent;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.authenticator.keyfile.SealingKey;
import dev.aikagi.authenticator.keyfile.Snapshot;
import dev.aikagi.authenticator.keyfile.VaultReference;
import dev.aikagi.harness.pkcs11.Pkcs11Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** A key that is about to be made in a file. */
public final class NewKey {
    private final KeyFiles.Kind kind;
    private final char[] passphrase;
    private final InstantSource clock;
    private final SecureRandom fresh;

    /**
     * Begins a key.
     *
     * @param passphrase of the file; it is the caller's to wipe
     * @param fresh chance that never repeats, not a seeded one
     */
    public NewKey(KeyFiles.Kind kind, char[] passphrase, InstantSource clock, SecureRandom fresh) {
        this.kind = kind;
        this.passphrase = passphrase;
        this.clock = clock;
        this.fresh = fresh;
    }

    /** Makes it in a file that is not there yet; the caller closes it. */
    public KeyFile in(Path file) throws IOException {
        AttestationAuthority authority = new AttestationAuthority(clock, fresh);
        return make(
                FileMedium.open(file), identity(authority, authority.keyPair(), Optional.empty()), KeyVault.SOFTWARE);
    }

    /**
     * As the other, with the private keys in a token, which is closed with the key.
     *
     * @throws IOException if the token is full, or the profile vouches with certificates that are made for each credential
     */
    public KeyFile in(Path file, Pkcs11Vault token) throws IOException {
        if (AttestationAuthority.certifiesEach(kind.profile())) {
            throw new IOException("a key of profile " + kind.profile().name()
                    + " makes a certificate for each credential: the private key for that cannot be in a token");
        }
        FileMedium medium = FileMedium.open(file);
        try {
            KeyFile.requireNew(medium);
            AttestationAuthority authority = new AttestationAuthority(clock, fresh);
            KeyPair pair =
                    AttestationAuthority.neededBy(kind.profile()) ? token.attestationPair() : authority.keyPair();
            return make(medium, identity(authority, pair, Optional.of(token.reference())), token);
        } catch (VaultFullException e) {
            medium.close();
            throw new IOException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            medium.close();
            throw e;
        }
    }

    private Identity identity(AttestationAuthority authority, KeyPair pair, Optional<VaultReference> vault) {
        Optional<AttestationKey> attestation = AttestationAuthority.neededBy(kind.profile())
                ? Optional.of(authority.keptBy(kind.profile(), pair))
                : Optional.empty();
        return new Identity(kind.profile().name(), kind.definition(), attestation, vault);
    }

    private KeyFile make(FileMedium medium, Identity identity, KeyVault vault) throws IOException {
        return KeyFile.create(
                medium, SealingKey.fresh(passphrase, fresh), new KeyContent(identity, Snapshot.EMPTY), fresh, vault);
    }
}
