package dev.aikagi.harness.junit;

import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.ManualClock;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.ctapsim.DeviceControl;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.harness.device.AttestationAuthority;
import dev.aikagi.harness.device.SecurityKey;
import dev.aikagi.harness.device.SimulatedKey;
import dev.aikagi.harness.webauthn.AccountChooser;
import dev.aikagi.harness.webauthn.ClientProfile;
import dev.aikagi.harness.webauthn.WebAuthnClient;
import dev.aikagi.harness.webauthn.WebAuthnException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** An emulated key in a test, with all that a test wants to get hold of. */
public final class TestKey implements AutoCloseable {
    /** How long the key waits for a user who does not react. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final ManualClock clock;
    private final FrameLog frames;
    private final VirtualUser user;
    private final AttestationAuthority authority;
    private final SimulatedKey key;
    private final WebAuthnClient client;

    TestKey(VirtualAuthenticator wanted) {
        AuthenticatorProfile profile = ProfileReader.bundled(wanted.profile());
        SeededRandom random = new SeededRandom(wanted.seed());
        clock = new ManualClock(Instant.parse(wanted.clock()));
        frames = new FrameLog(clock);
        user = new VirtualUser(PATIENCE);
        user.enroll(wanted.enrolled());
        user.finger(wanted.finger());
        authority = new AttestationAuthority(clock, random);
        key = new SimulatedKey(VirtualDevice.builder(profile)
                .clock(clock)
                .random(random)
                .user(user.presence(), user.verification())
                .attestation(authority.format(profile))
                .frames(frames)
                .build());
        client = new WebAuthnClient(key, ClientProfile.of(profile), AccountChooser.FIRST, wanted.pin());
        if (!wanted.pin().isEmpty()) {
            setPin(wanted.pin());
        }
    }

    /** As a person does before the first use, over the key's own wire. */
    private void setPin(String pin) {
        try {
            client.setPin(pin);
        } catch (WebAuthnException | IOException e) {
            close();
            throw new IllegalArgumentException("the key " + key.name() + " takes no PIN: " + e.getMessage(), e);
        }
    }

    public SecurityKey key() {
        return key;
    }

    /** {@code navigator.credentials} with this key. */
    public WebAuthnClient client() {
        return client;
    }

    /** Who holds the key. */
    public VirtualUser user() {
        return user;
    }

    /** The hand that touches the key and pulls it out. */
    public DeviceControl hand() {
        return key.hand().orElseThrow();
    }

    public ManualClock clock() {
        return clock;
    }

    /** Every report and APDU since the test began. */
    public FrameLog frames() {
        return frames;
    }

    /** Whose root a relying party trusts, where the key attests with a certificate. */
    public AttestationAuthority authority() {
        return authority;
    }

    @Override
    public void close() {
        key.close();
    }
}
