package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aikagi.authenticator.attestation.EnterpriseAttestation;
import dev.aikagi.authenticator.attestation.NoneAttestation;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** CTAP 2.1 §6.11, its subcommands, their steps and their refusals. */
class ConfigTest {
    private static final int COMMAND = 13;
    private static final byte[] PREFIX = new byte[33];

    static {
        Arrays.fill(PREFIX, 0, 32, (byte) 0xff);
        PREFIX[32] = COMMAND;
    }

    private final Peer peer = Peer.of(new EnterpriseAttestation(new NoneAttestation(), Set.of("vendor.example")));

    @Test
    void getInfo_offersIt_andSaysFido21() {
        var info = peer.ok(4, Map.of());
        Map<?, ?> options = (Map<?, ?>) info.get(4);

        assertEquals(List.of("U2F_V2", "FIDO_2_0", "FIDO_2_1_PRE", "FIDO_2_1", "FIDO_2_3"), info.get(1));
        assertEquals(8, info.get(16));
        assertEquals(true, options.get("authnrCfg"));
        assertEquals(true, options.get("setMinPINLength"));
        assertEquals(false, options.get("alwaysUv"));
        assertEquals(false, options.get("ep"));
        assertFalse(((Map<?, ?>) Peer.of("security-key").ok(4, Map.of()).get(4)).containsKey("ep"));
        assertEquals(0x01, Peer.of("touch-id").status(COMMAND, Map.of(1, 2)));
    }

    @Test
    void alwaysUv_isToggled_freelyOnlyWhileNothingProtectsTheKey() {
        assertEquals(0, peer.status(COMMAND, Map.of(1, 2)));
        assertEquals(true, option("alwaysUv"));
        assertEquals(false, option("makeCredUvNotRqd"));
        assertEquals(0x36, peer.status(COMMAND, Map.of(1, 3, 2, Map.of(1, 6))), "anything else is protected by it");
        assertEquals(0, peer.status(COMMAND, Map.of(1, 2)));
        Platform platform = Platform.withPin(peer);
        assertEquals(0x36, peer.status(COMMAND, Map.of(1, 2)));
        assertEquals(0, peer.status(COMMAND, request(platform, 2, Map.of())));
        assertEquals(true, option("alwaysUv"));
    }

    @Test
    void authorization_isCheckedInTheSpecificationsOrder() {
        Platform platform = Platform.withPin(peer);
        assertEquals(
                0x02,
                peer.status(COMMAND, Map.of(1, 3, 3, 3, 4, new byte[32])),
                "a protocol that is none, before the token");
        var request = request(platform, 3, Map.of(1, 6));
        assertEquals(0x14, peer.status(COMMAND, Map.of(3, 2)), "step 1: no subcommand");
        assertEquals(0x02, peer.status(COMMAND, Map.of(1, 5)), "step 2: unknown subcommand");
        assertEquals(0x02, peer.status(COMMAND, Map.of(1, 255)), "step 2: vendorPrototype");
        assertEquals(0x36, peer.status(COMMAND, Map.of(1, 3)), "step 3: no parameter");
        request.remove(3);
        assertEquals(0x14, peer.status(COMMAND, request), "step 4: no protocol");
        request.put(3, 3);
        assertEquals(0x02, peer.status(COMMAND, request));
        request.put(3, 2);
        request.put(2, Map.of(1, 7));
        assertEquals(0x33, peer.status(COMMAND, request), "the parameters are signed");
        byte[] other = platform.pinToken(Platform.CM, null);
        assertEquals(0x33, peer.status(COMMAND, platform.manage(other, 2, Map.of(), PREFIX)));
        assertEquals(0x14, peer.status(COMMAND, request(platform, 3, Map.of())), "then the subcommand's own");
    }

    @Test
    void fingerAlone_configuresNothing() {
        assertEquals(0x40, new Platform(Peer.of("security-key"), 2).tryUv(Platform.ACFG, null));
    }

    @Test
    void minPinLength_growsOnly_andForcesShortPinsToChange() {
        Platform platform = Platform.withPin(peer);
        assertEquals(0x37, set(platform, Map.of(1, 3)));
        assertEquals(0x37, set(platform, Map.of(1, 64)));
        assertEquals(0, set(platform, Map.of(1, 4)));
        assertEquals(false, peer.ok(4, Map.of()).get(12));
        assertEquals(0, set(platform, Map.of(1, 6, 2, List.of("example.com"))));
        assertEquals(6, peer.ok(4, Map.of()).get(13));
        assertEquals(true, peer.ok(4, Map.of()).get(12));

        assertEquals(0x37, platform.tryPin(Platform.PIN), "with permissions");
        assertEquals(0x31, platform.tryOldPinToken(Platform.PIN), "superseded");
        assertEquals(8, platform.pinRetries(), "it was the right one");
        assertEquals(0x37, platform.changePin(Platform.PIN, "12345"));
        assertEquals(0, platform.changePin(Platform.PIN, "123456"));
        assertEquals(false, peer.ok(4, Map.of()).get(12));
        assertEquals(0, platform.tryPin("123456"));
        byte[] token = platform.pinToken("123456", Platform.ACFG, null);
        assertEquals(0x37, peer.status(COMMAND, platform.manage(token, 3, Map.of(1, 4), PREFIX)), "no way back");
    }

