package dev.aikagi.authenticator.ctap2;

import com.yubico.yubikit.core.util.Pair;
import com.yubico.yubikit.fido.Cbor;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocol;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV1;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A platform that speaks of PINs to a peer's authenticator, with yubikit's half of the protocols. */
final class Platform {
    static final String PIN = "1234";

    static final int MC = 1;
    static final int GA = 2;
    static final int CM = 4;
    static final int LBW = 16;
    static final int ACFG = 32;
    static final int BE = 8;
    static final int PCMR = 64;

    private final Peer peer;
    private final PinUvAuthProtocol protocol;

    Platform(Peer peer, int protocol) {
        this.peer = peer;
        this.protocol = protocol == 1 ? new PinUvAuthProtocolV1() : new PinUvAuthProtocolV2();
    }

    /** A security key whose PIN is set. */
    static Platform withPin(Peer peer) {
        Platform platform = new Platform(peer, 2);
        if (platform.setPin(PIN) != 0) {
            throw new AssertionError("no PIN was set");
        }
        return platform;
    }

    Pair<Map<Integer, ?>, byte[]> agree() {
        return protocol.encapsulate(keyAgreement());
    }

    @SuppressWarnings("unchecked")
    Map<Integer, ?> keyAgreement() {
        return (Map<Integer, ?>)
                peer.ok(6, Map.of(1, protocol.getVersion(), 2, 2)).get(1);
    }

    int setPin(String pin) {
        return setPadded(padded(pin));
    }

    int setPadded(byte[] padded) {
        return peer.status(6, setRequest(padded));
    }

    Map<Integer, Object> setRequest(byte[] padded) {
        var agreed = agree();
        byte[] newPinEnc = protocol.encrypt(agreed.second, padded);
        Map<Integer, Object> request = request(3, agreed);
        request.put(4, protocol.authenticate(agreed.second, newPinEnc));
        request.put(5, newPinEnc);
        return request;
    }

    int changePin(String from, String to) {
        return peer.status(6, changeRequest(from, to));
    }

    Map<Integer, Object> changeRequest(String from, String to) {
        var agreed = agree();
        byte[] newPinEnc = protocol.encrypt(agreed.second, padded(to));
        byte[] pinHashEnc = protocol.encrypt(agreed.second, hash(from));
        Map<Integer, Object> request = request(4, agreed);
        request.put(
                4,
                protocol.authenticate(
                        agreed.second,
                        Bytes.concat(Bytes.of(newPinEnc), Bytes.of(pinHashEnc)).toArray()));
        request.put(5, newPinEnc);
        request.put(6, pinHashEnc);
        return request;
    }

    /** The status of asking for a token with that PIN. */
    int tryPin(String pin) {
        return peer.status(6, tokenRequest(9, pin, MC | GA, "example.com", agree()));
    }

    int tryOldPinToken(String pin) {
        return peer.status(6, tokenRequest(5, pin, null, null, agree()));
    }

    byte[] oldPinToken() {
        var agreed = agree();
        return decrypted(agreed, tokenRequest(5, PIN, null, null, agreed));
    }

    byte[] pinToken(int permissions, String rpId) {
        return pinToken(PIN, permissions, rpId);
    }

    byte[] pinToken(String pin, int permissions, String rpId) {
        var agreed = agree();
        return decrypted(agreed, tokenRequest(9, pin, permissions, rpId, agreed));
    }

    byte[] uvToken(int permissions, String rpId) {
        var agreed = agree();
        return decrypted(agreed, tokenRequest(6, null, permissions, rpId, agreed));
    }

    int tryUv(int permissions, String rpId) {
        return peer.status(6, tokenRequest(6, null, permissions, rpId, agree()));
    }

    int tryPermissions(int permissions, String rpId) {
        return peer.status(6, tokenRequest(9, PIN, permissions, rpId, agree()));
    }

    Map<Integer, Object> tokenRequest(
            int subCommand, String pin, Integer permissions, String rpId, Pair<Map<Integer, ?>, byte[]> agreed) {
        Map<Integer, Object> request = request(subCommand, agreed);
        if (pin != null) {
            request.put(6, protocol.encrypt(agreed.second, hash(pin)));
        }
        if (permissions != null) {
            request.put(9, permissions);
        }
        if (rpId != null) {
            request.put(10, rpId);
        }
        return request;
    }

    private byte[] decrypted(Pair<Map<Integer, ?>, byte[]> agreed, Map<Integer, Object> request) {
        return protocol.decrypt(agreed.second, (byte[]) peer.ok(6, request).get(2));
    }

    /** makeCredential parameters, authorised by the token instead of uv. */
    Map<Integer, Object> make(byte[] token) {
        var parameters = Peer.makeCredential();
        parameters.put(7, Map.of("rk", true));
        parameters.put(8, protocol.authenticate(token, Peer.HASH));
        parameters.put(9, protocol.getVersion());
        return parameters;
    }

    Map<Integer, Object> get(byte[] token) {
        var parameters = Peer.getAssertion();
        parameters.remove(5);
        parameters.put(6, protocol.authenticate(token, Peer.HASH));
        parameters.put(7, protocol.getVersion());
        return parameters;
    }

    /** A management command with subcommand and parameters, authorised over a prefix, both and nothing else. */
    Map<Integer, Object> manage(byte[] token, int subCommand, Map<?, ?> parameters, byte... prefix) {
        Bytes message = Bytes.concat(
                Bytes.of(prefix),
                Bytes.of((byte) subCommand),
                parameters.isEmpty() ? Bytes.EMPTY : Bytes.of(Cbor.encode(parameters)));
        Map<Integer, Object> request = new LinkedHashMap<>();
        request.put(1, subCommand);
        if (!parameters.isEmpty()) {
            request.put(2, parameters);
        }
        request.put(3, protocol.getVersion());
        request.put(4, protocol.authenticate(token, message.toArray()));
        return request;
    }

    PinUvAuthProtocol protocol() {
        return protocol;
    }

    int pinRetries() {
        return (Integer) peer.ok(6, Map.of(2, 1)).get(3);
    }

    boolean powerCycleNeeded() {
        return (Boolean) peer.ok(6, Map.of(2, 1)).get(4);
    }

    int uvRetries() {
        return (Integer) peer.ok(6, Map.of(2, 7)).get(5);
    }

    private Map<Integer, Object> request(int subCommand, Pair<Map<Integer, ?>, byte[]> agreed) {
        Map<Integer, Object> request = new LinkedHashMap<>();
        request.put(1, protocol.getVersion());
        request.put(2, subCommand);
        request.put(3, agreed.first);
        return request;
    }

    static byte[] padded(String pin) {
        return Arrays.copyOf(pin.getBytes(StandardCharsets.UTF_8), 64);
    }

    private static byte[] hash(String pin) {
        return Arrays.copyOf(Peer.sha256(pin), 16);
    }
}
