package dev.aikagi.harness.portal.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.webauthn4j.test.authenticator.webauthn.NoneAttestationAuthenticator;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The portal without pages, spoken to by the JDK's client with webauthn4j-test's authenticator. */
class RestApiTest {
    private static final String REGISTRATION = """
        {"username":"%s","displayName":"健保 太郎","attestation":"direct"}\
        """;
    private static final String SIGN_IN = """
        {"username":"%s"}\
        """;

    private PortalFixture fixture;
    private Caller caller;

    @BeforeEach
    void start() throws IOException {
        fixture = new PortalFixture(config -> config.rest(true));
        caller = caller();
    }

    @AfterEach
    void stop() throws IOException {
        fixture.close();
    }

    /** One client with its cookies and its key. */
    private static final class Caller {
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        private final TestKey key;
        private final URI base;
        private int status;

        Caller(URI base, TestKey key) {
            this.base = base;
            this.key = key;
        }

        /** The same key behind another client. */
        Caller elsewhere() {
            return new Caller(base, key);
        }

        ObjectNode post(String path, String json, String... headers) throws IOException {
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json));
            for (int i = 0; i < headers.length; i += 2) {
                request.setHeader(headers[i], headers[i + 1]);
            }
            try {
                HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
                status = response.statusCode();
                boolean isJson =
                        response.headers().firstValue("content-type").orElse("").startsWith("application/json");
                return isJson ? (ObjectNode) TestKey.JSON.readTree(response.body()) : TestKey.JSON.createObjectNode();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        ObjectNode register(String name) throws IOException {
            ObjectNode options = post("/attestation/options", REGISTRATION.formatted(name));
            return post("/attestation/result", key.create(options).toString());
        }

        ObjectNode signIn(String name) throws IOException {
            ObjectNode options = post("/assertion/options", SIGN_IN.formatted(name));
            return post("/assertion/result", key.get(options).toString());
        }
    }

    /** Somebody else: another client and another key. */
    private Caller caller() {
        URI base = fixture.portal.baseUri();
        return new Caller(base, new TestKey(base, new NoneAttestationAuthenticator()));
    }

    private static void assertOk(ObjectNode answer) {
        assertEquals("ok", answer.path("status").asString(), answer::toString);
        assertEquals("", answer.path("errorMessage").asString());
    }

    private void assertFailed(int status, ObjectNode answer) {
        assertEquals("failed", answer.path("status").asString(), answer::toString);
        assertFalse(answer.path("errorMessage").asString().isEmpty());
        assertEquals(status, caller.status);
    }

    @Test
    void registrationAndSignIn_ofAFreeName_areAccepted() throws IOException {
        assertOk(caller.register("taro"));
        caller = caller.elsewhere();
        assertOk(caller.signIn("taro"));
    }

    @Test
    void creationOptions_askForWhatThePolicySays_andTheConveyanceOfTheCaller() throws IOException {
        ObjectNode options = caller.post("/attestation/options", REGISTRATION.formatted("taro"));

        assertOk(options);
        assertEquals("direct", options.path("attestation").asString());
        assertEquals("taro", options.at("/user/name").asString());
        assertEquals("健保 太郎", options.at("/user/displayName").asString());
        assertEquals(
                "required",
                options.at("/authenticatorSelection/userVerification").asString());
    }

    @Test
    void passkey_registeredWithoutPages_opensThePagesToo() throws IOException {
        assertOk(caller.register("taro"));

        HttpRequest top = HttpRequest.newBuilder(caller.base.resolve("/top")).build();
        try {
            HttpResponse<String> page = caller.client.send(top, HttpResponse.BodyHandlers.ofString());
            assertTrue(page.body().contains("data-page-id=\"top\""), page.body());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void name_thatIsTaken_isNotGivenToAStranger() throws IOException {
        assertOk(caller.register("taro"));
        caller = caller();

        assertFailed(400, caller.post("/attestation/options", REGISTRATION.formatted("taro")));
        assertFailed(400, caller.post("/attestation/options", REGISTRATION.formatted(PortalFixture.USER)));
    }

    @Test
    void secondPasskey_ofWhoeverIsSignedIn_excludesTheFirst() throws IOException {
        assertOk(caller.register("taro"));

        ObjectNode options = caller.post("/attestation/options", REGISTRATION.formatted("taro"));

        assertOk(options);
        assertEquals(1, options.path("excludeCredentials").size());
    }

    /** Else whoever knows a name could add a passkey to it. */
    @Test
    void optionsToSignIn_areNoLeaveToRegister() throws IOException {
        assertOk(caller.register("taro"));
        Caller thief = caller();
        ObjectNode asked = thief.post("/assertion/options", SIGN_IN.formatted("taro"));
        ObjectNode options = caller.post("/attestation/options", REGISTRATION.formatted("taro"));
        options.put("challenge", asked.path("challenge").asString());
        options.putArray("excludeCredentials");

        caller = thief;
        assertFailed(
                400, thief.post("/attestation/result", thief.key.create(options).toString()));
    }

    @Test
    void optionsToRegister_areNoLeaveToSignIn() throws IOException {
        assertOk(caller.register("taro"));
        ObjectNode request = caller.post("/assertion/options", SIGN_IN.formatted("taro"));
        ObjectNode asked = caller.post("/attestation/options", REGISTRATION.formatted("taro"));
        request.put("challenge", asked.path("challenge").asString());

        assertFailed(
                400, caller.post("/assertion/result", caller.key.get(request).toString()));
    }

    @Test
    void response_thatIsForged_isRefusedAndTheNameStaysFree() throws IOException {
        ObjectNode options = caller.post("/attestation/options", REGISTRATION.formatted("taro"));
        ObjectNode forged = TestKey.withoutVerification(caller.key.create(options));

        assertFailed(400, caller.post("/attestation/result", forged.toString()));
        assertFailed(400, caller.post("/assertion/options", SIGN_IN.formatted("taro")));
        assertOk(caller.register("taro"));
    }

    @Test
    void response_sentTwice_isRefusedTheSecondTime() throws IOException {
        assertOk(caller.register("taro"));
        ObjectNode options = caller.post("/assertion/options", SIGN_IN.formatted("taro"));
        String response = caller.key.get(options).toString();
        assertOk(caller.post("/assertion/result", response));

        assertFailed(400, caller.post("/assertion/result", response));
    }

    @Test
    void guesses_areThrottled() throws IOException {
        assertOk(caller.register("taro"));
        for (int i = 0; i < 20 && caller.status != 429; i++) {
            caller.post("/assertion/options", SIGN_IN.formatted("taro"));
            caller.post("/assertion/result", "{}");
        }

        assertEquals(429, caller.status);
    }

    @Test
    void rubbish_isRefusedAsJson() throws IOException {
        for (String path : RestApi.PATHS) {
            for (String body : new String[] {"", "{", "[]", "null", "{\"username\":1}", "{\"username\":\" \"}"}) {
                assertFailed(400, caller.post(path, body));
            }
        }
    }

    @Test
    void scriptOfAnotherOrigin_isNotAnswered() throws IOException {
        assertFailed(
                403, caller.post("/attestation/options", REGISTRATION.formatted("taro"), "Origin", "http://evil.test"));
        caller.post("/attestation/options", REGISTRATION.formatted("taro"), "Content-Type", "text/plain");
        assertEquals(415, caller.status);
    }

    @Test
    void portal_withPagesAlone_doesNotAnswerSo() throws IOException {
        fixture.close();
        fixture = new PortalFixture();
        caller = caller();

        caller.post("/attestation/options", REGISTRATION.formatted("taro"));

        assertNotEquals(200, caller.status);
    }
}
