package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.Transaction;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What the profiles make of a key: versions, options, limits, flags, policy. */
class ProfilesTest {
    static final List<String> NAMES = ProfileReader.BUNDLED;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            yubikey-5               | U2F_V2 FIDO_2_0 FIDO_2_1_PRE FIDO_2_1 | 1280 |   8 | 128
            fips                    | FIDO_2_0 FIDO_2_1_PRE FIDO_2_1        | 1280 |   8 | 128
            security-key            | U2F_V2 FIDO_2_0 FIDO_2_1_PRE FIDO_2_1 FIDO_2_3 | 7609 | 32 | 384
            minimal-ctap20          | FIDO_2_0                              | 1024 |   8 | 384
            windows-hello           | FIDO_2_0                              | 7609 |  32 | 384
            """)
    void getInfo_saysVersionsAndLimits(String profile, String versions, int message, int list, int id) {
        var info = Peer.of(profile).ok(4, Map.of());

        assertEquals(List.of(versions.split(" ")), info.get(1));
        assertEquals(message, info.get(5));
        assertEquals(list, info.get(7));
        assertEquals(id, info.get(8));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void noProfile_saysFido22_norMembersOfAnEditionItDoesNotSay(String profile) {
        Peer peer = Peer.of(profile);
        if (!ProfileReader.bundled(profile).speaksCtap2()) {
            assertEquals(0x01, peer.status(4, Map.of()));
            return;
        }
        var info = peer.ok(4, Map.of());
        var versions = (List<?>) info.get(1);
        assertFalse(versions.contains("FIDO_2_2"), "CTAP 2.3 §6.4 forbids it");
        for (int member : new int[] {0x17, 0x18, 0x1a, 0x1d, 0x1f}) {
            assertEquals(versions.contains("FIDO_2_3"), info.containsKey(member), "member " + member);
        }
        assertFalse(String.valueOf(info.get(0x16)).contains("none"), "goes without saying");
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void limits_areHeldTo(String name) {
        AuthenticatorProfile profile = ProfileReader.bundled(name);
        if (!profile.speaksCtap2()) {
            return;
        }
        Peer peer = Peer.of(name);
        byte[] request = new byte[profile.limits().maxMsgSize() + 1];
        request[0] = 2;
        assertEquals(0x39, peer.raw(request)[0]);
        var get = Peer.getAssertion();
        get.remove(5);
        get.put(
                3,
                java.util.Collections.nCopies(profile.limits().maxCredentialsInList(), Peer.descriptor(new byte[1])));
        assertEquals(profile.factory().settings().alwaysUv() ? 0x36 : 0x2e, peer.status(2, get));
        get.put(
                3,
                java.util.Collections.nCopies(
                        profile.limits().maxCredentialsInList() + 1, Peer.descriptor(new byte[1])));
        assertEquals(0x15, peer.status(2, get));
    }

    @Test
    void credentialIds_fitIntoWhatAYubiKeyTakes() {
        Peer peer = Peer.of("yubikey-5");
        for (int alg : new int[] {-7, -8, -35}) {
            var make = Peer.makeCredential();
            make.put(4, List.of(Peer.algorithm(alg)));
            make.put(6, Map.of("hmac-secret", true, "credProtect", 2));
            make.remove(7);
            assertTrue(Peer.credentialId(peer.ok(1, make)).length <= 128, "algorithm " + alg);
        }
    }

    @Test
    void fips_takesAlwaysUv_eightCharacters_andNoGuessedPin() {
        Peer peer = Peer.of("fips");
        Platform platform = new Platform(peer, 2);
        var info = peer.ok(4, Map.of());
        assertEquals(8, info.get(13));
        assertEquals(true, info.get(0x1b));
        assertEquals(true, ((Map<?, ?>) info.get(4)).get("alwaysUv"));
        for (String guessed :
                List.of("1234567", "12345678", "87654321", "aaaaaaaa", "abababab", "PASSWORD", "passw0rd")) {
            assertEquals(0x37, platform.setPin(guessed), guessed);
        }
        assertEquals(0, platform.setPin("correct1"));
        var silent = Peer.makeCredential();
        silent.remove(7);
        assertEquals(0x36, peer.status(1, silent));
        assertEquals(0, peer.status(7, Map.of()));
        assertEquals(8, peer.ok(4, Map.of()).get(13), "a reset makes it as it left the factory");
    }

    @Test
    void u2fOnly_speaksNoCtap2_butU2f() {
        Peer peer = Peer.of("u2f-only");
        assertEquals(0x01, peer.status(1, Peer.makeCredential()));
        assertEquals(0x01, peer.status(4, Map.of()));
        byte[] version = peer.authenticator.processMsg(new byte[] {0, 3, 0, 0, 0, 0, 0}, Transaction.UNATTENDED);
        assertEquals(8, version.length, "U2F_V2 and 9000");
    }

    @Test
    void sensor_thatTheProfileHasNot_recognisesNobody() {
        Peer peer = Peer.of("yubikey-5");
        assertNull(((Map<?, ?>) peer.ok(4, Map.of()).get(4)).get("uv"));
        assertEquals(0x2c, peer.status(1, Peer.makeCredential()), "uv is an invalid option");
        assertEquals(0, peer.ok(4, Map.of()).get(0x12), "no modality");
        assertEquals(2, Peer.of("security-key").ok(4, Map.of()).get(0x12));
    }

    @Test
    void policyUrl_isToldAsBytes() throws Exception {
        var text = """
                display-name=Mine
                aaguid=00000000-0000-0000-0000-000000000001
                platform=false
                transports=smart-card
                algorithms=ES256
                backup-eligible=false
                backed-up=false
                counting=true
                attestation=self
                capacity=5
                features=client-pin, pin-complexity-policy
                complex-pins=true
                pin-policy-url=https://example.com/pin
                firmware-version=77
                """;
        var info = Peer.of(ProfileReader.read("mine", new StringReader(text))).ok(4, Map.of());

        assertEquals(
                "https://example.com/pin",
                new String((byte[]) info.get(0x1c), java.nio.charset.StandardCharsets.UTF_8));
        assertEquals(77, info.get(14));
        assertEquals(List.of("smart-card"), info.get(9));
        assertEquals(List.of("FIDO_2_0"), info.get(1));
    }
}
