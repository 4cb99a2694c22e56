package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.fido.Cbor;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.pin.PinPolicy;
import dev.aikagi.authenticator.pin.PinState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The extensions of CTAP 2.2 and 2.3, and uvm of WebAuthn L2. */
class LaterExtensionsTest {
    private final Peer peer = Peer.of("security-key");

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void hmacSecretMc_answersWhatHmacSecretAnswersLater(int protocol) {
        Platform platform = new Platform(peer, protocol);
        Bytes salts = Bytes.concat(ExtensionsTest.salt(1), ExtensionsTest.salt(2));
        var agreed = platform.agree();
        Map<?, ?> made =
                made(Map.of("hmac-secret", true, "hmac-secret-mc", ExtensionsTest.input(platform, agreed, salts)));
        assertEquals(true, made.get("hmac-secret"));
        byte[] early = platform.protocol().decrypt(agreed.second, (byte[]) made.get("hmac-secret-mc"));

        var later = platform.agree();
        Map<?, ?> used = used(Map.of("hmac-secret", ExtensionsTest.input(platform, later, salts)));
        byte[] late = platform.protocol().decrypt(later.second, (byte[]) used.get("hmac-secret"));

        assertEquals(64, early.length);
        assertArrayEquals(late, early);
    }

    @Test
    void hmacSecretMc_withoutHmacSecret_orForged_givesNothing() {
        Platform platform = new Platform(peer, 2);
        var input = ExtensionsTest.input(platform, platform.agree(), ExtensionsTest.salt(1));
        assertNull(made(Map.of("hmac-secret-mc", input)));
        ((byte[]) input.get(3))[0] ^= 1;
        var make = Peer.makeCredential();
        make.put(6, Map.of("hmac-secret", true, "hmac-secret-mc", input));
        assertEquals(0x33, peer.status(1, make));
    }

    @Test
    void thirdPartyPayment_isKept_alsoInAWrappedId_andShownToManagement() {
        assertEquals(Map.of("thirdPartyPayment", true), made(Map.of("thirdPartyPayment", true)));
        assertEquals(Map.of("thirdPartyPayment", true), used(Map.of("thirdPartyPayment", true)));
        assertNull(used(Map.of("thirdPartyPayment", false)));
        assertEquals(true, managed(peer).get(12));

        var wrapped = Peer.makeCredential();
        wrapped.put(6, Map.of("thirdPartyPayment", true));
        wrapped.put(7, Map.of("uv", true));
        var get = Peer.getAssertion();
        get.put(3, List.of(Peer.descriptor(Peer.credentialId(peer.ok(1, wrapped)))));
        get.put(4, Map.of("thirdPartyPayment", true));
        assertEquals(Map.of("thirdPartyPayment", true), outputs((byte[])
                peer.ok(2, get).get(2)));
    }

    @Test
    void thirdPartyPayment_notAskedForWhenMade_isFalse() {
        assertNull(made(Map.of("thirdPartyPayment", false)));
        assertEquals(Map.of("thirdPartyPayment", false), used(Map.of("thirdPartyPayment", true)));
        assertEquals(false, managed(peer).get(12));
        var make = Peer.makeCredential();
        make.put(6, Map.of("thirdPartyPayment", 1));
        assertEquals(0x11, peer.status(1, make));
    }

    private static Map<?, ?> managed(Peer peer) {
        Platform platform = Platform.withPin(peer);
        byte[] token = platform.pinToken(Platform.CM, null);
        return peer.ok(0x0a, platform.manage(token, 4, Map.of(1, Peer.sha256("example.com"))));
    }

    @Test
    void uvm_saysHowTheUserWasVerified() {
        assertEquals(Map.of("uvm", List.of(List.of(2, 1, 1))), made(Map.of("uvm", true)));
        assertEquals(Map.of("uvm", List.of(List.of(2, 1, 1))), used(Map.of("uvm", true)));
        assertNull(used(Map.of("uvm", false)));

        var touched = Peer.getAssertion();
        touched.remove(5);
        assertEquals(List.of(1, 1, 1), uvm(touched));
        var silent = Peer.getAssertion();
        silent.put(5, Map.of("up", false));
        assertEquals(List.of(0x200, 1, 1), uvm(silent));
        Platform platform = Platform.withPin(peer);
        assertEquals(List.of(0x800, 1, 1), uvm(platform.get(platform.pinToken(Platform.GA, "example.com"))));
        assertEquals(List.of(2, 1, 1), uvm(platform.get(platform.uvToken(Platform.GA, "example.com"))));
    }

