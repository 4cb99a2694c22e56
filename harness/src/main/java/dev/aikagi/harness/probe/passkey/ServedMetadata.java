package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.device.AttestationAuthority;
import dev.aikagi.harness.metadata.MetadataBlob;
import dev.aikagi.harness.metadata.MetadataService;
import dev.aikagi.harness.probe.Bench;
import dev.aikagi.harness.probe.NotApplicableException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** The metadata service that the portal is pointed at, and what it serves. */
record ServedMetadata(Bench bench, MetadataService service) {
    /** Longer than portals wait before they look again. */
    private static final Duration LOOK = Duration.ofSeconds(3601);

    private static final int VALID_DAYS = 30;

    /**
     * The portal's.
     *
     * @throws NotApplicableException if it is pointed at none that is ours
     */
    static ServedMetadata of(Bench bench) {
        return new ServedMetadata(
                bench,
                bench.target()
                        .metadataService()
                        .orElseThrow(() -> new NotApplicableException("the portal asks no metadata service of ours")));
    }

    /** Before the first registration of a run: the usual model is known. */
    static void prepare(Bench bench) {
        if (bench.target().metadataService().filter(MetadataService::isEmpty).isPresent()) {
            ServedMetadata served = of(bench);
            served.service.publish(served.good());
        }
    }

    MetadataBlob good() {
        return blob(model(AttestationProbes.MODEL, "FIDO_CERTIFIED"));
    }

    MetadataBlob blob(MetadataBlob.Entry... entries) {
        return MetadataBlob.of(service.nextNumber(), today().plusDays(VALID_DAYS), entries);
    }

    LocalDate today() {
        return LocalDate.ofInstant(bench.clock().instant(), ZoneOffset.UTC);
    }

    MetadataBlob.Entry model(Bytes aaguid, String... statuses) {
        AttestationAuthority authority = bench.target()
                .attestationAuthority()
                .orElseThrow(() -> new NotApplicableException("the portal trusts no authority that is ours"));
        try {
            return new MetadataBlob.Entry(
                    aaguid, List.of(Bytes.of(authority.root().getEncoded())), List.of(statuses));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was made can be written", e);
        }
    }

    /** Lets so much time pass that the portal looks. */
    void awaitLook() {
        bench.pass(LOOK);
    }
}
