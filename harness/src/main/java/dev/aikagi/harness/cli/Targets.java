package dev.aikagi.harness.cli;

import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.portal.PortalSession;
import dev.aikagi.harness.scenario.EmbeddedTarget;
import dev.aikagi.harness.scenario.PersonaFile;
import dev.aikagi.harness.scenario.PersonaReader;
import dev.aikagi.harness.scenario.ProfileTarget;
import dev.aikagi.harness.scenario.RunTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Opens what {@code --portal} names. */
record Targets(String portal, Optional<URI> baseUri, Optional<Path> persona) {
    static final String EMBEDDED = "embedded";

    /**
     * Starts the embedded portal, or looks whether somebody answers at a profile's address.
     *
     * @throws UsageException if options or files do not fit together
     * @throws IOException if the portal cannot be reached or started
     */
    RunTarget open(InstantSource wall, long seed, Selection selection, Locale language)
            throws UsageException, IOException {
        if (!portal.equals(EMBEDDED)) {
            who();
            requireOneWalk(selection);
        }
        return open(wall, seed, language);
    }

    /**
     * As the other, whatever is done there.
     *
     * @throws UsageException if options or files do not fit together
     * @throws IOException if the portal cannot be reached or started
     */
    RunTarget open(InstantSource wall, long seed, Locale language) throws UsageException, IOException {
        if (portal.equals(EMBEDDED)) {
            if (baseUri.isPresent() || persona.isPresent()) {
                throw new UsageException("--base-uri and --persona go with a portal profile: --portal FILE");
            }
            return EmbeddedTarget.start(wall, seed);
        }
        PortalProfile profile = PortalProfileReader.read(portal, read(Path.of(portal), "--portal"));
        URI address = baseUri.or(profile::baseUri)
                .orElseThrow(() -> new UsageException(portal + " names no base-uri: add one, or give --base-uri"));
        PersonaFile who = who();
        RunTarget target = new ProfileTarget(profile, address, who, wall);
        new PortalSession(profile, address, language, exchange -> {}, wall).get(address);
        return target;
    }

    private static void requireOneWalk(Selection selection) throws UsageException {
        if (selection.walks() != 1) {
            throw new UsageException("on a portal that is not ours one person walks one scenario, " + selection.walks()
                    + " are chosen: name one, such as totp-qr:google-authenticator");
        }
    }

    private PersonaFile who() throws UsageException, IOException {
        Path file = persona.orElseThrow(() -> new UsageException(
                "on a portal that is not ours nobody can be signed up: give --persona FILE, who they are there"));
        return PersonaReader.read(file.toString(), read(file, "--persona"), System::getenv);
    }

    private static String read(Path file, String option) throws UsageException, IOException {
        if (!Files.isReadable(file)) {
            throw new UsageException(option + ": there is no readable file " + file);
        }
        return Files.readString(file);
    }
}
