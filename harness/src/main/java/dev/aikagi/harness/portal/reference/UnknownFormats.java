package dev.aikagi.harness.portal.reference;

import com.webauthn4j.converter.util.ObjectConverter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A portal that does not look at statements of formats that it does not know: it reads {@code none} in their place. */
record UnknownFormats(Handler right) implements Handler {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> KNOWN = Set.of("none", "packed", "fido-u2f", "tpm", "android-key", "apple");

    @Override
    public Reply handle(Visit visit) {
        String response = visit.form().get("credential");
        boolean registration = visit.post() && visit.session().turn() == Turn.ENROL_PASSKEY;
        if (!registration || !response.startsWith("{")) {
            return right.handle(visit);
        }
        Map<String, String> form = new LinkedHashMap<>(visit.form().values());
        form.put("credential", known(response));
        Visit changed = visit.as("POST", new Form(form));
        Reply reply = right.handle(changed);
        visit.session(changed.session());
        return reply;
    }

    private static String known(String response) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(response);
            String encoded = json.path("response").path("attestationObject").asString("");
            var cbor = new ObjectConverter().getCborMapper();
            JsonNode object = cbor.readTree(Base64.getUrlDecoder().decode(encoded));
            if (KNOWN.contains(object.path("fmt").asString(""))) {
                return response;
            }
            ObjectNode plain = ((ObjectNode) object).put("fmt", "none");
            plain.putObject("attStmt");
            json.withObject("/response").put("attestationObject", Tokens.base64Url(cbor.writeValueAsBytes(plain)));
            return json.toString();
        } catch (RuntimeException e) {
            // What cannot be read is for the portal to refuse.
            return response;
        }
    }
}
