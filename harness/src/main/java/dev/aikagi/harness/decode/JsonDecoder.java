package dev.aikagi.harness.decode;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** WebAuthn §5.1 and §5.8.1: the JSON forms, with what they carry in base64url taken apart. */
final class JsonDecoder {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> ALGORITHMS = Set.of("alg", "publicKeyAlgorithm");

    private final Fields fields;

    JsonDecoder(Fields fields) {
        this.fields = fields;
    }

    /**
     * What kind of JSON it is.
     *
     * @throws DecodeException if it is none of WebAuthn
     */
    static Kind kind(String text) throws DecodeException {
        JsonNode node = unwrapped(parse(text));
        for (Kind kind : Kind.values()) {
            if (isOf(kind, node)) {
                return kind;
            }
        }
        throw new DecodeException("the JSON has the members of no WebAuthn structure");
    }

    void show(Kind kind, String text, Tree tree) throws DecodeException {
        JsonNode node = unwrapped(parse(text));
        if (!isOf(kind, node)) {
            throw new DecodeException("the JSON lacks the members of a " + kind.title());
        }
        members(tree, node);
    }

    private static boolean isOf(Kind kind, JsonNode node) {
        JsonNode response = node.path("response");
        return switch (kind) {
            case CLIENT_DATA -> node.has("type") && node.has("challenge") && node.has("origin");
            case REGISTRATION_RESPONSE -> response.has("attestationObject") && response.has("clientDataJSON");
            case AUTHENTICATION_RESPONSE -> response.has("authenticatorData") && response.has("signature");
            case CREATION_OPTIONS -> node.has("rp") && node.has("challenge") && node.has("pubKeyCredParams");
            case REQUEST_OPTIONS -> node.has("challenge") && !node.has("rp") && !node.has("origin");
            default -> false;
        };
    }

    /** Options are often handed over as the argument of navigator.credentials, one level deeper. */
    private static JsonNode unwrapped(JsonNode node) {
        JsonNode inner = node.path("publicKey");
        return inner.isObject() && inner.has("challenge") ? inner : node;
    }

    private static JsonNode parse(String text) throws DecodeException {
        try {
            JsonNode node = JSON.readTree(text);
            if (node.isObject()) {
                return node;
            }
            throw new DecodeException("the JSON is no object");
        } catch (JacksonException e) {
            throw new DecodeException("not JSON: " + e.getOriginalMessage());
        }
    }

    private void members(Tree tree, JsonNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            show(tree, member.getKey(), member.getValue());
        }
    }

    private void show(Tree tree, String name, JsonNode value) {
        if (name.equals("prf") && value.has("results")) {
            Tree branch = tree.line(name, "").line("results", "");
            value.get("results")
                    .properties()
                    .forEach(result -> branch.line(
                            result.getKey(),
                            fields.secrets().show(result.getValue().asString())));
        } else if (value.isObject()) {
            members(tree.line(name, value.isEmpty() ? "{}" : ""), value);
        } else if (value.isArray()) {
            array(tree, name, value);
        } else if (value.isString()) {
            string(tree, name, value.asString());
        } else if (ALGORITHMS.contains(name) && value.isInt()) {
            tree.line(name, CoseNames.algorithm(value.asInt()));
        } else {
            tree.line(name, value.toString());
        }
    }

    private void array(Tree tree, String name, JsonNode array) {
        if (array.valueStream().noneMatch(JsonNode::isContainer)) {
            tree.line(name, array.toString());
            return;
        }
        Tree branch = tree.line(name, "");
        int index = 0;
        for (JsonNode item : array) {
            show(branch, "[" + index++ + "]", item);
        }
    }

    private void string(Tree tree, String name, String value) {
        switch (name) {
            case "attestationObject" -> tree.line(name, "").attempt(branch -> attestation(octets(value), branch));
            case "authenticatorData" ->
                tree.line(name, "").attempt(branch -> new AuthenticatorDataDecoder(fields).show(octets(value), branch));
            case "clientDataJSON" ->
                tree.line(name, "")
                        .attempt(branch -> show(
                                Kind.CLIENT_DATA, new String(octets(value).toArray(), StandardCharsets.UTF_8), branch));
            default -> tree.line(name, value);
        }
    }

    /** WebAuthn §6.5.4: the map fmt, attStmt, authData. */
    void attestation(Bytes encoded, Tree tree) throws DecodeException {
        CborItem.Mapping map = CborTree.map(encoded, tree);
        for (String member : new String[] {"fmt", "attStmt", "authData"}) {
            if (map.get(member).isEmpty()) {
                throw new DecodeException("the map has no " + member);
            }
        }
        fields.entries(tree, map);
    }

    private static Bytes octets(String base64url) throws DecodeException {
        try {
            return Bytes.of(Base64.getUrlDecoder().decode(base64url));
        } catch (IllegalArgumentException e) {
            throw new DecodeException("not base64url: " + e.getMessage());
        }
    }
}
