package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Where a registration can be made wrong, in the order in which it comes about; at rest, nothing is. */
final class RegistrationSeams {
    private Consumer<ObjectNode> clientData = data -> {};
    private UnaryOperator<Bytes> clientDataBytes = bytes -> bytes;
    private UnaryOperator<ForgedCredential> credential = made -> made;
    private UnaryOperator<Bytes> coseKey = key -> key;
    private Bytes aaguid = Bytes.of(new byte[16]);
    private UnaryOperator<AuthData> authData = data -> data;
    private UnaryOperator<Bytes> authDataBytes = bytes -> bytes;
    private Attester attester = Attester.NONE;
    private UnaryOperator<Bytes> attestationObject = bytes -> bytes;
    private Consumer<ObjectNode> json = object -> {};
    private UnaryOperator<String> body = text -> text;

    /** A member of the client data, before it is hashed. */
    RegistrationSeams clientData(Consumer<ObjectNode> change) {
        clientData = clientData.andThen(change);
        return this;
    }

    /** The client data as bytes, before it is hashed. */
    RegistrationSeams clientDataBytes(UnaryOperator<Bytes> change) {
        clientDataBytes = change;
        return this;
    }

    /** The credential itself: id, key, user. */
    RegistrationSeams credential(UnaryOperator<ForgedCredential> change) {
        credential = change;
        return this;
    }

    /** The public key as it stands in the attested credential data. */
    RegistrationSeams coseKey(UnaryOperator<Bytes> change) {
        coseKey = change;
        return this;
    }

    /** The authenticator's model. */
    RegistrationSeams aaguid(Bytes model) {
        aaguid = model;
        return this;
    }

    /** Flags, counter, rpIdHash, attested data, extensions, before they are signed. */
    RegistrationSeams authData(UnaryOperator<AuthData> change) {
        UnaryOperator<AuthData> before = authData;
        authData = data -> change.apply(before.apply(data));
        return this;
    }

    /** The authenticator data as bytes, before it is signed. */
    RegistrationSeams authDataBytes(UnaryOperator<Bytes> change) {
        authDataBytes = change;
        return this;
    }

    /** Who attests, and how. */
    RegistrationSeams attester(Attester other) {
        attester = other;
        return this;
    }

    /** The attestation object as bytes. */
    RegistrationSeams attestationObject(UnaryOperator<Bytes> change) {
        attestationObject = change;
        return this;
    }

    /** The response that the page sends. */
    RegistrationSeams json(Consumer<ObjectNode> change) {
        json = json.andThen(change);
        return this;
    }

    /** The response as text. */
    RegistrationSeams body(UnaryOperator<String> change) {
        body = change;
        return this;
    }

    ObjectNode throughClientData(ObjectNode data) {
        clientData.accept(data);
        return data;
    }

    Bytes throughClientDataBytes(Bytes bytes) {
        return clientDataBytes.apply(bytes);
    }

    ForgedCredential throughCredential(ForgedCredential made) {
        return credential.apply(made);
    }

    Bytes throughCoseKey(Bytes key) {
        return coseKey.apply(key);
    }

    Bytes model() {
        return aaguid;
    }

    AuthData throughAuthData(AuthData data) {
        return authData.apply(data);
    }

    Bytes throughAuthDataBytes(Bytes bytes) {
        return authDataBytes.apply(bytes);
    }

    Attester attester() {
        return attester;
    }

    Bytes throughAttestationObject(Bytes bytes) {
        return attestationObject.apply(bytes);
    }

    String throughJson(ObjectNode object) {
        json.accept(object);
        return body.apply(object.toString());
    }
}
