package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where any response can be made wrong, in the order in which it comes about; at rest, nothing is.
 *
 * @param <S> the seams of the one kind of response, to go on with
 */
abstract sealed class ResponseSeams<S extends ResponseSeams<S>> permits AssertionSeams, RegistrationSeams {
    private Consumer<ObjectNode> clientData = data -> {};
    private UnaryOperator<Bytes> clientDataBytes = bytes -> bytes;
    private UnaryOperator<AuthData> authData = data -> data;
    private UnaryOperator<Bytes> authDataBytes = bytes -> bytes;
    private Consumer<ObjectNode> json = object -> {};
    private UnaryOperator<String> body = text -> text;

    abstract S self();

    /** A member of the client data, before it is hashed. */
    final S clientData(Consumer<ObjectNode> change) {
        clientData = clientData.andThen(change);
        return self();
    }

    /** The client data as bytes, before it is hashed. */
    final S clientDataBytes(UnaryOperator<Bytes> change) {
        clientDataBytes = change;
        return self();
    }

    /** Flags, counter, rpIdHash, attested data, extensions, before they are signed. */
    final S authData(UnaryOperator<AuthData> change) {
        UnaryOperator<AuthData> before = authData;
        authData = data -> change.apply(before.apply(data));
        return self();
    }

    /** The authenticator data as bytes, before it is signed. */
    final S authDataBytes(UnaryOperator<Bytes> change) {
        authDataBytes = change;
        return self();
    }

    /** The response that the page sends. */
    final S json(Consumer<ObjectNode> change) {
        json = json.andThen(change);
        return self();
    }

    /** The response as text. */
    final S body(UnaryOperator<String> change) {
        body = change;
        return self();
    }

    final ObjectNode throughClientData(ObjectNode data) {
        clientData.accept(data);
        return data;
    }

    final Bytes throughClientDataBytes(Bytes bytes) {
        return clientDataBytes.apply(bytes);
    }

    final AuthData throughAuthData(AuthData data) {
        return authData.apply(data);
    }

    final Bytes throughAuthDataBytes(Bytes bytes) {
        return authDataBytes.apply(bytes);
    }

    final String throughJson(ObjectNode object) {
        json.accept(object);
        return body.apply(object.toString());
    }
}
