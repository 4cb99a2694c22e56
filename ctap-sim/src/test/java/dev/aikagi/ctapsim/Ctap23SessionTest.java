package dev.aikagi.ctapsim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.ctap.BioEnrollment;
import com.yubico.yubikit.fido.ctap.ClientPin;
import com.yubico.yubikit.fido.ctap.Config;
import com.yubico.yubikit.fido.ctap.CredentialManagement;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.ctap.FingerprintBioEnrollment;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.env.FingerSample;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What CTAP 2.2 and 2.3 brought, and the enrolment of fingers, as yubikit's own sessions see it over virtual HID. */
class Ctap23SessionTest {
    private static final char[] PIN = "1234".toCharArray();

    private final VirtualUser user = new VirtualUser(Duration.ofMillis(300));
    private final PinUvAuthProtocolV2 protocol = new PinUvAuthProtocolV2();
    private VirtualDevice device;
    private Ctap2Session session;
    private ClientPin pin;

    @BeforeEach
    void plugIn() throws Exception {
        var batch = KeyPairGenerator.getInstance("EC").generateKeyPair();
        device = VirtualDevice.builder(ProfileReader.bundled("security-key"))
                .user(user.presence(), user.verification())
                .attestationKey(
                        new AttestationKey(CoseAlgorithm.ES256, batch.getPrivate(), List.of(Bytes.fromHex("3000"))))
                .build();
        session = new Ctap2Session(new VirtualFidoConnection(device.hid(), Duration.ofSeconds(20)));
        pin = new ClientPin(session, protocol);
        pin.setPin(PIN);
    }

    @AfterEach
    void pullOut() {
        device.close();
    }

    @Test
    void info_isReadMemberByMember() throws Exception {
        var info = session.getInfo();

        assertEquals(List.of("U2F_V2", "FIDO_2_0", "FIDO_2_1_PRE", "FIDO_2_1", "FIDO_2_3"), info.getVersions());
        assertEquals(63, info.getMaxPinLength());
        assertEquals(0, info.getUvCountSinceLastPinEntry());
        assertFalse(info.getLongTouchForReset());
        assertEquals(List.of("usb", "nfc", "smart-card"), info.getTransportsForReset());
        assertEquals(List.of("usb", "nfc", "smart-card"), info.getTransports());
        assertEquals(false, info.getPinComplexityPolicy());
        assertNull(info.getPinComplexityPolicyUrl());
        assertEquals(List.of("packed", "fido-u2f"), info.getAttestationFormats());
        assertEquals(List.of(2, 3, 4), info.getAuthenticatorConfigCommands());
        assertEquals(2, info.getUvModality());
        assertTrue(CredentialManagement.isReadonlySupported(info));
        assertTrue(BioEnrollment.isSupported(info));
        assertFalse(BioEnrollment.isConfigured(info));
        assertEquals(1, BioEnrollment.getModality(session));
    }

    @Test
    void bioEnrollment_enrolsNamesListsAndRemoves() throws Exception {
        byte[] token = pin.getPinToken(PIN, ClientPin.PIN_PERMISSION_BE, null);
        var bio = new FingerprintBioEnrollment(session, protocol, token);
        assertEquals(4, bio.getSensorInfo().getMaxCaptureSamplesRequiredForEnroll());
        user.samples(FingerSample.GOOD, FingerSample.POOR_QUALITY, FingerSample.TOO_LEFT);

        var finger = bio.enroll(2000);
        assertNull(finger.capture(null));
        assertEquals(
                7,
                assertThrows(FingerprintBioEnrollment.CaptureError.class, () -> finger.capture(null))
                        .getCode());
        assertEquals(
                3,
                assertThrows(FingerprintBioEnrollment.CaptureError.class, () -> finger.capture(null))
                        .getCode());
        assertNull(finger.capture(null));
        assertNull(finger.capture(null));
        byte[] id = finger.capture(null);

        bio.setName(id, "thumb");
        var listed = bio.enumerateEnrollments();
        assertEquals(List.of("thumb"), List.copyOf(listed.values()));
        assertTrue(BioEnrollment.isConfigured(session.getInfo()));
        assertEquals(5, pin.getUvRetries());
        pin.getUvToken(ClientPin.PIN_PERMISSION_GA, "example.com", null);
        assertEquals(1, session.getInfo().getUvCountSinceLastPinEntry());
        byte[] again = pin.getPinToken(PIN, ClientPin.PIN_PERMISSION_BE, null);
        assertEquals(0, session.getInfo().getUvCountSinceLastPinEntry());
        new FingerprintBioEnrollment(session, protocol, again).removeEnrollment(id);
        assertFalse(BioEnrollment.isConfigured(session.getInfo()));
    }

