package dev.aikagi.harness.portal.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class AdminRestTest {
    @Test
    void serverThatNeverAnswers_isGivenUpWithWhatWasAsked() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI server = URI.create("http://127.0.0.1:" + mute.getLocalPort());
            AdminRest admin = new AdminRest(server, "admin", "secret", InstantSource.system(), Duration.ofSeconds(1));

            IOException e = assertThrows(IOException.class, () -> admin.get("/kosmo"));

            assertEquals(
                    "POST " + server + "/realms/master/protocol/openid-connect/token was not answered within 1 s",
                    e.getMessage());
        }
    }
}
