package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.yubico.yubikit.core.util.Pair;
import com.yubico.yubikit.fido.Cbor;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.pin.PinPolicy;
import dev.aikagi.authenticator.pin.PinState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CTAP 2.1 §12, the extensions, and §6.10, the large-blob array that one of them keeps keys for. */
class ExtensionsTest {
    private static final Map<String, Object> HMAC = Map.of("hmac-secret", true);

    private final Peer peer = Peer.of("security-key");
    private final Platform platform = new Platform(peer, 2);

    @Test
    void getInfo_listsThem_andPlatformProfilesHaveNone() {
        var info = peer.ok(4, Map.of());
        assertEquals(
                List.of(
                        "credProtect",
                        "hmac-secret",
                        "hmac-secret-mc",
                        "credBlob",
                        "largeBlobKey",
                        "minPinLength",
                        "pinComplexityPolicy",
                        "thirdPartyPayment",
                        "uvm"),
                info.get(2));
        assertEquals(4096, info.get(11));
        assertEquals(32, info.get(15));
        assertEquals(true, ((Map<?, ?>) info.get(4)).get("largeBlobs"));
        Peer hello = Peer.of("windows-hello");
        assertFalse(hello.ok(4, Map.of()).containsKey(2));
        var make = Peer.makeCredential();
        make.put(6, Map.of("credProtect", 3));
        assertEquals(0x45, ((byte[]) hello.ok(1, make).get(2))[32], "what is not known is ignored");
        assertEquals(0x01, hello.status(12, Map.of(1, 17, 3, 0)));
    }

    @ParameterizedTest
    @CsvSource({"1, true, true, true, true", "2, true, false, true, true", "3, true, false, true, false"})
    void credProtect_decidesWhoFindsTheCredential(
            int level, boolean verified, boolean discovered, boolean verifiedListed, boolean listed) {
        byte[] id = make(Map.of("credProtect", level), Map.of("credProtect", level), true);

        assertEquals(verified ? 0 : 0x2e, peer.status(2, get(true, null)));
        assertEquals(discovered ? 0 : 0x2e, peer.status(2, get(false, null)));
        assertEquals(verifiedListed ? 0 : 0x2e, peer.status(2, get(true, id)));
        assertEquals(listed ? 0 : 0x2e, peer.status(2, get(false, id)));
        var again = Peer.makeCredential();
        again.put(5, List.of(Peer.descriptor(id)));
        assertEquals(0x19, peer.status(1, again), "a verified user may know");
        again.put(7, Map.of("rk", false));
        assertEquals(listed ? 0x19 : 0, peer.status(1, again), "others only where they may use it");
    }

    @Test
    void credProtect_ofAWrappedCredential_isInItsId() {
        byte[] id = make(Map.of("credProtect", 3), Map.of("credProtect", 3), false);

        assertEquals(0x2e, peer.status(2, get(false, id)));
        assertEquals(0, peer.status(2, get(true, id)));
    }

    @Test
    void credProtect_ofAnotherKind_isRefused() {
        assertEquals(0x2c, tryMake(Map.of("credProtect", 0)));
        assertEquals(0x2c, tryMake(Map.of("credProtect", 4)));
        assertEquals(0x11, tryMake(Map.of("credProtect", "userVerificationRequired")));
        assertEquals(0x2e, peer.status(2, get(true, null)), "nothing was made");
    }

    @Test
    void credBlob_isKeptWithDiscoverableCredentials() {
        byte[] blob = "thirty-two bytes are the longest".getBytes(StandardCharsets.US_ASCII);
        make(Map.of("credBlob", blob), Map.of("credBlob", true), true);
        assertArrayEquals(
                blob, (byte[]) used(get(true, null), Map.of("credBlob", true)).get("credBlob"));
        assertNull(used(get(true, null), Map.of("credBlob", false)));

        make(Map.of("credBlob", new byte[33]), Map.of("credBlob", false), true);
        assertEquals(
                0, ((byte[]) used(get(true, null), Map.of("credBlob", true)).get("credBlob")).length);
        make(Map.of("credBlob", blob), Map.of("credBlob", false), false);
    }