    @Test
    void bioEnrollment_ofAUserWhoDoesNotComeOrDeclines_isNone() throws Exception {
        byte[] token = pin.getPinToken(PIN, ClientPin.PIN_PERMISSION_BE, null);
        var bio = new FingerprintBioEnrollment(session, protocol, token);
        user.finger(Behaviour.IGNORE);
        var absent = bio.enroll(20);
        assertEquals(
                13,
                assertThrows(FingerprintBioEnrollment.CaptureError.class, () -> absent.capture(null))
                        .getCode());
        absent.cancel();
        user.finger(Behaviour.REFUSE);
        var declining = bio.enroll(20);
        assertEquals(
                CtapException.ERR_OPERATION_DENIED,
                assertThrows(CtapException.class, () -> declining.capture(null)).getCtapError());
        assertFalse(BioEnrollment.isConfigured(session.getInfo()));
    }

    @Test
    void persistentToken_looksAtCredentials_andKnowsTheKeyAgain() throws Exception {
        byte[] token = pin.getPinToken(PIN, ClientPin.PIN_PERMISSION_PCMR, null);
        byte[] identifier = session.getInfo().getIdentifier(token);
        byte[] state = session.getInfo().getCredStoreState(token);
        byte[] mc = pin.getPinToken(PIN, ClientPin.PIN_PERMISSION_MC, "example.com");
        make(mc, Map.of("thirdPartyPayment", true));
        device.powerCycle();
        session = new Ctap2Session(new VirtualFidoConnection(device.hid(), Duration.ofSeconds(20)));

        var management = new CredentialManagement(session, protocol, token);
        assertEquals(1, management.getMetadata().getExistingResidentCredentialsCount());
        var rp = management.enumerateRps().get(0);
        var credential = management.enumerateCredentials(rp.getRpIdHash()).get(0);
        assertEquals("taro", credential.getUser().get("name"));
        assertThrows(CtapException.class, () -> management.deleteCredential(credential.getCredentialId()));
        assertEquals(16, identifier.length);
        assertArrayEquals(identifier, session.getInfo().getIdentifier(token));
        assertFalse(java.util.Arrays.equals(state, session.getInfo().getCredStoreState(token)));
    }

    private void make(byte[] token, Map<String, ?> extensions) throws Exception {
        session.makeCredential(
                new byte[32],
                Map.of("id", "example.com", "name", "Example"),
                Map.of("id", new byte[] {1}, "name", "taro", "displayName", "Taro"),
                List.of(Map.of("type", "public-key", "alg", -7)),
                null,
                extensions,
                Map.of("rk", true),
                protocol.authenticate(token, new byte[32]),
                2,
                null,
                null);
    }

    @Test
    void longTouchForReset_onceEnabled_isNeeded() throws Exception {
        byte[] token = pin.getPinToken(PIN, ClientPin.PIN_PERMISSION_ACFG, null);
        var config = new Config(session, protocol, token);
        assertFalse(Config.supportsVendorPrototypeConfigCommands(session.getInfo()));
        byte[] message = new byte[34];
        java.util.Arrays.fill(message, 0, 32, (byte) 0xff);
        message[32] = 0x0d;
        message[33] = 0x04;
        session.config((byte) 4, null, 2, protocol.authenticate(token, message));
        assertTrue(session.getInfo().getLongTouchForReset());
        assertEquals(
                CtapException.ERR_INVALID_PARAMETER,
                assertThrows(CtapException.class, () -> config.vendorPrototype(1L))
                        .getCtapError());

        user.touchLength(Duration.ofSeconds(1));
        assertEquals(
                CtapException.ERR_USER_ACTION_TIMEOUT,
                assertThrows(CtapException.class, () -> session.reset(null)).getCtapError());
        assertEquals(8, pin.getPinRetries().getCount());
        user.touchLength(Duration.ofSeconds(6));
        session.reset(null);
        assertFalse(session.getInfo().getLongTouchForReset());
    }
}
