package dev.aikagi.authenticator.ctap2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CTAP 2.1 §6.8, its subcommands, their steps and their refusals. */
class CredentialManagementTest {
    private static final int COMMAND = 0x0a;

    private final Peer peer = Peer.of("security-key");
    private Platform platform;

    @BeforeEach
    void setPin() {
        platform = Platform.withPin(peer);
    }

    @Test
    void getInfo_offersIt_andPlatformProfilesDoNot() {
        assertEquals(true, ((Map<?, ?>) peer.ok(4, Map.of()).get(4)).get("credMgmt"));
        Peer hello = Peer.of("windows-hello");
        assertFalse(((Map<?, ?>) hello.ok(4, Map.of()).get(4)).containsKey("credMgmt"));
        assertEquals(0x01, hello.status(COMMAND, Map.of(1, 1)));
        assertEquals(0x01, hello.status(0x41, Map.of(1, 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0a, 0x41})
    void metadata_countsDiscoverableCredentials(int command) {
        register("a.example", 1);
        var notKept = Peer.makeCredential();
        notKept.put(7, Map.of("uv", true));
        peer.ok(1, notKept);

        var metadata = peer.ok(command, request(1, Map.of()));

        assertEquals(Map.of(1, 1, 2, 99), metadata);
    }

    @Test
    void enumeration_tellsRelyingPartiesAndTheirCredentials() {
        register("b.example", 1);
        register("a.example", 1);
        byte[] newest = register("b.example", 2);

        var first = peer.ok(COMMAND, request(2, Map.of()));
        assertEquals(2, first.get(5));
        assertEquals(Map.of("id", "a.example"), first.get(3));
        var second = peer.ok(COMMAND, Map.of(1, 3));
        assertArrayEquals(Peer.sha256("b.example"), (byte[]) second.get(4));
        assertNull(second.get(5));
        assertEquals(0x30, peer.status(COMMAND, Map.of(1, 3)), "there is no third");

        var one = peer.ok(COMMAND, request(4, Map.of(1, Peer.sha256("b.example"))));
        assertEquals(2, one.get(9));
        assertArrayEquals(newest, (byte[]) ((Map<?, ?>) one.get(7)).get("id"));
        assertEquals("user 2", ((Map<?, ?>) one.get(6)).get("name"));
        assertEquals(1, one.get(10));
        assertEquals(2, ((Map<?, ?>) one.get(8)).get(1), "an EC2 key");
        assertEquals("user 1", ((Map<?, ?>) peer.ok(COMMAND, Map.of(1, 5)).get(6)).get("name"));
        assertEquals(0x30, peer.status(COMMAND, Map.of(1, 5)));
    }

    @Test
    void enumeration_endsWithTimeAnotherCommandOrPower() {
        register("a.example", 1);
        register("b.example", 1);
        peer.ok(COMMAND, request(2, Map.of()));
        peer.clock.advance(Duration.ofSeconds(31));
        assertEquals(0x30, peer.status(COMMAND, Map.of(1, 3)));
        peer.ok(COMMAND, request(2, Map.of()));
        peer.ok(4, Map.of());
        assertEquals(0x30, peer.status(COMMAND, Map.of(1, 3)));
        peer.ok(COMMAND, request(2, Map.of()));
        peer.ok(COMMAND, request(1, Map.of()));
        assertEquals(0x30, peer.status(COMMAND, Map.of(1, 3)));
        peer.ok(COMMAND, request(2, Map.of()));
        peer.authenticator.powerCycle();
        assertEquals(0x30, peer.status(COMMAND, Map.of(1, 3)));
    }

    @Test
    void emptyKey_hasNothingToTell() {
        assertEquals(0x2e, peer.status(COMMAND, request(2, Map.of())));
        assertEquals(0x2e, peer.status(COMMAND, request(4, Map.of(1, new byte[32]))));
        assertEquals(0x2e, peer.status(COMMAND, request(6, Map.of(2, Peer.descriptor(new byte[32])))));
    }

    @Test
    void deletedCredential_answersNoMore() {
        byte[] id = register("example.com", 1);

        assertEquals(0, peer.status(COMMAND, request(6, Map.of(2, Peer.descriptor(id)))));
        assertEquals(0x2e, peer.status(2, Peer.getAssertion()));
        assertEquals(0x2e, peer.status(COMMAND, request(6, Map.of(2, Peer.descriptor(id)))));
    }

    @Test
    void user_isRenamed_butNotReplaced() {
        byte[] id = register("example.com", 1);
        byte[] hash = Peer.sha256("example.com");
        var renamed = Map.of("id", new byte[] {1}, "name", "hanako", "displayName", "");

        assertEquals(0, peer.status(COMMAND, request(7, Map.of(2, Peer.descriptor(id), 3, renamed))));
        Map<?, ?> user =
                (Map<?, ?>) peer.ok(COMMAND, request(4, Map.of(1, hash))).get(6);
        assertEquals("hanako", user.get("name"));
        assertFalse(user.containsKey("displayName"), "an empty name is none");

        var other = Map.of(2, Peer.descriptor(id), 3, Map.of("id", new byte[] {2}));
        assertEquals(0x02, peer.status(COMMAND, request(7, other)));
        assertEquals(0x3e, peer.status(0x41, request(7, other)), "not in the prototype");
    }

    @Test
    void authorization_isCheckedInTheSpecificationsOrder() {
        var request = platform.manage(new byte[32], 1, Map.of());
        request.put(3, 3);
        assertEquals(0x02, peer.status(COMMAND, request), "a protocol that is none, before the token");
        request.remove(3);
        assertEquals(0x14, peer.status(COMMAND, request), "no protocol");
        request.remove(4);
        assertEquals(0x36, peer.status(COMMAND, request), "no parameter comes first");
        for (int subCommand : new int[] {4, 6, 7}) {
            var bare = platform.manage(new byte[32], subCommand, Map.of());
            assertEquals(0x14, peer.status(COMMAND, bare), "what is missing is told before the token is looked at");
        }
        byte[] token = platform.pinToken(Platform.CM, null);
        var forged = platform.manage(token, 1, Map.of());
        forged.put(1, 2);
        assertEquals(0x33, peer.status(COMMAND, forged), "the token was used for another subcommand");
        assertEquals(0x3e, peer.status(COMMAND, Map.of(1, 8)));
        var changed = platform.manage(token, 4, Map.of(1, new byte[32]));
        changed.put(2, Map.of(1, Peer.sha256("example.com")));
        assertEquals(0x33, peer.status(COMMAND, changed), "the parameters are signed");
        assertEquals(0x33, peer.status(COMMAND, platform.manage(platform.pinToken(3, "example.com"), 1, Map.of())));
    }

    @Test
    void tokenOfOneRelyingParty_seesNoOther() {
        byte[] mine = register("mine.example", 1);
        byte[] other = register("other.example", 1);
        byte[] token = platform.pinToken(Platform.CM, "mine.example");

        assertEquals(0x33, peer.status(COMMAND, platform.manage(token, 1, Map.of())));
        assertEquals(0x33, peer.status(COMMAND, platform.manage(token, 2, Map.of())));
        var others = Map.of(1, Peer.sha256("other.example"));
        assertEquals(0x33, peer.status(COMMAND, platform.manage(token, 4, others)));
        var delete = Map.of(2, Peer.descriptor(other));
        assertEquals(0x33, peer.status(COMMAND, platform.manage(token, 6, delete)));
        var own = Map.of(1, Peer.sha256("mine.example"));
        assertEquals(0, peer.status(COMMAND, platform.manage(token, 4, own)));
        assertEquals(0, peer.status(COMMAND, platform.manage(token, 6, Map.of(2, Peer.descriptor(mine)))));
    }

    private Map<Integer, Object> request(int subCommand, Map<?, ?> parameters) {
        return platform.manage(platform.pinToken(Platform.CM, null), subCommand, parameters);
    }

    private byte[] register(String rpId, int user) {
        var make = Peer.makeCredential();
        make.put(2, Map.of("id", rpId));
        make.put(3, Peer.user(user));
        make.put(4, List.of(Peer.algorithm(-7)));
        return Peer.credentialId(peer.ok(1, make));
    }
}
