package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Where an assertion can be made wrong, in the order in which it comes about; at rest, nothing is. */
final class AssertionSeams {
    private Consumer<ObjectNode> clientData = data -> {};
    private UnaryOperator<Bytes> clientDataBytes = bytes -> bytes;
    private UnaryOperator<AuthData> authData = data -> data;
    private UnaryOperator<Bytes> authDataBytes = bytes -> bytes;
    private BiFunction<ForgedKey, Bytes, Bytes> signature = ForgedKey::sign;
    private UnaryOperator<Bytes> signed = data -> data;
    private Consumer<ObjectNode> json = object -> {};
    private UnaryOperator<String> body = text -> text;

    /** A member of the client data, before it is hashed. */
    AssertionSeams clientData(Consumer<ObjectNode> change) {
        clientData = clientData.andThen(change);
        return this;
    }

    /** The client data as bytes, before it is hashed. */
    AssertionSeams clientDataBytes(UnaryOperator<Bytes> change) {
        clientDataBytes = change;
        return this;
    }

    /** Flags, counter, rpIdHash, before they are signed. */
    AssertionSeams authData(UnaryOperator<AuthData> change) {
        authData = change;
        return this;
    }

    /** The authenticator data as bytes, before it is signed. */
    AssertionSeams authDataBytes(UnaryOperator<Bytes> change) {
        authDataBytes = change;
        return this;
    }

    /** What the signature covers, instead of authenticator data and client data's hash. */
    AssertionSeams signed(UnaryOperator<Bytes> change) {
        signed = change;
        return this;
    }

    /** How it is signed. */
    AssertionSeams signature(BiFunction<ForgedKey, Bytes, Bytes> how) {
        signature = how;
        return this;
    }

    /** The response that the page sends. */
    AssertionSeams json(Consumer<ObjectNode> change) {
        json = json.andThen(change);
        return this;
    }

    /** The response as text. */
    AssertionSeams body(UnaryOperator<String> change) {
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

    AuthData throughAuthData(AuthData data) {
        return authData.apply(data);
    }

    Bytes throughAuthDataBytes(Bytes bytes) {
        return authDataBytes.apply(bytes);
    }

    Bytes sign(ForgedKey key, Bytes data) {
        return signature.apply(key, signed.apply(data));
    }

    String throughJson(ObjectNode object) {
        json.accept(object);
        return body.apply(object.toString());
    }
}
