package dev.aikagi.harness.portal.reference;

import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a response has to be written before anything in it is believed (WebAuthn L3 §5.8.1 and §6.1), where webauthn4j reads
 * on: doubled members, octets that are not UTF-8, padded base64url, origins that no browser serialises so, flags that
 * announce what is not there.
 */
interface ResponseForm {
    ResponseForm STRICT = new Strict();

    /**
     * Looks at a response as it came.
     *
     * @throws IllegalArgumentException if it is not written as it must be
     */
    void check(String response);

    /**
     * Looks at the ids of a registration (WebAuthn L3 §5.1).
     *
     * @param attestedId base64url of the one in the authenticator data
     * @throws IllegalArgumentException if the response's own are others
     */
    void check(String response, String attestedId);

    /**
     * Looks at authenticator data.
     *
     * @param attested whether attested credential data has to be there, as in a registration
     * @throws IllegalArgumentException if its flags say otherwise than what follows
     */
    void check(AuthenticatorData<?> data, boolean attested);

    /** No leniency. */
    final class Strict implements ResponseForm {
        private static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        private static final Pattern BASE64_URL = Pattern.compile("[A-Za-z0-9_-]+");
        /** RFC 6454 §6.2 as URL parsers write it: in small letters, without a path. */
        private static final Pattern ORIGIN =
                Pattern.compile("[a-z][a-z0-9+.-]*:[^/A-Z].*|[a-z][a-z0-9+.-]*://[^/A-Z]+");

        @Override
        public void check(String response) {
            String encoded = MAPPER.readTree(response)
                    .path("response")
                    .path("clientDataJSON")
                    .asString("");
            require(BASE64_URL.matcher(encoded).matches(), "clientDataJSON is not base64url");
            JsonNode client = MAPPER.readTree(utf8(Base64.getUrlDecoder().decode(encoded)));
            require(
                    BASE64_URL.matcher(client.path("challenge").asString("")).matches(),
                    "the challenge is not base64url");
            require(ORIGIN.matcher(client.path("origin").asString("")).matches(), "the origin is not serialised so");
        }

        @Override
        public void check(String response, String attestedId) {
            require(WebAuthnJson.credentialId(response).equals(Optional.of(attestedId)), "the ids do not agree");
        }

        @Override
        public void check(AuthenticatorData<?> data, boolean attested) {
            require(data.isFlagAT() == attested, "attested credential data is there, or not, against the rule");
            boolean extended = data.getExtensions() != null
                    && !data.getExtensions().getKeys().isEmpty();
            require(data.isFlagED() == extended, "the flag ED and the extensions do not agree");
        }

        private static String utf8(byte[] octets) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(octets))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("clientDataJSON is not UTF-8", e);
            }
        }

        private static void require(boolean good, String problem) {
            if (!good) {
                throw new IllegalArgumentException(problem);
            }
        }
    }
}
