package dev.aikagi.harness.transfer;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.credential.KeptKey;
import dev.aikagi.authenticator.credential.LargeBlob;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.message.UserEntity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Discoverable credentials as JSON in the clear, private keys and all: {@code credentials.schema.json} describes it. */
public final class CredentialJson {
    /** The schema, beside this class. */
    public static final String SCHEMA = "credentials.schema.json";

    private static final String FORMAT = "aikagi-credentials";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CredentialJson() {}

    /** Everything of the credentials, in their order. */
    public static String write(List<PublicKeyCredentialSource> credentials) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("version", 1);
        ArrayNode array = root.putArray("credentials");
        credentials.forEach(credential -> write(array.addObject(), credential));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void write(ObjectNode node, PublicKeyCredentialSource credential) {
        KeptKey key = credential.key().kept();
        CredentialExtras extras = credential.extras();
        node.put("credentialId", base64url(credential.id()));
        node.put("rpId", credential.rpId());
        credential.user().ifPresent(user -> {
            node.put("userHandle", base64url(user.id()));
            user.name().ifPresent(name -> node.put("username", name));
            user.displayName().ifPresent(name -> node.put("userDisplayName", name));
        });
        node.put("algorithm", key.algorithm().id());
        node.put("privateKey", base64url(pkcs8(key)));
        node.put("publicKey", base64url(key.publicKey()));
        node.put("credProtect", extras.protection());
        extras.hmacSeed().ifPresent(seed -> node.put("hmacSecretSeed", base64url(seed)));
        extras.blob().ifPresent(blob -> node.put("credBlob", base64url(blob)));
        extras.largeBlobKey().ifPresent(blobKey -> node.put("largeBlobKey", base64url(blobKey)));
        node.put("thirdPartyPayment", extras.thirdPartyPayment());
        extras.largeBlob().ifPresent(blob -> {
            ObjectNode large = node.putObject("largeBlob");
            large.put("compressed", base64url(blob.compressed()));
            large.put("originalSize", blob.originalSize());
        });
    }

    /**
     * Reads what {@link #write} wrote, or anybody else by the schema.
     *
     * @throws TransferException that says what is wrong, and where
     */
    public static List<PublicKeyCredentialSource> read(String text) throws TransferException {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new TransferException("it is no JSON: " + e.getOriginalMessage(), e);
        }
        requireSchema(root);
        List<PublicKeyCredentialSource> credentials = new ArrayList<>();
        for (JsonNode node : root.required("credentials")) {
            credentials.add(credential(node, "/credentials/" + credentials.size()));
        }
        return credentials;
    }

    private static void requireSchema(JsonNode root) throws TransferException {
        List<Error> errors = schema().validate(root);
        if (!errors.isEmpty()) {
            Error first = errors.get(0);
            throw new TransferException(first.getInstanceLocation() + ": " + first.getMessage());
        }
    }

    private static Schema schema() {
        try (@Nullable InputStream stream = CredentialJson.class.getResourceAsStream(SCHEMA)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks " + SCHEMA);
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PublicKeyCredentialSource credential(JsonNode node, String where) throws TransferException {
        CoseAlgorithm algorithm = CoseAlgorithm.of(node.required("algorithm").asLong())
                .orElseThrow(() -> new TransferException(where + "/algorithm: no key of Aikagi signs with it"));
        try {
            CredentialKey key = CredentialKey.of(KeptKey.ofPkcs8(
                    algorithm,
                    octets(node, "privateKey").orElseThrow(),
                    octets(node, "publicKey").orElseThrow()));
            UserEntity user = new UserEntity(
                    octets(node, "userHandle").orElseThrow(), text(node, "username"), text(node, "userDisplayName"));
            return new PublicKeyCredentialSource(
                    octets(node, "credentialId").orElseThrow(),
                    node.required("rpId").asString(),
                    Optional.of(user),
                    key,
                    extras(node));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TransferException(where + ": it cannot be read as a key of " + algorithm, e);
        }
    }

    private static CredentialExtras extras(JsonNode node) {
        return new CredentialExtras(
                node.path("credProtect").asInt(CredentialExtras.UV_OPTIONAL),
                octets(node, "hmacSecretSeed"),
                octets(node, "credBlob"),
                octets(node, "largeBlobKey"),
                node.path("thirdPartyPayment").asBoolean(false),
                Optional.ofNullable(node.get("largeBlob"))
                        .map(large -> new LargeBlob(
                                octets(large, "compressed").orElseThrow(),
                                large.required("originalSize").asLong())));
    }

    private static Optional<Bytes> octets(JsonNode node, String name) {
        return text(node, name).map(text -> Bytes.of(Base64.getUrlDecoder().decode(text)));
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::asString);
    }

    private static String base64url(Bytes octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets.toArray());
    }

    private static Bytes pkcs8(KeptKey key) {
        try {
            return key.pkcs8();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was made here", e);
        }
    }
}
