package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** What can go wrong in more than one place. */
final class Mutations {
    private Mutations() {}

    static Consumer<ObjectNode> flippedChallenge() {
        return data -> {
            byte[] challenge =
                    Hash.fromBase64Url(data.path("challenge").asString("")).toArray();
            challenge[0] ^= 1;
            data.put("challenge", Hash.base64Url(Bytes.of(challenge)));
        };
    }

    static Consumer<ObjectNode> put(String member, String value) {
        return data -> data.put(member, value);
    }

    static Bytes flipLast(Bytes bytes) {
        byte[] octets = bytes.toArray();
        octets[octets.length - 1] ^= 1;
        return Bytes.of(octets);
    }
}
