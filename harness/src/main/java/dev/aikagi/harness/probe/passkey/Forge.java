package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import java.net.URI;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Client and authenticator in one, without scruples: makes the response to a portal's options, WebAuthn L3 §5.1.3 and
 * §5.1.4, each part passing through its seam.
 *
 * @param options as the portal gave them
 * @param origin of the page, RFC 6454 §6.2
 * @param rpId the options', else the page's host
 */
record Forge(ObjectNode options, String origin, String rpId) {
    static final JsonMapper JSON = new JsonMapper();

    static Forge of(String options, URI page) {
        ObjectNode object = (ObjectNode) JSON.readTree(options);
        String named = object.has("rp")
                ? object.path("rp").path("id").asString("")
                : object.path("rpId").asString("");
        return new Forge(object, origin(page), named.isEmpty() ? page.getHost() : named);
    }

    /** What the user handle of a registration has to be. */
    Bytes userHandle() {
        return Hash.fromBase64Url(options.path("user").path("id").asString(""));
    }

    String challenge() {
        return options.path("challenge").asString("");
    }

    Forgery registration(ForgedCredential made, RegistrationSeams seams) {
        ForgedCredential credential = seams.throughCredential(made);
        Bytes clientData = clientData("webauthn.create", seams::throughClientData, seams::throughClientDataBytes);
        Bytes key = seams.throughCoseKey(CborWriter.write(credential.key().cose()));
        AuthData honest = new AuthData(
                Hash.sha256(rpId),
                AuthData.UP | AuthData.UV | AuthData.AT,
                0,
                AuthData.attested(seams.model(), credential.id(), key),
                Bytes.EMPTY);
        Bytes authData =
                seams.throughAuthDataBytes(seams.throughAuthData(honest).encode());
        Attester.Statement statement = seams.attester()
                .attest(new Attester.Material(authData, Hash.sha256(clientData), credential, seams.model()));
        Bytes object = seams.throughAttestationObject(CborWriter.write(new CborMapBuilder()
                .put("fmt", CborValue.of(statement.format()))
                .put("attStmt", statement.statement())
                .put("authData", CborValue.of(authData))
                .build()));
        ObjectNode json = frame(credential.id());
        ObjectNode response = json.putObject("response");
        response.put("clientDataJSON", Hash.base64Url(clientData));
        response.put("attestationObject", Hash.base64Url(object));
        response.putArray("transports").add("internal");
        json.putObject("clientExtensionResults").putObject("credProps").put("rk", true);
        return new Forgery(credential, clientData, authData, object, Bytes.EMPTY, seams.throughJson(json));
    }

    /**
     * An assertion.
     *
     * @param counter what the authenticator counts
     */
    Forgery assertion(ForgedCredential credential, long counter, AssertionSeams seams) {
        Bytes clientData = clientData("webauthn.get", seams::throughClientData, seams::throughClientDataBytes);
        AuthData honest = new AuthData(Hash.sha256(rpId), AuthData.UP | AuthData.UV, counter, Bytes.EMPTY, Bytes.EMPTY);
        Bytes authData =
                seams.throughAuthDataBytes(seams.throughAuthData(honest).encode());
        Bytes signature = seams.sign(credential.key(), Bytes.concat(authData, Hash.sha256(clientData)));
        ObjectNode json = frame(credential.id());
        ObjectNode response = json.putObject("response");
        response.put("clientDataJSON", Hash.base64Url(clientData));
        response.put("authenticatorData", Hash.base64Url(authData));
        response.put("signature", Hash.base64Url(signature));
        response.put("userHandle", Hash.base64Url(credential.userHandle()));
        json.putObject("clientExtensionResults");
        return new Forgery(credential, clientData, authData, Bytes.EMPTY, signature, seams.throughJson(json));
    }

    private interface Members {
        ObjectNode change(ObjectNode data);
    }

    private interface Octets {
        Bytes change(Bytes bytes);
    }

    /** §5.8.1, in the order that §5.8.1.1 serialises it. */
    private Bytes clientData(String type, Members members, Octets octets) {
        ObjectNode data = JSON.createObjectNode()
                .put("type", type)
                .put("challenge", challenge())
                .put("origin", origin)
                .put("crossOrigin", false);
        return octets.change(Hash.utf8(members.change(data).toString()));
    }

    private static ObjectNode frame(Bytes credentialId) {
        String id = Hash.base64Url(credentialId);
        return JSON.createObjectNode()
                .put("id", id)
                .put("rawId", id)
                .put("type", "public-key")
                .put("authenticatorAttachment", "platform");
    }

    static String origin(URI page) {
        boolean usual = page.getPort() < 0 || page.getPort() == ("https".equals(page.getScheme()) ? 443 : 80);
        return page.getScheme() + "://" + page.getHost() + (usual ? "" : ":" + page.getPort());
    }
}
