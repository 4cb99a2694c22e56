package dev.aikagi.harness.scenario;

import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.portal.keycloak.Discovery;
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
 * @param portal {@link #EMBEDDED}, {@link #ATTESTED}, {@link #METADATA}, {@link #SECURE} or {@code fido-rest}, {@code keycloak},
 *     {@code keycloak-stock}, {@code keycloak-attested}, {@code keycloak=URL} or {@code keycloak=FILE}, {@code fido-rest=URL},
 *     {@code spring-security=URL}, or a profile's file
 * @param baseUri where the portal of a profile answers, instead of the profile's
 * @param persona the file of who walks on the portal of a profile
 * @param language that a portal is asked for when it is looked for
 * @param progress hears what takes long
 */
public record Targets(
        String portal, Optional<URI> baseUri, Optional<Path> persona, Locale language, Consumer<String> progress) {
    /** The portal that comes with Aikagi. */
    public static final String EMBEDDED = "embedded";

    /** The same, which takes passkeys alone that an authority vouches for. */
    public static final String ATTESTED = "embedded-attested";

    /** The same, which takes passkeys alone of models that a metadata service names. */
    public static final String METADATA = "embedded-metadata";

    /** The same without pages; with an address, somebody's server of that shape. */
    public static final String REST = "fido-rest";

    /** The same over HTTPS, as in service. */
    public static final String SECURE = "embedded-https";

    private static final Set<String> EMBEDDEDS = Set.of(EMBEDDED, ATTESTED, METADATA, REST, SECURE);
    private static final String RUNNING_KEYCLOAK = "keycloak=";
    private static final Set<String> KEYCLOAKS =
            Set.of(KeycloakTarget.WITH_PROVIDER, KeycloakTarget.STOCK, KeycloakTarget.ATTESTED);
    private static final String RUNNING_REST = REST + "=";
    private static final String RUNNING_SPRING = "spring-security=";

    /** Whether a portal of that name is one that we start ourselves. */
    public static boolean isStartedByUs(String portal) {
        return isEmbedded(portal) || KEYCLOAKS.contains(portal);
    }

    /** Whether a portal of that name is the one that comes with Aikagi, in whichever form. */
    public static boolean isEmbedded(String portal) {
        return EMBEDDEDS.contains(portal);
    }

    /** Whether any number of people can be made known there. */
    public static boolean admitsAnybody(String portal) {
        return isStartedByUs(portal) || portal.startsWith(RUNNING_KEYCLOAK) || portal.startsWith(RUNNING_REST);
    }

    /** Whether somebody has to be known there before they walk, and is one person with one account. */
    public static boolean isKnownToOne(String portal) {
        return portal.startsWith(RUNNING_SPRING) || (!admitsAnybody(portal) && Files.isReadable(Path.of(portal)));
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
        boolean anybody = admitsAnybody(portal);
        if (anybody && (baseUri.isPresent() || persona.isPresent())) {
            throw new IllegalArgumentException("--base-uri and --persona go with a portal profile: --portal FILE");
        }
        if (portal.startsWith(RUNNING_KEYCLOAK)) {
            return KeycloakTarget.connect(keycloakAccess(), wall, random);
        }
        if (portal.startsWith(RUNNING_REST)) {
            PortalProfile profile = PortalProfileReader.bundled(REST);
            return new SelfServiceTarget(profile, reached(profile, uri(address()), wall), wall);
        }
        if (!anybody) {
            return profileTarget(wall);
        }
        if (portal.equals(REST)) {
            return EmbeddedTarget.rest(wall, seed, config -> config);
        }
        if (portal.equals(ATTESTED)) {
            return EmbeddedTarget.attested(wall, seed, config -> config);
        }
        if (portal.equals(METADATA)) {
            return EmbeddedTarget.withMetadata(wall, seed, config -> config);
        }
        if (portal.equals(SECURE)) {
            return EmbeddedTarget.secure(wall, seed, config -> config);
        }
        return portal.equals(EMBEDDED)
                ? EmbeddedTarget.start(wall, seed)
                : KeycloakTarget.start(portal, wall, random, progress);
    }

    /**
     * Where a portal answers that runs already and is named with its address, or with the file that says it.
     *
     * @throws IllegalArgumentException if that is no address, or the file cannot be understood
     */
    public Optional<URI> running() throws IOException {
        if (!portal.matches("[a-z-]+=.*") || Files.isReadable(Path.of(portal))) {
            return Optional.empty();
        }
        return Optional.of(
                address().matches("(?i).+\\.ya?ml") ? keycloakAccess().server() : uri(address()));
    }

    /**
     * Where a Keycloak that runs sends browsers to; empty if no such Keycloak is named, or it does not know the realm.
     *
     * @throws IllegalArgumentException if the file or the environment does not say how to get in
     * @throws IOException if it does not answer
     */
    public Optional<URI> frontend() throws IOException {
        return portal.startsWith(RUNNING_KEYCLOAK) ? Discovery.issuer(keycloakAccess()) : Optional.empty();
    }

    private KeycloakAccess keycloakAccess() throws IOException {
        boolean file = address().matches("(?i).+\\.ya?ml");
        return file
                ? KeycloakAccess.read(address(), read(Path.of(address()), "portal"), System::getenv)
                : KeycloakAccess.of(address(), System::getenv);
    }

    /** What stands behind the name of a portal that runs. */
    private String address() {
        return portal.substring(portal.indexOf('=') + 1);
    }

    private URI uri(String address) {
        boolean http = address.matches("(?i)https?://[^/?#\\s]+[^?#\\s]*");
        if (!http) {
            throw new IllegalArgumentException(
                    "--portal " + portal + ": '" + address + "' is no http or https address");
        }
        return URI.create(address.replaceFirst("/+$", ""));
    }

    /** Somebody answers there, whatever it is. */
    private URI reached(PortalProfile profile, URI address, InstantSource wall) throws IOException {
        new PortalSession(profile, address, language, exchange -> {}, wall).get(address);
        return address;
    }

    private RunTarget profileTarget(InstantSource wall) throws IOException {
        boolean spring = portal.startsWith(RUNNING_SPRING);
        PortalProfile profile = spring
                ? PortalProfileReader.bundled("spring-security")
                : PortalProfileReader.read(portal, read(Path.of(portal), "portal"));
        Optional<URI> told = spring ? Optional.of(uri(address())) : baseUri;
        URI address = told.or(profile::baseUri)
                .orElseThrow(() ->
                        new IllegalArgumentException(portal + " names no base-uri: add one, or give another address"));
        Path file = persona.orElseThrow(() -> new IllegalArgumentException(
                "on a portal that is not ours nobody can be signed up: give --persona FILE, who they are there"));
        PersonaFile who = PersonaReader.read(file.toString(), read(file, "persona"), System::getenv);
        return new ProfileTarget(profile, reached(profile, address, wall), who, wall);
    }

    private static String read(Path file, String what) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(what + ": there is no readable file " + file);
        }
        return Files.readString(file);
    }
}
