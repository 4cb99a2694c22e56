package dev.aikagi.authenticator.ctap2;

import com.yubico.yubikit.fido.Cbor;
import dev.aikagi.authenticator.Authenticator;
import dev.aikagi.authenticator.attestation.AttestationFormat;
import dev.aikagi.authenticator.attestation.EnterpriseAttestation;
import dev.aikagi.authenticator.attestation.NoneAttestation;
import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.credential.MemoryCredentialStore;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.env.FingerSample;
import dev.aikagi.authenticator.env.ManualClock;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.authenticator.keyfile.KeyMemory;
import dev.aikagi.authenticator.message.AuthenticatorDataFilter;
import dev.aikagi.authenticator.state.AuthenticatorState;
import dev.aikagi.authenticator.state.MemoryStateStore;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A host that speaks to an authenticator in yubikit's CBOR, and the user who sits before it. */
final class Peer {
    static final byte[] HASH = sha256("client data");

    final ManualClock clock = new ManualClock(Instant.parse("2026-04-01T00:00:00Z"));
    final List<ConsentPrompt> touches = new ArrayList<>();
    final List<ConsentPrompt> fingers = new ArrayList<>();
    final MemoryStateStore state = new MemoryStateStore();
    final Authenticator authenticator;
    Consent touch = Consent.GRANTED;
    List<Consent> finger = List.of(Consent.GRANTED);

    /** How the next samples of a finger turn out; then they are good. */
    final Deque<FingerSample> samples = new ArrayDeque<>();

    final List<Optional<Duration>> samplePatience = new ArrayList<>();
    final MemoryCredentialStore credentials = new MemoryCredentialStore();

    AuthenticatorDataFilter filter = AuthenticatorDataFilter.IDENTITY;

    private Peer(AuthenticatorProfile profile, boolean enrolled, AttestationFormat attestation, long seed) {
        this(profile, enrolled, attestation, Optional.empty(), seed, Optional.empty());
    }

    private Peer(
            AuthenticatorProfile profile,
            boolean enrolled,
            AttestationFormat attestation,
            Optional<EnterpriseAttestation> enterprise,
            long seed,
            Optional<KeyMemory> memory) {
        UserVerification verification = new UserVerification() {
            @Override
            public boolean enrolled() {
                return enrolled;
            }

            @Override
            public Consent request(ConsentPrompt prompt, Transaction transaction) {
                fingers.add(prompt);
                return finger.get(Math.min(fingers.size(), finger.size()) - 1);
            }

            @Override
            public FingerSample sample(ConsentPrompt prompt, Optional<Duration> patience, Transaction transaction) {
                samplePatience.add(patience);
                return samples.isEmpty()
                        ? UserVerification.super.sample(prompt, patience, transaction)
                        : samples.remove();
            }
        };
        authenticator = new Authenticator(
                profile,
                new Environment(
                        clock,
                        new SeededRandom(seed),
                        (prompt, transaction) -> {
                            touches.add(prompt);
                            return touch;
                        },
                        verification,
                        memory.map(KeyMemory::credentials).orElse(credentials),
                        memory.map(KeyMemory::state).orElse(state),
                        attestation,
                        enterprise,
                        data -> filter.filter(data)));
    }

    static Peer of(String profile) {
        return of(profile, 1);
    }

    static Peer of(String profile, long seed) {
        AuthenticatorProfile read = ProfileReader.bundled(profile);
        AttestationFormat attestation = read.attestation() == AuthenticatorProfile.Attestation.NONE
                ? new NoneAttestation()
                : PackedAttestation.self();
        return new Peer(read, true, attestation, seed);
    }

    /** A key without a finger enrolled. */
    static Peer withoutFinger() {
        return new Peer(ProfileReader.bundled("security-key"), false, PackedAttestation.self(), 1);
    }

    static Peer withoutFinger(String profile) {
        return new Peer(ProfileReader.bundled(profile), false, PackedAttestation.self(), 1);
    }

    /** A security key without a finger enrolled that has these features and no others. */
    static Peer having(boolean enrolled, Feature... features) {
        AuthenticatorProfile profile = ProfileReader.bundled("security-key");
        return new Peer(with(profile, 100, Set.of(features)), enrolled, PackedAttestation.self(), 1);
    }

