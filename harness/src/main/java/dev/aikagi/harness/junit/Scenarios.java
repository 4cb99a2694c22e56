package dev.aikagi.harness.junit;

import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.scenario.EmbeddedTarget;
import dev.aikagi.harness.scenario.PersonaReader;
import dev.aikagi.harness.scenario.ProfileTarget;
import dev.aikagi.harness.scenario.RunTarget;
import dev.aikagi.harness.scenario.Scenario;
import dev.aikagi.harness.scenario.ScenarioCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** What the attributes of {@link PortalScenario} name. */
final class Scenarios {
    private Scenarios() {}

    static Scenario named(String value) {
        ScenarioCatalog catalog = new ScenarioCatalog();
        if (value.endsWith(".yaml") || value.endsWith(".yml")) {
            try {
                return catalog.file(Path.of(value));
            } catch (IOException e) {
                throw new UncheckedIOException("the scenario " + value + " cannot be read", e);
            }
        }
        int colon = value.indexOf(':');
        Scenario scenario = catalog.named(colon < 0 ? value : value.substring(0, colon));
        return colon < 0 ? scenario : scenario.only(value.substring(colon + 1));
    }

    static RunTarget target(String portal, String persona, long seed) throws IOException {
        if (portal.equals("embedded")) {
            return EmbeddedTarget.start(InstantSource.system(), seed);
        }
        PortalProfile profile = PortalProfileReader.read(portal, Files.readString(Path.of(portal)));
        return new ProfileTarget(
                profile,
                profile.baseUri()
                        .orElseThrow(() -> new IllegalArgumentException("the profile " + portal + " has no base-uri")),
                PersonaReader.read(persona, Files.readString(Path.of(persona)), System::getenv),
                InstantSource.system());
    }
}
