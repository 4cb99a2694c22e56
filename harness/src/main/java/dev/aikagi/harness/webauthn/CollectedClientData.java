package dev.aikagi.harness.webauthn;

import dev.aikagi.authenticator.bytes.Bytes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** WebAuthn L3 §5.8.1: what the client saw, in the order that §5.8.1.1 serialises it. */
final class CollectedClientData {
    private static final JsonMapper JSON = new JsonMapper();

    private CollectedClientData() {}

    /**
     * The JSON that the key's signature will cover.
     *
     * @param challenge as it stands in the options, base64url
     */
    static Bytes serialise(String type, String challenge, URI origin) {
        ObjectNode data = JSON.createObjectNode()
                .put("type", type)
                .put("challenge", challenge)
                .put("origin", Origins.serialise(origin))
                .put("crossOrigin", false);
        return Bytes.of(data.toString().getBytes(StandardCharsets.UTF_8));
    }
}
