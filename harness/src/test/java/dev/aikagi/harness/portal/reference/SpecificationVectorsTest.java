package dev.aikagi.harness.portal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.data.AttestationConveyancePreference;
import com.webauthn4j.data.UserVerificationRequirement;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.portal.Account;
import dev.aikagi.harness.portal.reference.Passkeys.PasskeyRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The test vectors of WebAuthn L3 §16, which the relying party is shown as example.org: fifteen passkeys, each registered and
 * used. They are row T-22 of
 * the probes, which no portal can be shown over HTTP: the challenges are the specification's.
 */
class SpecificationVectorsTest {
    private static final URI ORIGIN = URI.create("https://example.org");

    /**
     * By our policy: pages of other origins may not ask for passkeys, and Ed448 is not offered. By webauthn4j
     * 0.31.9: it cannot read the TPM's empty names, requires KeyMaster's origin, which the Android certificate leaves out
     * (§8.4), and an AAGUID of zeros beside a U2F statement.
     */
    private static final Set<String> REFUSED = Set.of(
            "none-es256-crossOrigin",
            "none-es256-topOrigin",
            "packed-ed448",
            "tpm-es256",
            "android-key-es256",
            "fido-u2f-es256");

    private static final JsonNode SPECIFICATION = read();

    private final Session session = new Session("id", "csrf", Instant.EPOCH);
    private final Person person = new Person(
            new Account("taro", "Taro", "initial", LocalDate.EPOCH),
            new byte[] {1},
            new Passwords(new Tokens(new SecureRandom()), 1).nobodys());
    private final UniqueCredentials owners = new UniqueCredentials();

    private static JsonNode read() {
        try (InputStream in = SpecificationVectorsTest.class.getResourceAsStream("webauthn-l3-test-vectors.json")) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> names() {
        return SPECIFICATION
                .path("vectors")
                .valueStream()
                .map(vector -> vector.path("name").asString());
    }

    private static JsonNode vector(String name) {
        return SPECIFICATION
                .path("vectors")
                .valueStream()
                .filter(vector -> vector.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void fifteen_ofEachFormat() {
        assertEquals(15, names().count());
    }

    @ParameterizedTest
    @MethodSource("names")
    void passkey_isRegisteredAndSignsIn_orIsRefusedForAReason(String name) {
        JsonNode vector = vector(name);

        Optional<Passkey> passkey =
                register(vector, "registration", octets(vector, "registration", "attestationObject"));

        assertEquals(!REFUSED.contains(name), passkey.isPresent());
        if (passkey.isPresent()) {
            owners.enrol(person, passkey.get());
            assertEquals(Optional.of(person), signIn(vector, octets(vector, "authentication", "signature")));
        }
    }

    /** Whoever takes everything would pass the other test. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "packed-self-es256",
                "packed-es256",
                "packed-es384",
                "packed-es512",
                "packed-rs256",
                "packed-eddsa",
                "apple-es256"
            })
    void passkey_withOneBitChanged_isRefused(String name) {
        JsonNode vector = vector(name);
        byte[] attestation = octets(vector, "registration", "attestationObject");
        byte[] flipped = attestation.clone();
        // The last octets are those of the public key, which every statement signs or names.
        flipped[flipped.length - 1] ^= 1;
        assertEquals(Optional.empty(), register(vector, "registration", flipped));
        assertEquals(Optional.empty(), register(vector, "authentication", attestation), "another challenge");

        owners.enrol(person, register(vector, "registration", attestation).orElseThrow());
        byte[] signature = octets(vector, "authentication", "signature");
        signature[signature.length - 1] ^= 1;
        assertEquals(Optional.empty(), signIn(vector, signature));
    }

    private Optional<Passkey> register(JsonNode vector, String challengeOf, byte[] attestation) {
        ObjectNode response = response(vector, "registration");
        response.withObject("/response").put("attestationObject", TestKey.encode(attestation));
        return portal(vector, challengeOf).register(session, response.toString());
    }

    private Optional<Person> signIn(JsonNode vector, byte[] signature) {
        ObjectNode response = response(vector, "authentication");
        response.withObject("/response")
                .put("authenticatorData", TestKey.encode(octets(vector, "authentication", "authenticatorData")))
                .put("signature", TestKey.encode(signature));
        return portal(vector, "authentication").signIn(session, response.toString(), Optional.of(person));
    }

    private static ObjectNode response(JsonNode vector, String ceremony) {
        String id = TestKey.encode(octets(vector, "registration", "credentialId"));
        ObjectNode response = TestKey.JSON.createObjectNode();
        response.put("id", id).put("rawId", id).put("type", "public-key");
        response.putObject("clientExtensionResults");
        response.putObject("response")
                .put("clientDataJSON", TestKey.encode(octets(vector, ceremony, "clientDataJSON")));
        return response;
    }

    /** The relying party as the portal has it, but for its name, the challenge, and which algorithms it takes. */
    private Passkeys portal(JsonNode vector, String challengeOf) {
        boolean attested = !vector.path("name").asString().matches("none-.*|packed-self-.*");
        WebAuthnPolicy policy = WebAuthnPolicy.DEFAULT
                .withUserVerification(UserVerificationRequirement.PREFERRED)
                .withAlgorithms(List.of(-7, -8, -35, -36, -257))
                .withAttestation(AttestationConveyancePreference.DIRECT)
                .withTrustAnchors(attested ? Set.of(root()) : Set.of());
        WebAuthnManager manager = AttestationRules.manager(AttestationRules.trust(policy));
        PasskeyRules rules = new PasskeyRules(
                ResponseForm.STRICT,
                new Given(Bytes.of(octets(vector, challengeOf, "challenge"))),
                new CeremonyRules.Strict(manager),
                KeyRule.STRICT,
                DiscoverableRule.STRICT,
                AttestationDemand.STRICT,
                owners,
                SignInRule.STRICT,
                RevocationRule.UNASKED);
        return new Passkeys(policy, manager, rules, ORIGIN);
    }

    private static TrustAnchor root() {
        byte[] der =
                HexFormat.of().parseHex(SPECIFICATION.path("attestationRoot").asString());
        try {
            return new TrustAnchor(
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)),
                    null);
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] octets(JsonNode vector, String ceremony, String member) {
        return HexFormat.of().parseHex(vector.path(ceremony).path(member).asString());
    }

    /** The specification's challenge, in whichever session. */
    private record Given(Bytes challenge) implements Challenges {
        @Override
        public Bytes issue(Session session) {
            return challenge;
        }

        @Override
        public Optional<Bytes> expected(Session session, Bytes answered) {
            return Optional.of(challenge).filter(answered::equals);
        }

        @Override
        public void spend(Session session) {
            // One ceremony each.
        }
    }
}
