package dev.aikagi.harness.portal.keycloak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Servers in the cache that no version of this program takes any more: each is about 350 MB. Two versions may share a
 * cache, so only those go that no run uses and that nobody has used for a day. Whoever clears holds the cache's lock.
 */
record OldInstallations(Path cache, Set<Path> current) {
    private static final Duration REST = Duration.ofDays(1);

    /** Notes that an installation is used now. */
    static void use(Path installation, Instant now) throws IOException {
        Files.setLastModifiedTime(installation, FileTime.from(now));
    }

    /** Deletes them, and what a build left behind that was killed. */
    void clear(Instant now) throws IOException {
        Set<String> used = RunFolder.installationsInUse(cache);
        for (Path folder : folders()) {
            String name = folder.getFileName().toString();
            boolean unfinished = name.startsWith(Installation.UNFINISHED);
            boolean old = name.startsWith(Installation.PREFIX)
                    && !current.contains(folder)
                    && !used.contains(name)
                    && Files.getLastModifiedTime(folder).toInstant().isBefore(now.minus(REST));
            if (unfinished || old) {
                Folders.delete(folder);
            }
        }
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(cache)) {
            return all.filter(Files::isDirectory).toList();
        }
    }
}