    @Test
    void forcedChange_takesAnotherPin_andEndsTokens() {
        assertEquals(0x35, peer.status(COMMAND, Map.of(1, 3, 2, Map.of(3, true))));
        Platform platform = Platform.withPin(peer);
        byte[] token = platform.pinToken(Platform.ACFG, null);
        assertEquals(0, peer.status(COMMAND, platform.manage(token, 3, Map.of(3, true), PREFIX)));
        assertEquals(0x33, peer.status(COMMAND, platform.manage(token, 3, Map.of(3, true), PREFIX)));
        assertEquals(0x37, platform.changePin(Platform.PIN, Platform.PIN), "the same");
        assertEquals(0, platform.changePin(Platform.PIN, "5678"));
    }

    @Test
    void readers_areLimitedAndReplaced() {
        Platform platform = Platform.withPin(peer);
        assertEquals(0x28, set(platform, Map.of(2, Collections.nCopies(9, "example.com"))));
        assertEquals(0x11, set(platform, Map.of(2, List.of(1))));
        assertEquals(0, set(platform, Map.of(2, List.of("example.com"))));
        assertEquals(
                List.of("example.com"),
                peer.state.read().orElseThrow().pin().policy().minLengthReaders());
        assertEquals(0, set(platform, Map.of(1, 4)));
        assertEquals(
                List.of("example.com"),
                peer.state.read().orElseThrow().pin().policy().minLengthReaders());
    }

    @Test
    void reset_bringsEverythingBack() {
        assertEquals(0, peer.status(COMMAND, Map.of(1, 3, 2, Map.of(1, 8))));
        assertEquals(0, peer.status(COMMAND, Map.of(1, 1)));
        assertEquals(0, peer.status(COMMAND, Map.of(1, 2)));
        peer.authenticator.powerCycle();
        assertEquals(8, peer.ok(4, Map.of()).get(13));
        assertEquals(0, peer.status(7, Map.of()));
        assertEquals(4, peer.ok(4, Map.of()).get(13));
        assertEquals(false, option("alwaysUv"));
        assertEquals(false, option("ep"));
    }

    @Test
    void enterpriseAttestation_isEnabledFirst_andForWhomItIs() {
        assertEquals(0x02, enterprise("vendor.example", 1), "not enabled yet");
        assertEquals(0, peer.status(COMMAND, Map.of(1, 1)));
        assertEquals(true, option("ep"));
        assertEquals(0x2c, enterprise("vendor.example", 3));
        assertEquals(0x2c, enterprise("vendor.example", 0));

        assertEquals(true, attest("vendor.example", 1).get(4));
        assertEquals("none", attest("vendor.example", 1).get(1), "the enterprise's own format");
        assertNull(attest("example.com", 1).get(4), "not one of the vendor's");
        assertEquals("packed", attest("example.com", 1).get(1));
        assertEquals(true, attest("example.com", 2).get(4), "the platform says so");
        assertEquals(0x02, Peer.withoutFinger().status(COMMAND, Map.of(1, 1)), "a key that has none");
    }

    private int enterprise(String rpId, int kind) {
        return peer.status(1, make(rpId, kind));
    }

    private Map<?, ?> attest(String rpId, int kind) {
        return peer.ok(1, make(rpId, kind));
    }

    private static Map<Integer, Object> make(String rpId, int kind) {
        var make = Peer.makeCredential();
        make.put(2, Map.of("id", rpId));
        make.put(7, Map.of("rk", true));
        make.put(10, kind);
        return make;
    }

    private Object option(String name) {
        return ((Map<?, ?>) peer.ok(4, Map.of()).get(4)).get(name);
    }

    private int set(Platform platform, Map<?, ?> parameters) {
        return peer.status(COMMAND, request(platform, 3, parameters));
    }

    private static Map<Integer, Object> request(Platform platform, int subCommand, Map<?, ?> parameters) {
        return platform.manage(platform.pinToken(Platform.ACFG, null), subCommand, parameters, PREFIX);
    }
}