    @Test
    void minPinLength_isToldToWhoMayKnow() {
        make(Map.of("minPinLength", true), null, true);
        var state = peer.state.read().orElseThrow();
        peer.state.write(state.withPin(PinState.initial(new PinPolicy(6, List.of("example.com"), false, false))));
        make(Map.of("minPinLength", true), Map.of("minPinLength", 6), true);
        make(Map.of("minPinLength", false), null, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void hmacSecret_isTheSameForTheSameSalt(int protocol) {
        Platform platform = new Platform(peer, protocol);
        make(HMAC, HMAC, true);

        byte[] one = secret(platform, get(true, null), salt(1));
        byte[] two = secret(platform, get(true, null), Bytes.concat(salt(2), salt(1)));

        assertEquals(32, one.length);
        assertArrayEquals(one, Arrays.copyOfRange(two, 32, 64));
        assertFalse(Arrays.equals(one, Arrays.copyOf(two, 32)));
    }

    @Test
    void hmacSecret_differsWithVerificationAndCredential() {
        byte[] first = make(HMAC, HMAC, false);
        byte[] second = make(HMAC, HMAC, false);
        byte[] verified = secret(platform, get(true, first), salt(1));

        assertArrayEquals(verified, secret(platform, get(true, first), salt(1)));
        assertFalse(Arrays.equals(verified, secret(platform, get(false, first), salt(1))));
        assertFalse(Arrays.equals(verified, secret(platform, get(true, second), salt(1))));
    }

    @Test
    void hmacSecret_ofAWrongRequest_isRefused() {
        byte[] without = make(Map.of("hmac-secret", false), null, false);
        assertNull(used(get(true, without), Map.of("hmac-secret", input(platform, salt(1)))));
        make(HMAC, HMAC, true);
        var silent = get(true, null);
        silent.put(5, Map.of("up", false));
        assertEquals(0x2b, trySecret(silent, input(platform, salt(1))));
        var forged = input(platform, salt(1));
        ((byte[]) forged.get(3))[0] ^= 1;
        assertEquals(0x33, trySecret(get(true, null), forged));
        assertEquals(0x02, trySecret(get(true, null), input(platform, salt(1).slice(0, 16))));
        assertEquals(0x02, trySecret(get(true, null), input(platform, Bytes.of(new byte[96]))));
        var other = input(platform, salt(1));
        other.put(4, 3);
        assertEquals(0x02, trySecret(get(true, null), other));
        other.remove(2);
        assertEquals(0x14, trySecret(get(true, null), other));
        var nobody = input(platform, salt(1));
        nobody.put(1, Map.of(1, 2, 3, -25, -1, 1, -2, new byte[32], -3, new byte[32]));
        assertEquals(0x02, trySecret(get(true, null), nobody), "a platform's key that is no point");
        var one = input(new Platform(peer, 1), salt(1));
        one.remove(4);
        assertEquals(0, trySecret(get(true, null), one), "protocol one where none is named");
    }

    @Test
    void largeBlobKey_isToldBesideTheAuthenticatorData() {
        var make = Peer.makeCredential();
        make.put(6, Map.of("largeBlobKey", true));
        byte[] replaced = (byte[]) peer.ok(1, make).get(5);
        var made = peer.ok(1, make);
        byte[] key = (byte[]) made.get(5);
        assertEquals(32, key.length);
        assertFalse(Arrays.equals(replaced, key), "each credential has its own");
        assertEquals(0x45, ((byte[]) made.get(2))[32], "no extension data");

        var get = get(true, null);
        assertFalse(peer.ok(2, get).containsKey(7));
        get.put(4, Map.of("largeBlobKey", true));
        assertArrayEquals(key, (byte[]) peer.ok(2, get).get(7));
        get.put(4, Map.of("largeBlobKey", false));
        assertEquals(0x2c, peer.status(2, get));
        assertEquals(0x2c, tryMake(Map.of("largeBlobKey", false)));
        make.put(7, Map.of("uv", true));
        assertEquals(0x2c, peer.status(1, make), "for discoverable credentials only");
    }

    @Test
    void severalAccounts_eachHaveTheirOutput() {
        make(Map.of("credBlob", new byte[] {1}), Map.of("credBlob", true), true);
        var other = Peer.makeCredential();
        other.put(3, Peer.user(2));
        other.put(6, Map.of("credBlob", new byte[] {2}));
        peer.ok(1, other);

        assertArrayEquals(new byte[] {2}, (byte[])
                used(get(true, null), Map.of("credBlob", true)).get("credBlob"));
        assertArrayEquals(new byte[] {1}, (byte[]) outputs(
                        (byte[]) peer.ok(8, Map.of()).get(2), 37)
                .get("credBlob"));
    }

    private byte[] make(Map<String, ?> inputs, Map<String, ?> outputs, boolean discoverable) {
        var make = Peer.makeCredential();
        make.put(6, inputs);
        make.put(7, Map.of("rk", discoverable, "uv", true));
        byte[] data = (byte[]) peer.ok(1, make).get(2);
        byte[] id = Peer.credentialId(Map.of(2, data));
        int key = 55 + id.length;
        int keySize = Cbor.encode(Cbor.decode(data, key, 77)).length;
        assertEquals(outputs, outputs(data, key + keySize));
        assertEquals(outputs != null, (data[32] & 0x80) != 0);
        return id;
    }

    private int tryMake(Map<String, ?> inputs) {
        var make = Peer.makeCredential();
        make.put(6, inputs);
        return peer.status(1, make);
    }

    private Map<?, ?> used(Map<Integer, Object> get, Map<String, ?> inputs) {
        get.put(4, inputs);
        return outputs((byte[]) peer.ok(2, get).get(2), 37);
    }

    static Map<?, ?> outputs(byte[] data, int at) {
        return at == data.length ? null : (Map<?, ?>) Cbor.decode(data, at, data.length - at);
    }

    private byte[] secret(Platform platform, Map<Integer, Object> get, Bytes salts) {
        var agreed = platform.agree();
        get.put(4, Map.of("hmac-secret", input(platform, agreed, salts)));
        byte[] output = (byte[]) outputs((byte[]) peer.ok(2, get).get(2), 37).get("hmac-secret");
        return platform.protocol().decrypt(agreed.second, output);
    }

    private int trySecret(Map<Integer, Object> get, Map<Integer, Object> input) {
        get.put(4, Map.of("hmac-secret", input));
        return peer.status(2, get);
    }

    private static Map<Integer, Object> input(Platform platform, Bytes salts) {
        return input(platform, platform.agree(), salts);
    }

    static Map<Integer, Object> input(Platform platform, Pair<Map<Integer, ?>, byte[]> agreed, Bytes salts) {
        byte[] encrypted = platform.protocol().encrypt(agreed.second, salts.toArray());
        Map<Integer, Object> input = new LinkedHashMap<>();
        input.put(1, agreed.first);
        input.put(2, encrypted);
        input.put(3, platform.protocol().authenticate(agreed.second, encrypted));
        input.put(4, platform.protocol().getVersion());
        return input;
    }

    static Bytes salt(int number) {
        byte[] salt = new byte[32];
        Arrays.fill(salt, (byte) number);
        return Bytes.of(salt);
    }

    private static Map<Integer, Object> get(boolean verified, byte[] id) {
        var get = Peer.getAssertion();
        if (!verified) {
            get.remove(5);
        }
        if (id != null) {
            get.put(3, List.of(Peer.descriptor(id)));
        }
        return get;
    }
}
