package dev.aikagi.harness.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aikagi.harness.mail.Mailbox;
import dev.aikagi.harness.portal.PortalProfile;
import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.probe.catalog.ProbeCatalog;
import dev.aikagi.harness.scenario.EmbeddedTarget;
import dev.aikagi.harness.scenario.Persona;
import dev.aikagi.harness.scenario.RunTarget;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Probes that ask what a portal's operator has decided, on portals whose profiles state it otherwise. */
class PolicyProbeTest {
    @Test
    void mailAsTheOnlySecondFactor_thatNobodyHasAccepted_isFound() throws Exception {
        assertEquals(Verdict.NOT_APPLICABLE, verdict("E-15", Map.of()));
        assertEquals(Verdict.FAIL, verdict("E-15", Map.of("mail-as-second-factor", "refused")));
    }

    private static Verdict verdict(String id, Map<String, String> policy) throws Exception {
        try (EmbeddedTarget embedded = EmbeddedTarget.start(InstantSource.system(), 5)) {
            RunTarget target = new Stated(embedded, policy);
            return new ProbeRunner(new Bench(target, 5, Locale.ENGLISH), false, result -> {})
                    .run(ProbeCatalog.named(id).orElseThrow())
                    .verdict();
        }
    }

    /** The embedded portal, described otherwise. */
    private record Stated(EmbeddedTarget embedded, Map<String, String> policy) implements RunTarget {
        @Override
        public PortalProfile profile() {
            PortalProfile profile = PortalProfileReader.bundled("embedded");
            Map<String, String> stated = new HashMap<>(profile.policy());
            stated.putAll(policy);
            return new PortalProfile(
                    profile.name(),
                    profile.baseUri(),
                    profile.notices(),
                    profile.errors(),
                    profile.pages(),
                    profile.notHere(),
                    stated);
        }

        @Override
        public URI baseUri() {
            return embedded.baseUri();
        }

        @Override
        public InstantSource clock() {
            return embedded.clock();
        }

        @Override
        public Persona admit(Persona generated) {
            return embedded.admit(generated);
        }

        @Override
        public Optional<Persona> admitSetUp(Persona generated, String method) {
            return embedded.admitSetUp(generated, method);
        }

        @Override
        public Mailbox mailbox(Persona persona) throws IOException {
            return embedded.mailbox(persona);
        }

        @Override
        public void pass(Duration time) {
            embedded.pass(time);
        }

        @Override
        public void close() {
            embedded.close();
        }
    }
}
