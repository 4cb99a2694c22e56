package dev.aikagi.authenticator.ctap2;

import com.yubico.yubikit.fido.Cbor;
import dev.aikagi.authenticator.bytes.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Requests that a key with a PIN and a finger answers with CTAP2_OK, of every command and in many shapes. */
final class ValidRequests {
    private static final byte[] RP_HASH = Peer.sha256("example.com");

    private final List<Valid> all = new ArrayList<>();

    /** A request, and the key it is meant for. */
    record Valid(String name, Peer peer, Bytes bytes) {
        int size() {
            return bytes.size();
        }

        byte[] first(int length) {
            return bytes.slice(0, length).toArray();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A key that knows two users of one relying party, with a PIN, and its platform. */
    private static final class Scene {
        final Peer peer;
        final Platform platform;

        Scene(int protocol) {
            peer = Peer.of("security-key");
            Platform.withPin(peer);
            platform = new Platform(peer, protocol);
            var make = Peer.makeCredential();
            make.put(6, Map.of("hmac-secret", true, "credBlob", new byte[] {1}, "largeBlobKey", true));
            peer.ok(1, make);
            make.put(3, Peer.user(2));
            peer.ok(1, make);
        }

        byte[] credentialId() {
            return peer.credentials.all().get(0).id().toArray();
        }
    }

    static List<Valid> all() {
        ValidRequests requests = new ValidRequests();
        for (int protocol = 1; protocol <= 2; protocol++) {
            requests.addMakeCredential(protocol);
            requests.addGetAssertion(protocol);
            requests.addClientPin(protocol);
            requests.addManagement(protocol);
        }
        requests.addWithoutToken();
        return requests.all;
    }

    private void add(String name, Scene scene, int command, Map<?, ?> members) {
        byte[] parameters = members.isEmpty() ? new byte[0] : Cbor.encode(members);
        all.add(new Valid(
                name + " by protocol " + scene.platform.protocol().getVersion(),
                scene.peer,
                Bytes.concat(Bytes.of((byte) command), Bytes.of(parameters))));
    }

    private void addMakeCredential(int protocol) {
        for (int alg : new int[] {-7, -8, -35, -36}) {
            Scene scene = new Scene(protocol);
            var make = scene.platform.make(scene.platform.pinToken(Platform.MC, "example.com"));
            make.put(4, List.of(Peer.algorithm(-1), Peer.algorithm(alg)));
            add("makeCredential with " + alg, scene, 1, make);
        }
        Scene scene = new Scene(protocol);
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("uvm", true);
        extensions.put("credBlob", new byte[32]);
        extensions.put("credProtect", 2);
        extensions.put("hmac-secret", true);
        extensions.put("largeBlobKey", true);
        extensions.put("minPinLength", true);
        extensions.put("hmac-secret-mc", salts(scene));
        extensions.put("thirdPartyPayment", true);
        extensions.put("pinComplexityPolicy", true);
        extensions.put("something", List.of(1, "two", Map.of()));
        var make = scene.platform.make(scene.platform.uvToken(Platform.MC, "example.com"));
        make.put(5, List.of(Peer.descriptor(new byte[32])));
        make.put(6, extensions);
        make.put(11, List.of("none", "packed"));
        add("makeCredential with everything", scene, 1, make);
    }

    private static Map<Integer, Object> salts(Scene scene) {
        return ExtensionsTest.input(scene.platform, scene.platform.agree(), ExtensionsTest.salt(1));
    }

    private void addGetAssertion(int protocol) {
        Scene scene = new Scene(protocol);
        add("getAssertion", scene, 2, scene.platform.get(scene.platform.pinToken(Platform.GA, "example.com")));
        Scene named = new Scene(protocol);
        var get = named.platform.get(named.platform.uvToken(Platform.GA | Platform.LBW, "example.com"));
        get.put(3, List.of(Peer.descriptor(new byte[4]), Peer.descriptor(named.credentialId())));
        add("getAssertion of a named credential", named, 2, get);
        Scene extended = new Scene(protocol);
        var with = extended.platform.get(extended.platform.pinToken(Platform.GA, "example.com"));
        with.put(
                4,
                Map.of(
                        "uvm", true,
                        "credBlob", true,
                        "hmac-secret", salts(extended),
                        "largeBlobKey", true,
                        "thirdPartyPayment", true));
        add("getAssertion with everything", extended, 2, with);
    }

    private void addClientPin(int protocol) {
        Scene scene = new Scene(protocol);
        for (int subCommand : new int[] {1, 7}) {
            add("clientPIN " + subCommand, scene, 6, Map.of(2, subCommand));
        }
        add("getKeyAgreement", scene, 6, Map.of(1, protocol, 2, 2));
        Peer fresh = Peer.of("security-key");
        Platform platform = new Platform(fresh, protocol);
        all.add(valid("setPIN by protocol " + protocol, fresh, platform.setRequest(Platform.padded("1234"))));
        addPin("changePIN", protocol, s -> s.platform.changeRequest("1234", "56789"));
        addPin("getPinToken", protocol, s -> s.platform.tokenRequest(5, "1234", null, null, s.platform.agree()));
        for (int permissions : new int[] {1, 2, 3, 4, 8, 16, 32, 64}) {
            String rpId = permissions < 4 ? "example.com" : null;
            addPin(
                    "token for " + permissions,
                    protocol,
                    s -> s.platform.tokenRequest(9, "1234", permissions, rpId, s.platform.agree()));
        }
        for (int permissions : new int[] {2, 8, 64}) {
            addPin(
                    "token by finger for " + permissions,
                    protocol,
                    s -> s.platform.tokenRequest(6, null, permissions, "example.com", s.platform.agree()));
        }
    }

    private interface Request {
        Map<Integer, Object> of(Scene scene);
    }

    private void addPin(String name, int protocol, Request request) {
        Scene scene = new Scene(protocol);
        add(name, scene, 6, request.of(scene));
    }

    private static Valid valid(String name, Peer peer, Map<?, ?> members) {
        return new Valid(name, peer, Bytes.concat(Bytes.of((byte) 6), Bytes.of(Cbor.encode(members))));
    }

    private void addManagement(int protocol) {
        for (int command : new int[] {0x0a, 0x41}) {
            addCredentialManagement(protocol, command);
        }
        for (int command : new int[] {0x09, 0x40}) {
            addBioEnrollment(protocol, command);
        }
        byte[] prefix = new byte[33];
        Arrays.fill(prefix, 0, 32, (byte) 0xff);
        prefix[32] = 0x0d;
        for (int subCommand : new int[] {2, 4}) {
            Scene scene = new Scene(protocol);
            byte[] token = scene.platform.pinToken(Platform.ACFG, null);
            add("config " + subCommand, scene, 13, scene.platform.manage(token, subCommand, Map.of(), prefix));
        }
        Scene scene = new Scene(protocol);
        byte[] token = scene.platform.pinToken(Platform.ACFG, null);
        Map<Integer, Object> policy = new LinkedHashMap<>();
        policy.put(1, 6);
        policy.put(2, List.of("example.com", "example.org"));
        policy.put(3, true);
        policy.put(4, true);
        add("config 3", scene, 13, scene.platform.manage(token, 3, policy, prefix));
    }

    private void addCredentialManagement(int protocol, int command) {
        for (int permission : new int[] {Platform.CM, Platform.PCMR}) {
            Scene scene = new Scene(protocol);
            byte[] token = scene.platform.pinToken(permission, null);
            String name = "credentialManagement %x with %x, ".formatted(command, permission);
            add(name + "metadata", scene, command, scene.platform.manage(token, 1, Map.of()));
            add(name + "relying parties", scene, command, scene.platform.manage(token, 2, Map.of()));
            add(name + "credentials", scene, command, scene.platform.manage(token, 4, Map.of(1, RP_HASH)));
        }
        Scene scene = new Scene(protocol);
        byte[] token = scene.platform.pinToken(Platform.CM, "example.com");
        Map<String, Object> id = Peer.descriptor(scene.credentialId());
        if (command == 0x0a) {
            add("rename", scene, command, scene.platform.manage(token, 7, Map.of(2, id, 3, Peer.user(2))));
        }
        add("delete by %x".formatted(command), scene, command, scene.platform.manage(token, 6, Map.of(2, id)));
    }

    private void addBioEnrollment(int protocol, int command) {
        Scene scene = new Scene(protocol);
        byte[] token = scene.platform.pinToken(Platform.BE, null);
        String name = "bioEnrollment %x, ".formatted(command);
        add(name + "modality", scene, command, Map.of(6, true));
        add(name + "sensor", scene, command, Map.of(1, 1, 2, 7));
        add(name + "begin", scene, command, bio(scene, token, 1, Map.of(3, 10_000)));
        add(name + "cancel", scene, command, Map.of(1, 1, 2, 3));
    }

    private static Map<Integer, Object> bio(Scene scene, byte[] token, int subCommand, Map<?, ?> parameters) {
        Map<Integer, Object> request = new LinkedHashMap<>(Map.of(1, 1));
        scene.platform
                .manage(token, subCommand, parameters, (byte) 1)
                .forEach((key, value) -> request.put(key + 1, value));
        return request;
    }

    private void addWithoutToken() {
        Supplier<Scene> scene = () -> new Scene(2);
        add("getInfo", scene.get(), 4, Map.of());
        add("selection", scene.get(), 11, Map.of());
        add("reset", scene.get(), 7, Map.of());
        add("makeCredential by finger", scene.get(), 1, Peer.makeCredential());
        add("getAssertion by finger", scene.get(), 2, Peer.getAssertion());
        add("large blobs, get", scene.get(), 12, Map.of(1, 17, 3, 0));
        var wrapped = Peer.makeCredential();
        wrapped.put(7, Map.of("rk", false));
        add("makeCredential by touch", scene.get(), 1, wrapped);
        var silent = Peer.getAssertion();
        silent.put(5, Map.of("up", false));
        add("getAssertion in silence", scene.get(), 2, silent);
    }
}
