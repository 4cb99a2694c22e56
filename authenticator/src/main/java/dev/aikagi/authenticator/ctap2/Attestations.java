package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.attestation.AttestationFormat;
import dev.aikagi.authenticator.attestation.FidoU2fAttestation;
import dev.aikagi.authenticator.attestation.NoneAttestation;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Feature;
import java.util.ArrayList;
import java.util.List;

/** The formats in which a key can vouch for a credential, CTAP 2.2 §6.4: its own first, and none at last. */
final class Attestations {
    private static final AttestationFormat NONE = new NoneAttestation();

    private final List<AttestationFormat> formats = new ArrayList<>();

    Attestations(AuthenticatorProfile profile, Environment environment) {
        AttestationFormat own = environment.attestation();
        formats.add(own);
        if (profile.has(Feature.U2F)) {
            own.batchKey().map(FidoU2fAttestation::new).ifPresent(formats::add);
        }
        formats.add(NONE);
    }

    /** What authenticatorGetInfo says: every key can do none, so that goes without saying, CTAP 2.1 §6.4. */
    List<String> told() {
        return formats.stream()
                .map(AttestationFormat::identifier)
                .filter(identifier -> !identifier.equals(NONE.identifier()))
                .distinct()
                .toList();
    }

    /** The first that the platform prefers, or the key's own where it can do none of those. */
    AttestationFormat chosen(List<String> preferred, CoseAlgorithm algorithm) {
        List<AttestationFormat> fitting =
                formats.stream().filter(format -> format.fits(algorithm)).toList();
        return preferred.stream()
                .flatMap(identifier ->
                        fitting.stream().filter(format -> format.identifier().equals(identifier)))
                .findFirst()
                .orElse(fitting.get(0));
    }
}
