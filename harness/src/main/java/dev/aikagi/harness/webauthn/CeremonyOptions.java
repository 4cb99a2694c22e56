package dev.aikagi.harness.webauthn;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The options of a ceremony, as far as the client itself acts on them. */
final class CeremonyOptions {
    static final JsonMapper JSON = new JsonMapper();

    /** WebAuthn L3 §15.1: the recommended time where the relying party names none. */
    private static final Duration RECOMMENDED_TIMEOUT = Duration.ofMinutes(5);

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final ObjectNode options;
    private final String rpId;

    private CeremonyOptions(ObjectNode options, String rpId) {
        this.options = options;
        this.rpId = rpId;
    }

    /**
     * Reads options and holds them against the page's origin.
     *
     * @param rpMember {@code rp} of a creation, {@code rpId} of a request
     * @throws WebAuthnException TypeError if they cannot be read, SecurityError if the origin may not
     */
    static CeremonyOptions read(String json, String rpMember, URI page) throws WebAuthnException {
        ObjectNode options = object(json);
        String rpId = rpId(options, rpMember, page);
        Origins.requireAllowed(page, rpId);
        if (rpMember.equals("rp")) {
            JsonNode rp = options.get("rp");
            if (!(rp instanceof ObjectNode object)) {
                throw new WebAuthnException("TypeError", "the options have no rp");
            }
            object.put("id", rpId);
        } else {
            options.put("rpId", rpId);
        }
        if (!options.path("challenge").isString()) {
            throw new WebAuthnException("TypeError", "the options have no challenge");
        }
        return new CeremonyOptions(options, rpId);
    }

    String rpId() {
        return rpId;
    }

    String challenge() {
        return options.path("challenge").asString();
    }

    /** WebAuthn L3 §5.4 and §5.5: a hint in milliseconds. */
    Duration timeout() {
        JsonNode timeout = options.path("timeout");
        return timeout.isIntegralNumber() && timeout.asLong() > 0
                ? Duration.ofMillis(timeout.asLong())
                : RECOMMENDED_TIMEOUT;
    }

    /**
     * WebAuthn L3 §5.1.3 step 20: a key of the other kind is no candidate.
     *
     * @throws WebAuthnException NotAllowedError
     */
    void requireAttachment(String attachment) throws WebAuthnException {
        JsonNode asked = options.path("authenticatorSelection").path("authenticatorAttachment");
        if (asked.isString() && !asked.asString().equals(attachment)) {
            throw new WebAuthnException(
                    "NotAllowedError",
                    "the page asks for a %s authenticator, this one is %s".formatted(asked.asString(), attachment));
        }
    }

    Map<String, Object> map() {
        return JSON.convertValue(options, MAP);
    }

    WebAuthnException unreadable(RuntimeException cause) {
        return new WebAuthnException("TypeError", "the options cannot be read: " + cause.getMessage(), cause);
    }

    private static ObjectNode object(String json) throws WebAuthnException {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new WebAuthnException("TypeError", "the options are not JSON: " + e.getOriginalMessage(), e);
        }
        throw new WebAuthnException("TypeError", "the options are not a JSON object");
    }

    /** Where none is named, the origin's effective domain. */
    private static String rpId(ObjectNode options, String rpMember, URI page) {
        JsonNode named = rpMember.equals("rp") ? options.path("rp").path("id") : options.path("rpId");
        String host = page.getHost() == null ? "" : page.getHost();
        return named.isString() ? named.asString() : host;
    }
}
