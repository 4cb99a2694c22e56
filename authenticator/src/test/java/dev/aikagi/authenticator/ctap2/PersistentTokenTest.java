package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CTAP 2.2 §6.5.2.2: the token that outlasts power, what it may look at, and what it opens in authenticatorGetInfo. */
class PersistentTokenTest {
    private static final int MANAGE = 0x0a;

    private final Peer peer = Peer.of("security-key");
    private Platform platform;
    private byte[] token;

    @BeforeEach
    void setPin() {
        platform = Platform.withPin(peer);
        token = platform.pinToken(Platform.PCMR, null);
        peer.ok(1, Peer.makeCredential());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void token_looksAtCredentials_byBothProtocols_andChangesNothing(int protocol) {
        platform = new Platform(peer, protocol);
        assertEquals(1, manage(1, Map.of()).get(1));
        assertEquals(1, manage(2, Map.of()).get(5));
        var credential = manage(4, Map.of(1, Peer.sha256("example.com")));
        assertEquals(1, credential.get(9));
        var id = Map.of(2, credential.get(7));
        assertEquals(0x33, status(6, id), "deleting takes cm");
        assertEquals(0x33, status(7, Map.of(2, credential.get(7), 3, Peer.user(1))), "and so does renaming");
    }

    @Test
    void token_outlastsPowerAndOtherTokens_andIsTheSameForAll() {
        peer.authenticator.powerCycle();
        assertEquals(0, status(1, Map.of()));
        platform.pinToken(Platform.MC, "example.com");
        assertEquals(0, status(1, Map.of()), "another token is another");
        assertArrayEquals(token, platform.uvToken(Platform.PCMR, null));
        assertArrayEquals(token, platform.pinToken(Platform.PCMR, null));
    }

    @Test
    void token_isGoodForNothingElse() {
        assertEquals(0x33, peer.status(1, platform.make(token)));
        assertEquals(0x33, peer.status(2, platform.get(token)));
        byte[] prefix = new byte[33];
        Arrays.fill(prefix, 0, 32, (byte) 0xff);
        prefix[32] = 0x0d;
        assertEquals(0x33, peer.status(0x0d, platform.manage(token, 2, Map.of(), prefix)));
    }

    @Test
    void token_endsWithThePin_aForcedChange_andAReset() {
        assertEquals(0, platform.changePin(Platform.PIN, "5678"));
        assertEquals(0x33, status(1, Map.of()));

        token = platform.pinToken("5678", Platform.PCMR, null);
        byte[] prefix = new byte[33];
        Arrays.fill(prefix, 0, 32, (byte) 0xff);
        prefix[32] = 0x0d;
        byte[] config = platform.pinToken("5678", Platform.ACFG, null);
        assertEquals(0, peer.status(0x0d, platform.manage(config, 3, Map.of(3, true), prefix)));
        assertEquals(0x33, status(1, Map.of()));

        assertEquals(0, platform.changePin("5678", "1234"));
        token = platform.pinToken(Platform.PCMR, null);
        assertEquals(0, peer.status(7, Map.of()));
        Platform.withPin(peer);
        assertEquals(0x33, status(1, Map.of()));
    }

    @Test
    void permission_isThereOnlyWithItsFeature() {
        assertEquals(true, ((Map<?, ?>) peer.ok(4, Map.of()).get(4)).get("perCredMgmtRO"));
        Peer yubikey = Peer.of("yubikey-5");
        assertEquals(0x40, Platform.withPin(yubikey).tryPermissions(Platform.PCMR, null));
        assertFalse(yubikey.ok(4, Map.of()).containsKey(0x19));
        assertFalse(yubikey.ok(4, Map.of()).containsKey(0x1e));
    }

    @Test
    void identifier_isTheSameUnderItsCover_untilAReset() throws Exception {
        byte[] covered = (byte[]) peer.ok(4, Map.of()).get(0x19);
        byte[] again = (byte[]) peer.ok(4, Map.of()).get(0x19);
        assertFalse(Arrays.equals(covered, again), "who has no token does not know the key again");
        byte[] identifier = uncovered("encIdentifier", covered);
        assertArrayEquals(identifier, uncovered("encIdentifier", again));
        assertFalse(Arrays.equals(identifier, uncovered("encCredStoreState", covered)));

        platform.changePin(Platform.PIN, "5678");
        byte[] afterwards = (byte[]) peer.ok(4, Map.of()).get(0x19);
        assertFalse(Arrays.equals(identifier, uncovered("encIdentifier", afterwards)), "the old token opens nothing");
        token = platform.pinToken("5678", Platform.PCMR, null);
        assertArrayEquals(identifier, uncovered("encIdentifier", afterwards), "the key is still the same");

        peer.status(7, Map.of());
        Platform.withPin(peer);
        token = platform.pinToken(Platform.PCMR, null);
        assertFalse(Arrays.equals(identifier, uncovered("encIdentifier", (byte[])
                peer.ok(4, Map.of()).get(0x19))));
    }

    @Test
    void storeState_changesWithWhatManagementShows() throws Exception {
        byte[] before = storeState();
        peer.ok(2, Peer.getAssertion());
        assertArrayEquals(before, storeState(), "using a credential is no change");
        byte[] cm = platform.pinToken(Platform.CM, null);
        var credential = peer.ok(MANAGE, platform.manage(cm, 4, Map.of(1, Peer.sha256("example.com"))));
        var renamed = Map.of("id", new byte[] {1}, "name", "renamed");
        peer.ok(MANAGE, platform.manage(cm, 7, Map.of(2, credential.get(7), 3, renamed)));
        byte[] after = storeState();
        assertFalse(Arrays.equals(before, after), "a user was renamed");
        peer.ok(MANAGE, platform.manage(cm, 6, Map.of(2, credential.get(7))));
        assertFalse(Arrays.equals(after, storeState()), "a credential was deleted");
    }

    private byte[] storeState() throws Exception {
        return uncovered("encCredStoreState", (byte[]) peer.ok(4, Map.of()).get(0x1e));
    }

    /** HKDF-SHA-256 of RFC 5869 for 16 bytes, then AES-128-CBC, as CTAP 2.2 §6.4 has it. */
    private byte[] uncovered(String label, byte[] covered) throws Exception {
        assertEquals(32, covered.length);
        byte[] extracted = hmac(new byte[32], token);
        byte[] info = Arrays.copyOf(label.getBytes(java.nio.charset.StandardCharsets.US_ASCII), label.length() + 1);
        info[label.length()] = 1;
        SecretKeySpec key = new SecretKeySpec(hmac(extracted, info), 0, 16, "AES");
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(covered, 0, 16));
        return cipher.doFinal(covered, 16, 16);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    private Map<?, ?> manage(int subCommand, Map<?, ?> parameters) {
        return peer.ok(MANAGE, platform.manage(token, subCommand, parameters));
    }

    private int status(int subCommand, Map<?, ?> parameters) {
        return peer.status(MANAGE, platform.manage(token, subCommand, parameters));
    }
}
