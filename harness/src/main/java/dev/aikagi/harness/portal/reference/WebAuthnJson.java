package dev.aikagi.harness.portal.reference;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the portal asks a browser for: the JSON of WebAuthn L3 §5.1.8 and §5.1.9. */
final class WebAuthnJson {
    static final long TIMEOUT_MILLIS = 300_000;

    private static final JsonMapper MAPPER = new JsonMapper();

    private WebAuthnJson() {}

    /** {@code PublicKeyCredentialCreationOptionsJSON}. */
    static String creation(String rpId, Person person, WebAuthnPolicy policy, byte[] challenge) {
        ObjectNode options = MAPPER.createObjectNode();
        options.putObject("rp").put("id", rpId).put("name", "健保ポータル");
        options.putObject("user")
                .put("id", Tokens.base64Url(person.userHandle()))
                .put("name", person.account().userId())
                .put("displayName", person.account().displayName());
        options.put("challenge", Tokens.base64Url(challenge));
        ArrayNode algorithms = options.putArray("pubKeyCredParams");
        policy.algorithms()
                .forEach(alg -> algorithms.addObject().put("type", "public-key").put("alg", alg));
        options.put("timeout", TIMEOUT_MILLIS);
        descriptors(options.putArray("excludeCredentials"), person.passkeys());
        options.putObject("authenticatorSelection")
                .put("residentKey", policy.residentKey().getValue())
                .put("requireResidentKey", policy.residentKey().getValue().equals("required"))
                .put("userVerification", policy.userVerification().getValue());
        options.put("attestation", policy.attestation().getValue());
        options.putObject("extensions").put("credProps", true);
        return options.toString();
    }

    /** {@code PublicKeyCredentialRequestOptionsJSON}; without allowed ones for whichever passkey the user picks. */
    static String request(String rpId, List<Passkey> allowed, WebAuthnPolicy policy, byte[] challenge) {
        ObjectNode options = MAPPER.createObjectNode();
        options.put("challenge", Tokens.base64Url(challenge));
        options.put("timeout", TIMEOUT_MILLIS);
        options.put("rpId", rpId);
        descriptors(options.putArray("allowCredentials"), allowed);
        options.put("userVerification", policy.userVerification().getValue());
        return options.toString();
    }

    /** The descriptors of passkeys, {@code PublicKeyCredentialDescriptorJSON}. */
    static String list(List<Passkey> passkeys) {
        ArrayNode array = MAPPER.createArrayNode();
        descriptors(array, passkeys);
        return array.toString();
    }

    private static void descriptors(ArrayNode array, List<Passkey> passkeys) {
        for (Passkey passkey : passkeys) {
            ObjectNode descriptor = array.addObject();
            descriptor.put("type", "public-key").put("id", passkey.id());
            if (!passkey.transports().isEmpty()) {
                ArrayNode transports = descriptor.putArray("transports");
                passkey.transports().forEach(transports::add);
            }
        }
    }

    /** The {@code id} of a response, if its {@code rawId} and {@code type} agree (WebAuthn L3 §5.1). */
    static Optional<String> credentialId(String response) {
        JsonNode json = MAPPER.readTree(response);
        String id = json.path("id").asString("");
        boolean agree = json.path("rawId").asString("").equals(id)
                && json.path("type").asString("").equals("public-key");
        return agree && !id.isEmpty() ? Optional.of(id) : Optional.empty();
    }
}
