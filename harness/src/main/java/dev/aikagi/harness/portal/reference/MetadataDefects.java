package dev.aikagi.harness.portal.reference;

import static dev.aikagi.harness.portal.reference.Defect.fault;

import java.util.List;
import java.util.Set;

/** What may be forgotten about metadata of authenticators. */
final class MetadataDefects {
    private static final Set<String> GOOD = Set.of("FIDO_CERTIFIED", "FIDO_CERTIFIED_L1", "NOT_FIDO_CERTIFIED");

    static final List<Defect> ALL = List.of(
            Defect.of(
                    "metadata.never-believed",
                    "No metadata is believed, whoever signed it.",
                    fault(MetadataRules.Signature.class, right -> blob -> {
                        throw new IllegalArgumentException("nobody is believed");
                    })),
            Defect.of(
                    "metadata.signature-not-checked",
                    "Metadata is believed, whoever signed it.",
                    fault(MetadataRules.Signature.class, right -> blob -> {})),
            Defect.of(
                    "metadata.rollback",
                    "Metadata that is older than what is known takes its place.",
                    fault(MetadataRules.Order.class, right -> (number, before) -> true)),
            Defect.of(
                    "metadata.stale-used",
                    "Metadata counts after its time.",
                    fault(MetadataRules.Freshness.class, right -> (nextUpdate, today) -> true)),
            Defect.of(
                    "metadata.status-not-checked",
                    "A model counts whatever is known of it.",
                    fault(MetadataRules.Status.class, right -> statuses -> true)),
            Defect.of(
                    "metadata.unknown-status-refused",
                    "A model of whose state the portal has not heard is refused.",
                    fault(MetadataRules.Status.class, right -> statuses -> GOOD.containsAll(statuses))),
            Defect.of(
                    "metadata.update-not-compared",
                    "A statement counts that was not raised to the update that is available.",
                    fault(MetadataRules.Update.class, right -> (statement, available) -> true)),
            Defect.of(
                    "metadata.zero-model",
                    "The AAGUID of zeros counts as a model.",
                    fault(MetadataRules.Model.class, right -> aaguid -> true)));

    private MetadataDefects() {}
}
