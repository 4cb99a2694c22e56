package dev.aikagi.harness.probe.catalog;

import dev.aikagi.harness.probe.Probe;
import dev.aikagi.harness.probe.ProbeFamily;
import dev.aikagi.harness.probe.flow.FlowProbes;
import dev.aikagi.harness.probe.mail.MailProbes;
import dev.aikagi.harness.probe.passkey.AttestationProbes;
import dev.aikagi.harness.probe.passkey.AuthenticationProbes;
import dev.aikagi.harness.probe.passkey.MetadataProbes;
import dev.aikagi.harness.probe.passkey.RegistrationProbes;
import dev.aikagi.harness.probe.totp.OtpAuthProbes;
import dev.aikagi.harness.probe.totp.TotpProbes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The families and their probes, in the order in which they are done. */
public final class ProbeCatalog {
    private static final List<ProbeFamily> FAMILIES = List.of(
            new RegistrationProbes(),
            new AttestationProbes(),
            new MetadataProbes(),
            new AuthenticationProbes(),
            new TotpProbes(),
            new OtpAuthProbes(),
            new MailProbes(),
            new FlowProbes());
    private static final List<Probe> PROBES =
            FAMILIES.stream().flatMap(family -> family.probes().stream()).toList();

    private ProbeCatalog() {}

    public static List<ProbeFamily> families() {
        return FAMILIES;
    }

    public static List<Probe> all() {
        return PROBES;
    }

    /** The probe of that id, in either case. */
    public static Optional<Probe> named(String id) {
        String wanted = id.toUpperCase(Locale.ROOT);
        return PROBES.stream().filter(probe -> probe.id().equals(wanted)).findFirst();
    }

    /** The probe of that id, or all of the family of that letter; none if there is neither. */
    public static List<Probe> matching(String idOrFamily) {
        String wanted = idOrFamily.toUpperCase(Locale.ROOT);
        return PROBES.stream()
                .filter(probe -> probe.id().equals(wanted) || probe.family().equals(wanted))
                .toList();
    }
}
