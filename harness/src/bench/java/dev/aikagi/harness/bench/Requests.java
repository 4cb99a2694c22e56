package dev.aikagi.harness.bench;

import com.yubico.yubikit.fido.Cbor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is asked, as yubikit encodes it. */
final class Requests {
    private static final byte[] HASH = new byte[32];

    private Requests() {}

    /** authenticatorMakeCredential of ES256, not discoverable: nothing is kept, so that the thousandth is as the first. */
    static byte[] make() {
        return make(false);
    }

    /** The same, discoverable. */
    static byte[] makeResident() {
        return make(true);
    }

    private static byte[] make(boolean resident) {
        Map<Integer, Object> members = new LinkedHashMap<>();
        members.put(1, HASH);
        members.put(2, Map.of("id", "example.com", "name", "Example"));
        members.put(3, Map.of("id", new byte[16], "name", "taro@example.com", "displayName", "健保 太郎"));
        members.put(4, List.of(Map.of("alg", -7, "type", "public-key"), Map.of("alg", -257, "type", "public-key")));
        members.put(7, Map.of("rk", resident));
        return command(1, members);
    }

    /** authenticatorGetAssertion of the discoverable credential. */
    static byte[] get() {
        Map<Integer, Object> members = new LinkedHashMap<>();
        members.put(1, "example.com");
        members.put(2, HASH);
        return command(2, members);
    }

    private static byte[] command(int code, Map<Integer, Object> members) {
        byte[] parameters = Cbor.encode(members);
        byte[] request = new byte[1 + parameters.length];
        request[0] = (byte) code;
        System.arraycopy(parameters, 0, request, 1, parameters.length);
        return request;
    }
}
