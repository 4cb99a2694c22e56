package dev.aikagi.ctapsim.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.core.smartcard.ApduException;
import com.yubico.yubikit.fido.ctap.Ctap1Session;
import com.yubico.yubikit.fido.ctap.Ctap1Session.RegistrationData;
import com.yubico.yubikit.fido.ctap.Ctap1Session.SignatureData;
import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import dev.aikagi.ctapsim.yubikit.VirtualSmartCardConnection;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault of U2F, as yubikit's Ctap1Session notices it over both waists. */
class U2fFaultsTest {
    private static final byte[] APPLICATION = new byte[32];
    private static final byte[] CHALLENGE = new byte[32];

    private KeyPair batch;
    private VirtualDevice device;

    @BeforeEach
    void plugIn() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        batch = generator.generateKeyPair();
        device = VirtualDevice.builder(ProfileReader.bundled("yubikey-5"))
                .attestation(PackedAttestation.basic(new AttestationKey(
                        CoseAlgorithm.ES256, batch.getPrivate(), List.of(Bytes.fromHex("30020500")))))
                .build();
    }

    @AfterEach
    void pullOut() {
        device.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void statusWord_ofOneCommand_isThatErrorThereAlone(boolean overHid) throws Exception {
        try (Ctap1Session session = session(overHid)) {
            RegistrationData registered = session.register(CHALLENGE, APPLICATION);
            wrong("status-word=6a80@u2fAuthenticate");

            ApduException refused = assertThrows(ApduException.class, () -> sign(session, registered));

            assertEquals(0x6a80, refused.getSw());
            session.register(CHALLENGE, APPLICATION);
            wrong();
            verify(sign(session, registered), registered);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut=70", "cut=3", "raw=9000", "raw=05", "raw=6f00"})
    void registration_thatIsNone_isNotTaken(String fault) throws Exception {
        try (Ctap1Session session = session(false)) {
            wrong(fault + "@u2fRegister");

            assertThrows(Exception.class, () -> verify(session.register(CHALLENGE, APPLICATION)));

            wrong();
            verify(session.register(CHALLENGE, APPLICATION));
        }
    }

    @Test
    void badSignature_isNotVerified() throws Exception {
        try (Ctap1Session session = session(true)) {
            RegistrationData registered = session.register(CHALLENGE, APPLICATION);
            verify(registered);
            wrong("bad-signature");

            RegistrationData forged = session.register(CHALLENGE, APPLICATION);
            assertThrows(SignatureException.class, () -> verify(forged));
            SignatureData signed = sign(session, registered);
            assertThrows(SignatureException.class, () -> verify(signed, registered));
        }
    }

    @Test
    void counterAndPresence_lies_areSigned() throws Exception {
        try (Ctap1Session session = session(true)) {
            RegistrationData registered = session.register(CHALLENGE, APPLICATION);
            int before = sign(session, registered).getCounter();
            assertTrue(sign(session, registered).getCounter() > before);
            wrong("counter-back@u2fAuthenticate", "clear-up@u2fAuthenticate");

            SignatureData first = sign(session, registered);
            SignatureData second = sign(session, registered);

            assertTrue(second.getCounter() < first.getCounter(), second.getCounter() + " after " + first.getCounter());
            assertEquals(0, first.getUserPresence());
            verify(first, registered);
            verify(second, registered);
            wrong("counter-stands@getAssertion");
            assertTrue(sign(session, registered).getCounter() > before, "that was said of CTAP2 alone");
        }
    }

    @Test
    void firstAnswers_notYet_areAskedForAgain() throws Exception {
        try (Ctap1Session session = session(false)) {
            wrong("not-yet=2@u2fRegister");
            for (int i = 0; i < 2; i++) {
                ApduException notYet =
                        assertThrows(ApduException.class, () -> session.register(CHALLENGE, APPLICATION));
                assertEquals(0x6985, notYet.getSw());
            }
            verify(session.register(CHALLENGE, APPLICATION));
        }
    }

    private void wrong(String... faults) {
        device.faults().set(Arrays.stream(faults).map(Fault::parse).toList());
    }

    private Ctap1Session session(boolean overHid) throws Exception {
        return overHid
                ? new Ctap1Session(new VirtualFidoConnection(device.hid()))
                : new Ctap1Session(new VirtualSmartCardConnection(device.card()));
    }

    private static SignatureData sign(Ctap1Session session, RegistrationData registered) throws Exception {
        return session.authenticate(CHALLENGE, APPLICATION, registered.getKeyHandle(), false);
    }

    private static void verify(SignatureData signed, RegistrationData registered) throws Exception {
        signed.verify(APPLICATION, CHALLENGE, registered.getPublicKey());
    }

    /** The batch key signed it: U2F raw messages v1.2 §4.3. */
    private void verify(RegistrationData registered) throws Exception {
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(batch.getPublic());
        verifier.update((byte) 0);
        verifier.update(APPLICATION);
        verifier.update(CHALLENGE);
        verifier.update(registered.getKeyHandle());
        verifier.update(registered.getPublicKey());
        if (!verifier.verify(registered.getSignature())) {
            throw new SignatureException("not the batch key's");
        }
    }
}