    private Object uvm(Map<Integer, Object> get) {
        get.put(4, Map.of("uvm", true));
        return ((List<?>) outputs((byte[]) peer.ok(2, get).get(2)).get("uvm")).get(0);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void pinComplexityPolicy_isToldToWhoMayKnow(boolean complex, boolean told) {
        assertNull(made(Map.of("pinComplexityPolicy", true)));
        var state = peer.state.read().orElseThrow();
        peer.state.write(state.withPin(PinState.initial(new PinPolicy(4, List.of("example.com"), complex, false))));

        assertEquals(Map.of("pinComplexityPolicy", told), made(Map.of("pinComplexityPolicy", true)));
        assertNull(made(Map.of("pinComplexityPolicy", false)));
    }

    @Test
    void largeBlob_isWrittenAndReadInOneMessage() {
        Peer cloud = Peer.of("icloud-keychain");
        var make = Peer.makeCredential();
        make.put(6, Map.of("largeBlob", Map.of("support", "required")));
        var made = cloud.ok(1, make);
        assertEquals(Map.of("largeBlob", Map.of("supported", true)), made.get(6));
        assertEquals(0, ((byte[]) made.get(2))[32] & 0x80, "nothing of it is signed");

        assertNull(largeBlob(cloud, Map.of("read", true)), "nothing was written yet");
        byte[] blob = {1, 2, 3};
        assertEquals(Map.of("written", true), largeBlob(cloud, Map.of("write", blob, "originalSize", 5)));
        Map<?, ?> read = largeBlob(cloud, Map.of("read", true));
        assertArrayEquals(blob, (byte[]) read.get("blob"));
        assertEquals(5, read.get("originalSize"));
        assertEquals(Map.of("written", true), largeBlob(cloud, Map.of("write", new byte[4096], "originalSize", 1)));
        assertEquals(Map.of("written", false), largeBlob(cloud, Map.of("write", new byte[4097], "originalSize", 1)));
    }

    @Test
    void largeBlob_ofAnotherKind_isRefused() {
        Peer cloud = Peer.of("icloud-keychain");
        var make = Peer.makeCredential();
        make.put(6, Map.of("largeBlob", Map.of("support", "perhaps")));
        assertEquals(0x2c, cloud.status(1, make));
        make.put(6, Map.of("largeBlob", Map.of()));
        assertEquals(0x14, cloud.status(1, make));
        make.put(6, Map.of("largeBlob", Map.of("support", "required")));
        make.put(7, Map.of("uv", true));
        assertEquals(0x2c, cloud.status(1, make), "it takes a discoverable credential");
        make.put(6, Map.of("largeBlob", Map.of("support", "preferred")));
        assertEquals(
                Map.of("largeBlob", Map.of("supported", false)),
                cloud.ok(1, make).get(6));

        cloud.ok(1, Peer.makeCredential());
        assertEquals(0x2c, tryLargeBlob(cloud, Map.of()));
        assertEquals(0x2c, tryLargeBlob(cloud, Map.of("read", true, "write", new byte[1], "originalSize", 1)));
        assertEquals(0x14, tryLargeBlob(cloud, Map.of("write", new byte[1])));
        assertTrue(((List<?>) cloud.ok(4, Map.of()).get(2)).contains("largeBlob"));
        assertFalse(((List<?>) peer.ok(4, Map.of()).get(2)).contains("largeBlob"), "either it or the large-blob array");
    }

    private static Map<?, ?> largeBlob(Peer cloud, Map<String, ?> input) {
        Map<?, ?> outputs = (Map<?, ?>) cloud.ok(2, withLargeBlob(input)).get(8);
        return outputs == null ? null : (Map<?, ?>) outputs.get("largeBlob");
    }

    private static int tryLargeBlob(Peer cloud, Map<String, ?> input) {
        return cloud.status(2, withLargeBlob(input));
    }

    private static Map<Integer, Object> withLargeBlob(Map<String, ?> input) {
        var get = Peer.getAssertion();
        get.put(4, Map.of("largeBlob", input));
        return get;
    }

    private Map<?, ?> made(Map<String, ?> inputs) {
        var make = Peer.makeCredential();
        make.put(6, new LinkedHashMap<>(inputs));
        byte[] data = (byte[]) peer.ok(1, make).get(2);
        int key = 55 + Peer.credentialId(Map.of(2, data)).length;
        int keySize = Cbor.encode(Cbor.decode(data, key, 77)).length;
        return ExtensionsTest.outputs(data, key + keySize);
    }

    private Map<?, ?> used(Map<String, ?> inputs) {
        var get = Peer.getAssertion();
        get.put(4, inputs);
        return outputs((byte[]) peer.ok(2, get).get(2));
    }

    private static Map<?, ?> outputs(byte[] data) {
        return ExtensionsTest.outputs(data, 37);
    }
}
