package dev.aikagi.harness.device;

import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.keyfile.FileMedium;
import dev.aikagi.authenticator.keyfile.Identity;
import dev.aikagi.authenticator.keyfile.KeyContent;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.authenticator.keyfile.SealingKey;
import dev.aikagi.authenticator.keyfile.Snapshot;
import dev.aikagi.ctapsim.VirtualDevice;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** Opens and makes emulated keys that are kept in files. Says what a passphrase is good for, and holds none. */
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
     * @param fresh chance that never repeats, not a seeded one
     */
    static KeyFiles of(Passphrase passphrase, SecureRandom fresh) {
        return file -> {
            FileMedium medium = FileMedium.existing(file);
            char[] given;
            try {
                given = passphrase.read();
            } catch (IOException | RuntimeException e) {
                medium.close();
                throw e;
            }
            return KeyFile.open(medium, given, fresh);
        };
    }

    /** Who knows the passphrase. */
    @FunctionalInterface
    interface Passphrase {
        char[] read() throws IOException;
    }

    /**
     * Makes a key in a file that is not there yet; the caller closes it.
     *
     * @param kind with its definition, where it is not one of those that come with Aikagi
     * @param fresh chance that never repeats, not a seeded one
     */
    static KeyFile create(Path file, Kind kind, char[] passphrase, InstantSource clock, SecureRandom fresh)
            throws IOException {
        Optional<AttestationKey> attestation = kind.profile().attestation() == AuthenticatorProfile.Attestation.BASIC
                ? Optional.of(new AttestationAuthority(clock, fresh)
                        .batchKey(kind.profile().aaguid()))
                : Optional.empty();
        Identity identity = new Identity(kind.profile().name(), kind.definition(), attestation);
        FileMedium medium = FileMedium.open(file);
        return KeyFile.create(
                medium, SealingKey.fresh(passphrase, fresh), new KeyContent(identity, Snapshot.EMPTY), fresh);
    }

    /** What a key will be: a profile, and its text where it does not come with Aikagi. */
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

    /** Begins to plug a key in: all that it is and keeps is set, whoever plugs it in adds clock, chance and user. */
    static VirtualDevice.Builder plug(KeyFile file) {
        VirtualDevice.Builder builder =
                VirtualDevice.builder(profile(file.identity())).memory(file.memory());
        file.identity().attestation().ifPresent(builder::attestationKey);
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