    /** A security key without a finger enrolled, for an enterprise. */
    static Peer of(EnterpriseAttestation enterprise) {
        return new Peer(
                ProfileReader.bundled("security-key"),
                false,
                PackedAttestation.self(),
                Optional.of(enterprise),
                1,
                Optional.empty());
    }

    /** A security key without a finger enrolled that has these features and attests like that. */
    static Peer having(AttestationFormat attestation, Feature... features) {
        AuthenticatorProfile profile = ProfileReader.bundled("security-key");
        return new Peer(with(profile, 100, Set.of(features)), false, attestation, 1);
    }

    /** A security key with a finger enrolled that keeps everything there. */
    static Peer keeping(KeyMemory memory, AttestationFormat attestation, Feature... features) {
        AuthenticatorProfile profile = ProfileReader.bundled("security-key");
        return new Peer(
                with(profile, 2, Set.of(features)), true, attestation, Optional.empty(), 1, Optional.of(memory));
    }

    static Peer with(AttestationFormat attestation) {
        return new Peer(ProfileReader.bundled("security-key"), true, attestation, 1);
    }

    static Peer holding(int capacity) {
        AuthenticatorProfile profile = ProfileReader.bundled("security-key");
        return new Peer(with(profile, capacity, profile.features()), true, PackedAttestation.self(), 1);
    }

    static Peer of(AuthenticatorProfile profile) {
        return new Peer(profile, false, PackedAttestation.self(), 1);
    }

    /** The same profile with other features and another capacity. */
    static AuthenticatorProfile with(AuthenticatorProfile profile, int capacity, Set<Feature> features) {
        return new AuthenticatorProfile(
                profile.name(),
                profile.displayName(),
                profile.aaguid(),
                profile.versions(),
                profile.firmwareVersion(),
                false,
                profile.transports(),
                profile.algorithms(),
                profile.sensor(),
                false,
                false,
                true,
                profile.attestation(),
                capacity,
                profile.limits(),
                features,
                profile.factory());
    }

    void alwaysUv() {
        AuthenticatorState now = state.read().orElseThrow();
        state.write(now.withSettings(now.settings().withAlwaysUv(true)));
    }

    byte[] raw(byte... request) {
        return authenticator.processCbor(request, Transaction.UNATTENDED);
    }

    int status(int command, Map<?, ?> parameters) {
        return send(command, parameters)[0] & 0xff;
    }

    Map<?, ?> ok(int command, Map<?, ?> parameters) {
        byte[] answer = send(command, parameters);
        if (answer[0] != 0) {
            throw new AssertionError("status 0x%02x".formatted(answer[0]));
        }
        return answer.length == 1 ? Map.of() : (Map<?, ?>) Cbor.decode(answer, 1, answer.length - 1);
    }

    private byte[] send(int command, Map<?, ?> parameters) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(command);
        if (!parameters.isEmpty()) {
            request.writeBytes(Cbor.encode(parameters));
        }
        return raw(request.toByteArray());
    }

    /** A resident credential at example.com, verified by finger. */
    static Map<Integer, Object> makeCredential() {
        Map<Integer, Object> parameters = new LinkedHashMap<>();
        parameters.put(1, HASH);
        parameters.put(2, Map.of("id", "example.com", "name", "Example"));
        parameters.put(3, user(1));
        parameters.put(4, List.of(algorithm(-7)));
        parameters.put(7, Map.of("rk", true, "uv", true));
        return parameters;
    }

    static Map<Integer, Object> getAssertion() {
        Map<Integer, Object> parameters = new LinkedHashMap<>();
        parameters.put(1, "example.com");
        parameters.put(2, HASH);
        parameters.put(5, Map.of("uv", true));
        return parameters;
    }

    static Map<String, Object> user(int number) {
        return Map.of("id", new byte[] {(byte) number}, "name", "user " + number, "displayName", "User " + number);
    }

    static Map<String, Object> algorithm(int alg) {
        return Map.of("alg", alg, "type", "public-key");
    }

    static Map<String, Object> descriptor(byte[] id) {
        return Map.of("id", id, "type", "public-key");
    }

    /** The credential id within the authenticator data of a makeCredential response. */
    static byte[] credentialId(Map<?, ?> response) {
        byte[] data = (byte[]) response.get(2);
        int length = ((data[53] & 0xff) << 8) | (data[54] & 0xff);
        return Arrays.copyOfRange(data, 55, 55 + length);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
