package dev.aikagi.harness.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.webauthn4j.data.ResidentKeyRequirement;
import dev.aikagi.harness.Requires;
import dev.aikagi.harness.browser.Chromium;
import dev.aikagi.harness.browser.Tab;
import dev.aikagi.harness.portal.reference.PortalFixture;
import dev.aikagi.harness.portal.reference.WebAuthnPolicy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A browser in the guest, with the key attached to its kernel over USB/IP, on the embedded portal of this machine: browser,
 * kernel and portal's verifier are other people's.
 */
@ExtendWith(KernelStage.class)
class GuestBrowserIT {
    private static final int SECONDS = 120;

    /** An emulated processor takes its time, on a busy machine the more. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final String BROWSER = """
            exec 2>&1
            setsid socat TCP-LISTEN:%d,bind=127.0.0.1,reuseaddr,fork TCP:10.0.2.100:8080 &
            echo $! >/run/browser.pids
            setsid socat TCP-LISTEN:9222,bind=10.0.2.15,reuseaddr,fork TCP:127.0.0.1:9222 &
            echo $! >>/run/browser.pids
            setsid chromium-headless-shell --no-sandbox --remote-debugging-port=9222 --user-data-dir=/run/browser \\
              --no-first-run --disable-background-networking --disable-component-update --disable-gpu \\
              --disable-dev-shm-usage about:blank >/run/browser.log 2>&1 &
            echo $! >>/run/browser.pids
            end=$((SECONDS + 100))
            until grep -q 'DevTools listening' /run/browser.log; do
              [ $SECONDS -lt $end ] || { cat /run/browser.log; exit 1; }
              sleep 0.5
            done
            sed -n 's|^DevTools listening on ws://[^/]*||p' /run/browser.log
            """;

    private final Guest guest;
    private DeviceProcess device;
    private PortalFixture fixture;

    GuestBrowserIT(Guest guest) {
        this.guest = guest;
    }

    /** Headless, Chromium has no window to choose an account in: it takes no discoverable credentials. */
    @BeforeEach
    void start() throws Exception {
        if (!Guest.required(Guest.BROWSER)) {
            Assumptions.abort("a browser is started in the guest only with -Daikagi.required=" + Guest.BROWSER);
        }
        Requires.program(Guest.BROWSER, "chromium-headless-shell");
        WebAuthnPolicy usual = WebAuthnPolicy.DEFAULT;
        fixture = new PortalFixture(settings -> settings.webAuthn(new WebAuthnPolicy(
                usual.userVerification(),
                usual.attestation(),
                usual.algorithms(),
                ResidentKeyRequirement.DISCOURAGED,
                usual.trustAnchors())));
        device = DeviceProcess.start("--enrolled");
        guest.bridgeTo(device.port());
        guest.portalAt(fixture.portal.baseUri().getPort());
        guest.run(SECONDS, "attach; await_keys 1").ok();
    }

    @AfterEach
    void stop() throws Exception {
        if (device != null) {
            device.close();
            guest.run(SECONDS, "kill $(cat /run/browser.pids) || true; await_keys 0")
                    .ok();
        }
        if (fixture != null) {
            fixture.close();
        }
    }

    @Test
    void passkey_ofTheAttachedKey_isCreatedAndUsedByClicking() throws Exception {
        fixture.setUp("passkey");
        try (Chromium browser = browser()) {
            Tab tab = browser.tab();
            signIn(tab);
            is("passkey-register", tab);
            tab.follow("#webauthn-form button");
            is("passkey-name", tab);
            tab.type("#label", "USBの鍵").follow("#passkey-name-form button");
            is("top", tab);
            assertTrue(tab.text("#credentials [data-type=passkey]").contains("USBの鍵"), tab.text("#credentials"));
            tab.follow("#sign-out-form button");
            is("signed-out", tab);

            signIn(tab);
            is("passkey-sign-in", tab);
            tab.follow("#webauthn-form button");
            is("top", tab);
            tab.follow("#sign-out-form button");

            signIn(tab);
            is("passkey-sign-in", tab);
            String asked = device.tell("finger/bad");
            tab.click("#webauthn-form button").until("!document.getElementById('webauthn-problem').hidden");
            assertEquals("passkey-sign-in", tab.pageId(), "the finger is not known to the key");
            assertTrue(asked.contains("\"rpId\":\"localhost\""), asked);
        }
    }

    private Chromium browser() throws Exception {
        String path = guest.run(
                        SECONDS, BROWSER.formatted(fixture.portal.baseUri().getPort()))
                .ok()
                .strip();
        return Chromium.at(URI.create("ws://127.0.0.1:" + guest.forwarded() + path), LIMIT);
    }

    private void signIn(Tab tab) throws IOException {
        tab.open(fixture.portal.baseUri().resolve("/sign-in?lang=ja"));
        is("sign-in", tab);
        tab.type("#userId", PortalFixture.USER)
                .type("#password", PortalFixture.PASSWORD)
                .follow("#sign-in-form button");
    }

    private static void is(String pageId, Tab tab) throws IOException {
        assertEquals(pageId, tab.pageId(), tab.text("body"));
    }
}
