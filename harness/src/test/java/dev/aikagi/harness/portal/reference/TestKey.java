package dev.aikagi.harness.portal.reference;

import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.AuthenticatorAssertionResponse;
import com.webauthn4j.data.AuthenticatorAttestationResponse;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnAuthenticatorAdaptor;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnModelAuthenticator;
import com.webauthn4j.test.client.ClientPlatform;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Somebody else's key and browser: webauthn4j-test, speaking JSON as a browser does. */
final class TestKey {
    static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    private final ObjectConverter converter = new ObjectConverter();
    private final ClientPlatform client;

    TestKey(URI origin, WebAuthnModelAuthenticator authenticator) {
        client = new ClientPlatform(
                new Origin(origin.toString()), new WebAuthnAuthenticatorAdaptor(authenticator, converter));
    }

    /** The options that the page holds. */
    static ObjectNode options(TestBrowser browser) {
        return (ObjectNode) JSON.readTree(
                browser.page.selectFirst("script#webauthn-options").data());
    }

    ObjectNode create(ObjectNode options) {
        var credential = client.create(
                converter.getJsonMapper().readValue(options.toString(), PublicKeyCredentialCreationOptions.class));
        AuthenticatorAttestationResponse response = credential.getResponse();
        ObjectNode json = json(credential.getRawId());
        ObjectNode inner = json.putObject("response");
        inner.put("clientDataJSON", encode(response.getClientDataJSON()));
        inner.put("attestationObject", encode(response.getAttestationObject()));
        inner.putArray("transports").add("internal");
        return json;
    }

    ObjectNode get(ObjectNode options) {
        var credential = client.get(
                converter.getJsonMapper().readValue(options.toString(), PublicKeyCredentialRequestOptions.class));
        AuthenticatorAssertionResponse response = credential.getResponse();
        ObjectNode json = json(credential.getRawId());
        ObjectNode inner = json.putObject("response");
        inner.put("clientDataJSON", encode(response.getClientDataJSON()));
        inner.put("authenticatorData", encode(response.getAuthenticatorData()));
        inner.put("signature", encode(response.getSignature()));
        if (response.getUserHandle() != null) {
            inner.put("userHandle", encode(response.getUserHandle()));
        }
        return json;
    }

    private static ObjectNode json(byte[] rawId) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", encode(rawId)).put("rawId", encode(rawId)).put("type", "public-key");
        json.putObject("clientExtensionResults");
        return json;
    }

    static String encode(byte[] octets) {
        return BASE64_URL.encodeToString(octets);
    }

    /** Flips one bit of a binary member of the response, counted from its end. */
    static ObjectNode flip(ObjectNode credential, String member, int fromEnd) {
        ObjectNode response = (ObjectNode) credential.get("response");
        byte[] octets = Base64.getUrlDecoder().decode(response.get(member).asString());
        octets[octets.length - fromEnd] ^= 1;
        response.put(member, encode(octets));
        return credential;
    }

    /** Clears the flag "user verified" of an attestation object; with attestation none that breaks no signature. */
    static ObjectNode withoutVerification(ObjectNode credential) {
        ObjectNode response = (ObjectNode) credential.get("response");
        byte[] octets =
                Base64.getUrlDecoder().decode(response.get("attestationObject").asString());
        String hash = new String(sha256("localhost"), StandardCharsets.ISO_8859_1);
        int flags = new String(octets, StandardCharsets.ISO_8859_1).indexOf(hash) + 32;
        if (flags < 32 || (octets[flags] & 4) == 0) {
            throw new IllegalStateException("the user was not verified in the first place");
        }
        octets[flags] &= ~4;
        response.put("attestationObject", encode(octets));
        return credential;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String attestationFormat(ObjectNode credential) {
        byte[] octets = Base64.getUrlDecoder()
                .decode(credential.at("/response/attestationObject").asString());
        return new ObjectConverter().getCborMapper().readTree(octets).get("fmt").asString();
    }
}
