package dev.aikagi.authenticator.fuzz;

import dev.aikagi.authenticator.Authenticator;
import dev.aikagi.authenticator.attestation.AttestationFormat;
import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.MemoryCredentialStore;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.ManualClock;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.authenticator.message.AuthenticatorDataFilter;
import dev.aikagi.authenticator.state.MemoryStateStore;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A key that repeats, so that what was found can be found again. */
final class FuzzedKey {
    private static final AttestationFormat SELF = PackedAttestation.self();
    private static final AttestationFormat BASIC = PackedAttestation.basic(batchKey());

    private final Authenticator authenticator;

    private FuzzedKey(String profile, AttestationFormat attestation, AuthenticatorDataFilter filter) {
        authenticator = new Authenticator(
                ProfileReader.bundled(profile),
                new Environment(
                        new ManualClock(Instant.EPOCH),
                        new SeededRandom(1),
                        UserPresence.ALWAYS,
                        UserVerification.ALWAYS,
                        new MemoryCredentialStore(),
                        new MemoryStateStore(),
                        attestation,
                        Optional.empty(),
                        filter));
    }

    /** A key with PIN and finger. */
    static FuzzedKey withFinger(AuthenticatorDataFilter filter) {
        return new FuzzedKey("security-key", SELF, filter);
    }

    /** A key that speaks U2F, too. */
    static FuzzedKey withU2f() {
        return new FuzzedKey("yubikey-5", BASIC, AuthenticatorDataFilter.IDENTITY);
    }

    /** The answer to a CTAP2 request; AssertionError unless it is a status, alone or before a response. */
    byte[] answer(byte[] request) {
        byte[] answer = authenticator.processCbor(request, Transaction.UNATTENDED);
        if (answer.length == 0 || (answer[0] != 0 && answer.length > 1)) {
            throw new AssertionError("no answer");
        }
        return answer;
    }

    /** The answer to a U2F message; AssertionError without a status word. */
    byte[] answerMsg(byte[] apdu) {
        byte[] answer = authenticator.processMsg(apdu, Transaction.UNATTENDED);
        if (answer.length < 2) {
            throw new AssertionError("no status word");
        }
        return answer;
    }

    /** No certificate, but a DER element of that length. */
    private static AttestationKey batchKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), new SeededRandom(2));
            return new AttestationKey(
                    CoseAlgorithm.ES256, generator.generateKeyPair().getPrivate(), List.of(Bytes.fromHex("30020500")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }
}
