package dev.aikagi.harness.device;

import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.ctapsim.VirtualDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code sim:FILE}: an emulated key in this process that is kept in a file. */
record KeyFileName(Path file, KeyFiles files) implements KeyName {
    /** A file of a profile's name is written with a folder in front of it. */
    static boolean looksLikeAFile(String name) {
        return !ProfileReader.BUNDLED.contains(name)
                && (name.contains("/") || name.contains(".") || Files.isRegularFile(Path.of(name)));
    }

    @Override
    public KeyName with(KeyFiles opening) {
        return new KeyFileName(file, opening);
    }

    @Override
    public String text() {
        return SimulatedKeyName.KIND + ":" + file;
    }

    @Override
    public SecurityKey open(KeyContext context) throws IOException {
        KeyFile kept = files.open(file);
        VirtualDevice device = KeyFiles.plug(kept, context.clock(), context.random())
                .user(context.user().presence(), context.user().verification())
                .frames(context.frames())
                .build();
        return new SimulatedKey(device, context.user(), kept);
    }
}
