package dev.aikagi.harness.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.env.ManualClock;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.DeviceControl;
import dev.aikagi.ctapsim.Transport;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import dev.aikagi.harness.Aside;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys moved by another program's HTTP client. */
class ControlServerTest {
    private static final String TOKEN = "a token for this test";

    private final VirtualUser user = new VirtualUser();
    private final VirtualDevice device = VirtualDevice.builder(ProfileReader.bundled("touch-id"))
            .user(user.presence(), user.verification())
            .clock(new ManualClock(Instant.EPOCH))
            .build();
    private final List<String> moves = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private ControlServer server;

    @BeforeEach
    void open() throws Exception {
        user.enroll(true);
        List<DeviceControl> keys = List.of(
                new DeviceControl(device, Optional.of(user), List.of(new Port())),
                new DeviceControl(device, Optional.empty(), List.of()));
        server = ControlServer.open(0, keys, TOKEN);
    }

    @AfterEach
    void close() {
        server.close();
        device.close();
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        return ask(method, path, "Bearer " + TOKEN);
    }

    private HttpResponse<String> ask(String method, String path, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", authorization)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String post(String verb) throws Exception {
        HttpResponse<String> answer = ask("POST", "/keys/1/" + verb);
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    @Test
    void keys_tellTheirState() throws Exception {
        HttpResponse<String> answer = ask("GET", "/keys/1");

        assertEquals(200, answer.statusCode());
        assertEquals("""
            {"key":1,"profile":"touch-id","pluggedIn":true,"where":["in a test"],"touch":"approve",\
            "finger":"approve","awaited":false,"prompts":[]}
            """, answer.body());
        String all = ask("GET", "/keys").body();
        assertTrue(all.contains("{\"key\":2,\"profile\":\"touch-id\",\"pluggedIn\":true,\"where\":[]}"), all);
    }

    @ParameterizedTest
    @CsvSource({
        "touch/refuse, '\"touch\":\"refuse\",\"finger\":\"approve\"'",
        "touch/ignore, '\"touch\":\"ignore\",\"finger\":\"approve\"'",
        "touch/hold, '\"touch\":\"hold-until-released\",\"finger\":\"approve\"'",
        "finger/bad, '\"touch\":\"approve\",\"finger\":\"refuse\"'",
        "finger/ignore, '\"touch\":\"approve\",\"finger\":\"ignore\"'",
        "finger/hold, '\"touch\":\"approve\",\"finger\":\"hold-until-released\"'",
        "mode/never, '\"touch\":\"ignore\",\"finger\":\"ignore\"'",
        "mode/refuse, '\"touch\":\"refuse\",\"finger\":\"refuse\"'",
    })
    void user_doesAsTold_andApprovesAgain(String verb, String state) throws Exception {
        assertTrue(post(verb).contains(state), verb);

        post("touch/approve");
        assertTrue(post("finger/good").contains("\"touch\":\"approve\",\"finger\":\"approve\""));
        post(verb);
        assertTrue(post("mode/auto").contains("\"touch\":\"approve\",\"finger\":\"approve\""));
    }

    @Test
    void touch_heldBack_isSeenAwaited_andReleased() throws Exception {
        post("touch/hold");
        CompletableFuture<Integer> status = Aside.supply(this::reset);
        assertTrue(user.awaitPrompts(1, Duration.ofSeconds(10)), () -> "answered " + status.getNow(-1));
        String state = ask("GET", "/keys/1").body();
        assertTrue(state.contains("\"awaited\":true"), state);
        assertTrue(state.contains("\"prompts\":[{\"purpose\":\"reset\""), state);

        post("touch/release");

        assertEquals(0, status.get(10, TimeUnit.SECONDS));
        assertTrue(ask("GET", "/keys/1").body().contains("\"awaited\":false"));
    }

    /** authenticatorReset, which asks for a touch; its status. */
    private int reset() {
        try (var connection = new VirtualFidoConnection(device.hid())) {
            var protocol = new com.yubico.yubikit.core.fido.FidoProtocol(connection);
            return protocol.sendAndReceive((byte) 0x90, new byte[] {0x07}, null)[0];
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void faults_told_areThoseOfTheRunningKey() throws Exception {
        assertTrue(post("fault/status=27@reset").contains("\"faults\":[\"status=27@reset\"]"));
        assertTrue(post("fault/bad-signature").contains("\"faults\":[\"status=27@reset\",\"bad-signature\"]"));
        assertEquals(0x27, reset());

        assertFalse(post("fault/none").contains("faults"));

        assertEquals(0, reset());
        HttpResponse<String> none = ask("POST", "/keys/1/fault/lies");
        assertEquals(400, none.statusCode());
        assertTrue(none.body().startsWith("there is no fault 'lies', only status, "), none.body());
    }

    @Test
    void unplugAndReplug_moveEveryTransport_once() throws Exception {
        assertTrue(post("unplug").contains("\"pluggedIn\":false"));
        post("unplug");
        assertTrue(post("replug").contains("\"pluggedIn\":true"));
        post("replug");

        assertEquals(List.of("unplug", "plug", "unplug", "plug"), moves);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404",
        "GET, /keys/0, 404",
        "GET, /keys/3, 404",
        "GET, /keys/x, 404",
        "POST, /keys/1/jump, 404",
        "POST, /keys/1/touch, 404",
        "GET, /keys/1/unplug, 405",
        "POST, /keys/1, 405",
        "DELETE, /keys, 405",
        "POST, /keys/2/touch/refuse, 409",
    })
    void request_thatCannotBe_isRefusedInWords(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = ask(method, path);

        assertEquals(status, answer.statusCode());
        assertTrue(answer.body().length() > 10, answer.body());
    }

    @ParameterizedTest
    @CsvSource({"Bearer another", "a token for this test", "Basic YTpi", "Bearer"})
    void request_withoutTheToken_doesNothing(String authorization) throws Exception {
        HttpResponse<String> answer = ask("POST", "/keys/1/touch/refuse", authorization);

        assertEquals(401, answer.statusCode());
        assertEquals(Behaviour.APPROVE, user.touch());
    }

    @Test
    void server_withoutToken_isNotOpened() {
        assertThrows(IllegalArgumentException.class, () -> ControlServer.open(0, List.of(), ""));
    }

    @Test
    void server_listensOnLoopbackAlone() {
        assertEquals("127.0.0.1", server.address().getHost());
    }

    private final class Port implements Transport {
        @Override
        public String where() {
            return "in a test";
        }

        @Override
        public void unplug() {
            moves.add("unplug");
        }

        @Override
        public void plug() {
            moves.add("plug");
        }

        @Override
        public void close() {
            moves.add("close");
        }
    }
}
