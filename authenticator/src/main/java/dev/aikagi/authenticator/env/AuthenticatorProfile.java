package dev.aikagi.authenticator.env;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.pin.PinPolicy;
import dev.aikagi.authenticator.state.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What kind of authenticator a key is: data, read by {@link ProfileReader}.
 *
 * @param displayName for people
 * @param aaguid 16 bytes
 * @param versions of CTAP2, CTAP 2.1 §6.4; none for one that speaks U2F alone, and U2F goes with its feature
 * @param firmwareVersion as the vendor counts, from 1
 * @param platform whether it is built into the device it is used from
 * @param transports WebAuthn L3 §5.8.4
 * @param algorithms what its credentials can be, in no order: the relying party's counts
 * @param sensor what it recognises its user with, besides a PIN
 * @param backupEligible flag BE of its credentials, for ever
 * @param backedUp flag BS of its credentials
 * @param counting false for a signature counter that stays at zero
 * @param attestation how it vouches for credentials
 * @param capacity discoverable credentials it can hold
 * @param features none for an authenticator of the simplest kind
 * @param factory how it leaves the factory
 */
public record AuthenticatorProfile(
        String name,
        String displayName,
        Bytes aaguid,
        List<String> versions,
        int firmwareVersion,
        boolean platform,
        List<String> transports,
        List<CoseAlgorithm> algorithms,
        Optional<UserVerificationMethod> sensor,
        boolean backupEligible,
        boolean backedUp,
        boolean counting,
        Attestation attestation,
        int capacity,
        Limits limits,
        Set<Feature> features,
        Factory factory) {
    /** CTAP 2.1 §9: what an authenticator that says FIDO_2_1 has, besides discoverable credentials. */
    static final Set<Feature> MANDATORY =
            Set.of(Feature.CLIENT_PIN, Feature.CREDENTIAL_MANAGEMENT, Feature.CRED_PROTECT, Feature.HMAC_SECRET);

    /** What authenticatorGetInfo calls U2F. */
    public static final String U2F = "U2F_V2";

    /** The kinds of attestation of WebAuthn L3 §6.5.4 that a profile can ask for, and the formats of platforms. */
    public enum Attestation {
        NONE,
        SELF,
        BASIC,
        /** Basic attestation in U2F's own format, WebAuthn L3 §8.6. */
        FIDO_U2F,
        TPM,
        ANDROID_KEY,
        APPLE
    }

    /**
     * What is set before anybody uses the key, and again after a reset.
     *
     * @param transportsForReset where authenticatorReset is accepted, CTAP 2.2 §6.4; empty for all
     * @param pinPolicyUrl where people can read what a PIN has to be like, CTAP 2.2 §6.4
     */
    public record Factory(
            PinPolicy pin, Settings settings, List<String> transportsForReset, Optional<String> pinPolicyUrl) {
        public static final Factory PLAIN = new Factory(PinPolicy.LEAST, Settings.OFF, List.of(), Optional.empty());

        public Factory {
            transportsForReset = List.copyOf(transportsForReset);
        }
    }

    public AuthenticatorProfile {
        if (aaguid.size() != 16) {
            throw new IllegalArgumentException("an AAGUID has 16 bytes, not " + aaguid.size());
        }
        if (backedUp && !backupEligible) {
            throw new IllegalArgumentException("what is backed up is backup eligible (WebAuthn L3 §6.1.3)");
        }
        versions = List.copyOf(versions);
        transports = List.copyOf(transports);
        algorithms = List.copyOf(algorithms);
        features = Set.copyOf(features);
    }

    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** Whether it speaks CTAP2 at all. */
    public boolean speaksCtap2() {
        return !versions.isEmpty();
    }

    /** Whether it has all that a version makes mandatory: 2.0 nothing, those that came later CTAP 2.1 §9. */
    public boolean lives(String version) {
        return version.equals("FIDO_2_0") || features.containsAll(MANDATORY);
    }
}
