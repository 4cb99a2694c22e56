package dev.aikagi.authenticator.env;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.util.List;
import java.util.Set;

/**
 * What kind of authenticator a key is: data, read by {@link ProfileReader}.
 *
 * @param displayName for people
 * @param aaguid 16 bytes
 * @param platform whether it is built into the device it is used from
 * @param transports WebAuthn L3 §5.8.4
 * @param algorithms what its credentials can be, in no order: the relying party's counts
 * @param backupEligible flag BE of its credentials, for ever
 * @param backedUp flag BS of its credentials
 * @param counting false for a signature counter that stays at zero
 * @param attestation how it vouches for credentials
 * @param capacity discoverable credentials it can hold
 * @param features none for an authenticator of the simplest kind
 */
public record AuthenticatorProfile(
        String name,
        String displayName,
        Bytes aaguid,
        boolean platform,
        List<String> transports,
        List<CoseAlgorithm> algorithms,
        boolean backupEligible,
        boolean backedUp,
        boolean counting,
        Attestation attestation,
        int capacity,
        Set<Feature> features) {
    /** The kinds of attestation of WebAuthn L3 §6.5.4 that a profile can ask for. */
    public enum Attestation {
        NONE,
        SELF,
        BASIC
    }

    public AuthenticatorProfile {
        if (aaguid.size() != 16) {
            throw new IllegalArgumentException("an AAGUID has 16 bytes, not " + aaguid.size());
        }
        if (backedUp && !backupEligible) {
            throw new IllegalArgumentException("what is backed up is backup eligible (WebAuthn L3 §6.1.3)");
        }
        transports = List.copyOf(transports);
        algorithms = List.copyOf(algorithms);
        features = Set.copyOf(features);
    }

    public boolean has(Feature feature) {
        return features.contains(feature);
    }
}
