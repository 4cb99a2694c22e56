package dev.aikagi.harness.scenario;

import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.keycloak.KeycloakAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Opens the portal that somebody names, on the command line or in a test.
 *
 * @param portal {@link #EMBEDDED}, {@code keycloak}, {@code keycloak-stock}, {@code keycloak=URL}, or a profile's file
 * @param baseUri where the portal of a profile answers, instead of the profile's
 * @param persona the file of who walks on the portal of a profile
 * @param language that a portal is asked for when it is looked for
 * @param progress hears what takes long
 */
public record Targets(
        String portal, Optional<URI> baseUri, Optional<Path> persona, Locale language, Consumer<String> progress) {
    /** The portal that comes with Aikagi. */
    public static final String EMBEDDED = "embedded";

    private static final String RUNNING_KEYCLOAK = "keycloak=";
    private static final Set<String> KEYCLOAKS = Set.of("keycloak", "keycloak-stock");

    /** Whether a portal of that name is one that we start ourselves. */
    public static boolean isStartedByUs(String portal) {
        return portal.equals(EMBEDDED) || KEYCLOAKS.contains(portal);
    }

    /** Whether any number of people can be made known there. */
    public static boolean admitsAnybody(String portal) {
        return isStartedByUs(portal) || portal.startsWith(RUNNING_KEYCLOAK);
    }

    /**
     * Starts a portal of our own, or looks whether somebody answers at a profile's address.
     *
     * @param seed what the embedded portal takes its chance from
     * @param random the chance of a portal that a seed does not repeat
     * @throws IllegalArgumentException if what was named does not fit together, or there is no such file
     * @throws IOException if the portal cannot be reached or started
     */
    public RunTarget open(InstantSource wall, long seed, SecureRandom random) throws IOException {
        boolean running = portal.startsWith(RUNNING_KEYCLOAK);
        boolean ours = admitsAnybody(portal);
        if (ours && (baseUri.isPresent() || persona.isPresent())) {
            throw new IllegalArgumentException("--base-uri and --persona go with a portal profile: --portal FILE");
        }
        if (!ours) {
            return profileTarget(wall);
        }
        if (running) {
            String address = portal.substring(RUNNING_KEYCLOAK.length());
            return KeycloakTarget.connect(KeycloakAccess.of(address, System::getenv), wall, random);
        }
        return portal.equals(EMBEDDED)
                ? EmbeddedTarget.start(wall, seed)
                : KeycloakTarget.start(portal, wall, random, progress);
    }

    private RunTarget profileTarget(InstantSource wall) throws IOException {
        PortalProfile profile = PortalProfileReader.read(portal, read(Path.of(portal), "portal"));
        URI address = baseUri.or(profile::baseUri)
                .orElseThrow(() ->
                        new IllegalArgumentException(portal + " names no base-uri: add one, or give another address"));
        Path file = persona.orElseThrow(() -> new IllegalArgumentException(
                "on a portal that is not ours nobody can be signed up: give --persona FILE, who they are there"));
        PersonaFile who = PersonaReader.read(file.toString(), read(file, "persona"), System::getenv);
        new PortalSession(profile, address, language, exchange -> {}, wall).get(address);
        return new ProfileTarget(profile, address, who, wall);
    }

    private static String read(Path file, String what) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(what + ": there is no readable file " + file);
        }
        return Files.readString(file);
    }
}
