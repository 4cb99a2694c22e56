package dev.aikagi.harness.device;

import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.keyfile.FileMedium;
import dev.aikagi.authenticator.keyfile.Identity;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.authenticator.keyfile.VaultReference;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.harness.pkcs11.Pkcs11Vault;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** Opens emulated keys that are kept in files. Says what a passphrase is good for, and holds none. */
public interface KeyFiles {
    /** Opens none. */
    KeyFiles LOCKED = file -> {
        throw new IOException("nobody has said where the passphrase of " + file + " is to be had");
    };

    /**
     * Opens a key; the caller closes it.
     *
     * @throws dev.aikagi.authenticator.keyfile.KeyFileException that says what is wrong with the file or the passphrase
     */
    KeyFile open(Path file) throws IOException;

    /**
     * Opens keys with a passphrase that is asked for when the file is there.
     *
     * @param tokenPin is asked for where private keys are in a token
     * @param fresh chance that never repeats, not a seeded one
     */
    static KeyFiles of(Passphrase passphrase, Passphrase tokenPin, SecureRandom fresh) {
        VaultReference.Opener tokens = reference -> Pkcs11Vault.open(reference, tokenPin.read(), fresh);
        return file -> {
            FileMedium medium = FileMedium.existing(file);
            char[] given;
            try {
                given = passphrase.read();
            } catch (IOException | RuntimeException e) {
                medium.close();
                throw e;
            }
            return KeyFile.open(medium, given, fresh, tokens);
        };
    }

    /** Who knows the passphrase, or the PIN. */
    @FunctionalInterface
    interface Passphrase {
        char[] read() throws IOException;
    }

    /** What a key is or will be: a profile, and its text where it does not come with Aikagi. */
    record Kind(AuthenticatorProfile profile, Optional<String> definition) {
        /**
         * One that comes with Aikagi.
         *
         * @throws IllegalArgumentException if there is none of that name; the message lists those there are
         */
        public static Kind bundled(String name) {
            return new Kind(ProfileReader.bundled(name), Optional.empty());
        }

        /**
         * One of the user's own.
         *
         * @throws IllegalArgumentException that says what is wrong with the text
         */
        public static Kind defined(String name, String definition) {
            return new Kind(read(name, definition), Optional.of(definition));
        }
    }

    /** The profile of a key in a file. */
    static AuthenticatorProfile profile(Identity identity) {
        return identity.definition()
                .map(definition -> read(identity.profile(), definition))
                .orElseGet(() -> ProfileReader.bundled(identity.profile()));
    }

    /**
     * Begins to plug a key in: all that it is and keeps is set, whoever plugs it in adds the user.
     *
     * @throws IOException if the file lacks what its profile vouches with
     */
    static VirtualDevice.Builder plug(KeyFile file, InstantSource clock, SecureRandom random) throws IOException {
        AuthenticatorProfile kind = profile(file.identity());
        VirtualDevice.Builder builder =
                VirtualDevice.builder(kind).memory(file.memory()).clock(clock).random(random);
        if (AttestationAuthority.neededBy(kind)) {
            AttestationKey kept = file.identity()
                    .attestation()
                    .orElseThrow(() -> new IOException("the key file holds nothing that a key of profile " + kind.name()
                            + " could vouch with: it was made by an earlier version; make a new one"));
            builder.attestation(AttestationAuthority.format(kind, kept, clock, random));
        }
        return builder;
    }

    private static AuthenticatorProfile read(String name, String definition) {
        try {
            return ProfileReader.read(name, new StringReader(definition));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
