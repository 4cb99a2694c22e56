package dev.aikagi.authenticator.fuzz;

import dev.aikagi.authenticator.Authenticator;
import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.credential.MemoryCredentialStore;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.ManualClock;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.authenticator.message.AuthenticatorDataFilter;
import dev.aikagi.authenticator.state.MemoryStateStore;
import java.time.Instant;
import java.util.Optional;

/** A key that repeats, so that what was found can be found again. */
final class FuzzedKey {
    private static final AuthenticatorProfile PROFILE = ProfileReader.bundled("security-key");

    private final Authenticator authenticator = new Authenticator(
            PROFILE,
            new Environment(
                    new ManualClock(Instant.EPOCH),
                    new SeededRandom(1),
                    UserPresence.ALWAYS,
                    UserVerification.ALWAYS,
                    new MemoryCredentialStore(),
                    new MemoryStateStore(),
                    PackedAttestation.self(),
                    Optional.empty(),
                    AuthenticatorDataFilter.IDENTITY));

    /** The answer to a request; AssertionError unless it is a status, alone or before a response. */
    byte[] answer(byte[] request) {
        byte[] answer = authenticator.processCbor(request, Transaction.UNATTENDED);
        if (answer.length == 0 || (answer[0] != 0 && answer.length > 1)) {
            throw new AssertionError("no answer");
        }
        return answer;
    }
}
