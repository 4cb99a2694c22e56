package dev.aikagi.harness.portal.keycloak;

import dev.aikagi.harness.portal.PortalStartException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server that is built and has its realm, kept for later runs: {@code server/} as unpacked and built, {@code h2/} the
 * database that each run begins with, {@code admin} the administrator's password. Its folder is named after all that went
 * into it, and appears under that name only when it is whole.
 */
final class Installation {
    /** To be raised when this code builds something else from the same files. */
    private static final String RECIPE = "1";

    static final String PREFIX = "keycloak-";
    static final String UNFINISHED = ".keycloak-unfinished-";

    private static final String ADMIN = "admin";
    private static final String PROVIDER_JAR = "aikagi-keycloak-provider.jar";
    private static final String REALM = "kosmo-realm.json";

    private final Path folder;
    private final boolean provider;

    private Installation(Path folder, boolean provider) {
        this.folder = folder;
        this.provider = provider;
    }

    /**
     * Finds what an earlier run built, or builds it, which takes about a minute; of several processes one does.
     *
     * @param provider with our provider, or as Keycloak comes
     */
    static Installation ready(Path cache, boolean provider, SecureRandom random, Consumer<String> progress)
            throws IOException {
        Files.createDirectories(cache);
        Path folder = folder(cache, provider);
        Installation installation = new Installation(folder, provider);
        try (FileChannel channel = FileChannel.open(
                        cache.resolve("keycloak.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            // The wall clock, as of the files' own times.
            Instant now = InstantSource.system().instant();
            if (lock.isValid() && !Files.isDirectory(folder)) {
                new OldInstallations(cache, current(cache, folder)).clear(now);
                installation.build(Distribution.of(progress), random, progress);
            }
            OldInstallations.use(folder, now);
        }
        return installation;
    }

    private static Path folder(Path cache, boolean provider) throws IOException {
        return cache.resolve(PREFIX + Distribution.VERSION + "-" + fingerprint(provider));
    }

    /** Both of this version, with the provider and without; a program that was not packaged has no provider. */
    private static Set<Path> current(Path cache, Path folder) throws IOException {
        Set<Path> current = new HashSet<>(List.of(folder, folder(cache, false)));
        if (find(PROVIDER_JAR).isPresent()) {
            current.add(folder(cache, true));
        }
        return current;
    }

    /** Its name in the cache. */
    String name() {
        return folder.getFileName().toString();
    }

    Path home() {
        return folder.resolve("server");
    }

    /**
     * Starts a server whose database is a fresh copy in that folder, which has to be empty.
     *
     * @param further arguments of its command line
     */
    ServerProcess start(Path database, String... further) throws IOException {
        Folders.copy(folder.resolve("h2"), database);
        return ServerProcess.start(home(), database, Map.of(), further);
    }

    AdminRest admin(URI server, InstantSource clock) throws IOException {
        return new AdminRest(server, ADMIN, adminPassword(), clock, ServerProcess.LIMIT);
    }

    String adminPassword() throws IOException {
        return Files.readString(folder.resolve(ADMIN));
    }

    private void build(Distribution distribution, SecureRandom random, Consumer<String> progress) throws IOException {
        Path archive = distribution.archive();
        Path unfinished = Files.createTempDirectory(folder.getParent(), UNFINISHED);
        try {
            progress.accept("Keycloak " + Distribution.VERSION + ": unpacking into " + folder);
            Installation made = new Installation(unfinished, provider);
            Folders.unpack(archive, made.home());
            if (provider) {
                try (InputStream jar = providerJar()) {
                    Files.copy(jar, made.home().resolve("providers").resolve(PROVIDER_JAR));
                }
            }
            progress.accept("Keycloak " + Distribution.VERSION + ": building, once, about a minute …");
            ServerProcess.run(made.home(), List.of("build", "--db=dev-file"));
            made.createRealm(random, progress);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            if (Files.exists(unfinished)) {
                Folders.delete(unfinished);
            }
        }
    }

    private void createRealm(SecureRandom random, Consumer<String> progress) throws IOException {
        byte[] secret = new byte[16];
        random.nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        Files.writeString(folder.resolve(ADMIN), password);
        progress.accept("Keycloak " + Distribution.VERSION + ": making the realm …");
        Path database = Files.createDirectories(folder.resolve("h2"));
        Map<String, String> bootstrap =
                Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN, "KC_BOOTSTRAP_ADMIN_PASSWORD", password);
        try (ServerProcess server = ServerProcess.start(home(), database, bootstrap);
                InputStream code = resource(REALM)) {
            // The wall clock serves a token of a minute; the run's own clock is not known here.
            AdminRest admin =
                    new AdminRest(server.listening(), ADMIN, password, InstantSource.system(), ServerProcess.LIMIT);
            Realm.create(admin, JsonMapper.shared().readTree(code), provider);
        }
    }

    private static String fingerprint(boolean provider) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((RECIPE + Distribution.VERSION + provider).getBytes(StandardCharsets.UTF_8));
            try (InputStream realm = resource(REALM)) {
                digest.update(realm.readAllBytes());
            }
            if (provider) {
                try (InputStream jar = providerJar()) {
                    digest.update(jar.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), 6));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static InputStream providerJar() throws IOException {
        return find(PROVIDER_JAR)
                .orElseThrow(() -> new PortalStartException("this program was not packaged with " + PROVIDER_JAR
                        + ": build it with 'mvn package', or walk on keycloak-stock"));
    }

    private static InputStream resource(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("there is no resource " + name));
    }

    private static Optional<InputStream> find(String name) {
        @Nullable InputStream stream = Installation.class.getResourceAsStream(name);
        return Optional.ofNullable(stream);
    }
}
