package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.fido.Cbor;
import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ProfileReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** CTAP 2.1 §6: the commands that need no credential, and requests that are none. */
class Ctap2AuthenticatorTest {
    private final Peer peer = Peer.of("windows-hello");

    @Test
    void getInfo_saysWhatTheProfileSays() {
        var info = peer.ok(4, Map.of());

        assertEquals(List.of("FIDO_2_0"), info.get(1));
        assertArrayEquals(ProfileReader.bundled("windows-hello").aaguid().toArray(), (byte[]) info.get(3));
        assertEquals(Map.of("rk", true, "up", true, "uv", true, "plat", true), info.get(4));
        assertEquals(7609, info.get(5));
        assertEquals(List.of("internal"), info.get(9));
        assertEquals(List.of(Peer.algorithm(-7), Peer.algorithm(-257)), info.get(10));
        assertEquals(100, info.get(20));
        assertEquals(List.of("packed"), info.get(22));
    }

    @Test
    void getInfo_afterACredential_hasRoomForOneLess() {
        peer.ok(1, Peer.makeCredential());

        assertEquals(99, peer.ok(4, Map.of()).get(20));
    }

    @Test
    void getInfo_withoutFinger_hasNoUvOption() {
        assertEquals(
                Map.of("rk", true, "up", true, "plat", true),
                Peer.withoutFinger("windows-hello").ok(4, Map.of()).get(4));
    }

    @Test
    void reset_inTimeAndWithATouch_forgetsAll() {
        peer.ok(1, Peer.makeCredential());
        peer.touch = Consent.REFUSED;
        assertEquals(0x27, peer.status(7, Map.of()));
        assertEquals(0, peer.status(2, Peer.getAssertion()));
        peer.touch = Consent.GRANTED;
        assertEquals(0, peer.status(7, Map.of()));
        assertEquals(0x2e, peer.status(2, Peer.getAssertion()));
        assertEquals(1, ((byte[]) peer.ok(1, Peer.makeCredential()).get(2))[36], "the counter begins anew");
    }

    @Test
    void reset_elevenSecondsAfterPowerUp_isNotAllowed() {
        peer.clock.advance(Duration.ofSeconds(11));
        assertEquals(0x30, peer.status(7, Map.of()));
        peer.authenticator.powerCycle();
        assertEquals(0, peer.status(7, Map.of()));
    }

    @Test
    void selection_isATouch() {
        assertEquals(0, peer.status(11, Map.of()));
        peer.touch = Consent.TIMED_OUT;
        assertEquals(0x2f, peer.status(11, Map.of()));
        peer.touch = Consent.REFUSED;
        assertEquals(0x27, peer.status(11, Map.of()));
    }

    @Test
    void requests_thatAreNone_areRefused() {
        assertArrayEquals(new byte[] {0x03}, peer.raw());
        assertArrayEquals(new byte[] {0x01}, peer.raw((byte) 0x42));
        assertArrayEquals(new byte[] {0x03}, peer.raw((byte) 4, (byte) 0xa0));
        assertArrayEquals(new byte[] {0x39}, peer.raw(new byte[7610]));
        assertArrayEquals(new byte[] {0x11}, peer.raw((byte) 1, (byte) 0x80));
    }

    @Test
    void requests_withAnyByteChanged_areAnswered() {
        byte[] request = request();
        Random random = new Random(4);
        for (int round = 0; round < 3_000; round++) {
            byte[] changed = request.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                changed[1 + random.nextInt(changed.length - 1)] = (byte) random.nextInt();
            }
            assertTrue(peer.raw(changed).length >= 1);
        }
        assertEquals(0, peer.status(1, Peer.makeCredential()), "and the key lives on");
    }

    @Test
    void requestsOfEveryCommand_cutOrWithABitChanged_areAnswered() {
        Peer full = Peer.withoutFinger();
        Platform platform = Platform.withPin(full);
        var get = Peer.getAssertion();
        get.put(4, Map.of("hmac-secret", Map.of(1, platform.agree().first, 2, new byte[32], 3, new byte[32], 4, 2)));
        var requests = List.of(
                request(1, platform.make(new byte[32])),
                request(2, get),
                request(6, platform.setRequest(Platform.padded("1234"))),
                request(6, platform.changeRequest("1234", "5678")),
                request(6, platform.tokenRequest(9, "1234", 1, "example.com", platform.agree())),
                request(
                        10,
                        platform.manage(new byte[32], 7, Map.of(2, Peer.descriptor(new byte[32]), 3, Peer.user(1)))),
                request(12, Map.of(2, new byte[17], 3, 0, 4, 17)),
                request(13, platform.manage(new byte[32], 3, Map.of(1, 6, 2, List.of("example.com")))));
        for (byte[] request : requests) {
            for (int at = 1; at < request.length; at++) {
                assertTrue(full.raw(Arrays.copyOf(request, at)).length >= 1);
                byte[] changed = request.clone();
                changed[at] ^= (byte) (1 << (at % 8));
                assertTrue(full.raw(changed).length >= 1);
            }
        }
        assertEquals(8, (Integer) full.ok(4, Map.of()).get(16), "and the key lives on");
    }

    private static byte[] request() {
        return request(1, Peer.makeCredential());
    }

    private static byte[] request(int command, Map<?, ?> members) {
        byte[] parameters = Cbor.encode(members);
        byte[] request = new byte[parameters.length + 1];
        request[0] = (byte) command;
        System.arraycopy(parameters, 0, request, 1, parameters.length);
        return request;
    }
}
