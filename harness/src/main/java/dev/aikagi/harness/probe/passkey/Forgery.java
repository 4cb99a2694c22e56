package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.decode.Kind;
import dev.aikagi.harness.probe.Exhibit;
import java.util.ArrayList;
import java.util.List;

/**
 * A response, ready to be sent, and the parts it is made of.
 *
 * @param attestationObject empty in an assertion
 * @param signature empty in a registration
 * @param json the response as the page sends it
 */
record Forgery(
        ForgedCredential credential,
        Bytes clientData,
        Bytes authData,
        Bytes attestationObject,
        Bytes signature,
        String json) {

    /** What differs from an honest response to the same options, part by part; the whole where only the frame differs. */
    List<Exhibit> beside(Forgery honest) {
        List<Exhibit> exhibits = new ArrayList<>();
        add(exhibits, "clientDataJSON", Kind.CLIENT_DATA, honest.clientData, clientData);
        add(exhibits, "authenticatorData", Kind.AUTHENTICATOR_DATA, honest.authData, authData);
        add(exhibits, "attestationObject", Kind.ATTESTATION_OBJECT, honest.attestationObject, attestationObject);
        if (!signature.equals(honest.signature)) {
            exhibits.add(Exhibit.bytes("signature", honest.signature, signature));
        }
        if (exhibits.isEmpty() && !json.equals(honest.json)) {
            Kind kind = signature.isEmpty() && honest.signature.isEmpty()
                    ? Kind.REGISTRATION_RESPONSE
                    : Kind.AUTHENTICATION_RESPONSE;
            exhibits.add(Exhibit.of("response", kind, Hash.utf8(honest.json), Hash.utf8(json)));
        }
        return exhibits;
    }

    private static void add(List<Exhibit> exhibits, String name, Kind kind, Bytes honest, Bytes sent) {
        if (!sent.equals(honest)) {
            exhibits.add(Exhibit.of(name, kind, honest, sent));
        }
    }
}
