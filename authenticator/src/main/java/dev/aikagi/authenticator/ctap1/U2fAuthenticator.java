package dev.aikagi.authenticator.ctap1;

import dev.aikagi.authenticator.apdu.ApduException;
import dev.aikagi.authenticator.apdu.CommandApdu;
import dev.aikagi.authenticator.apdu.StatusWord;
import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.AuthenticatorData;
import dev.aikagi.authenticator.message.AuthenticatorData.Flags;
import dev.aikagi.authenticator.state.AuthenticatorState;
import dev.aikagi.authenticator.state.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * U2F over the same credentials: a key handle is a credential id, the application parameter is the SHA-256 of the
 * relying party's id, so what one side makes the other uses.
 *
 * <pre>
 *   registration:   05 | public key 65 | length 1 | key handle | certificate | signature over
 *                   00 | application 32 | challenge 32 | key handle | public key
 *   authentication: presence 1 | counter 4 | signature over
 *                   application 32 | presence 1 | counter 4 | challenge 32
 * </pre>
 */
public final class U2fAuthenticator {
    private static final int REGISTER = 0x01;
    private static final int AUTHENTICATE = 0x02;
    private static final int VERSION = 0x03;
    private static final int CHECK_ONLY = 0x07;
    private static final int ENFORCE = 0x03;
    private static final int DONT_ENFORCE = 0x08;
    private static final int HASH_SIZE = 32;

    private final AuthenticatorProfile profile;
    private final Environment environment;
    private final KeyHandles keyHandles;

    public U2fAuthenticator(AuthenticatorProfile profile, Environment environment) {
        this.profile = profile;
        this.environment = environment;
        this.keyHandles = new KeyHandles(environment);
    }

    /** Whether there is U2F at all: alwaysUv ends it, since it knows no user verification, CTAP 2.1 §7.2.4. */
    public boolean enabled() {
        return profile.has(Feature.U2F)
                && !environment
                        .state()
                        .read()
                        .map(AuthenticatorState::settings)
                        .map(Settings::alwaysUv)
                        .orElse(false);
    }

    /**
     * Answers a command APDU, as CTAPHID_MSG carries it.
     *
     * @return response data and status word
     */
    public Bytes process(Bytes apdu, Transaction transaction) {
        try {
            return answer(process(CommandApdu.parse(apdu), transaction), StatusWord.OK);
        } catch (ApduException e) {
            return answer(Bytes.EMPTY, e.statusWord());
        }
    }

    private static Bytes answer(Bytes data, StatusWord status) {
        return Bytes.concat(data, Bytes.of((byte) (status.value() >>> 8), (byte) status.value()));
    }

    /**
     * Answers a command.
     *
     * @throws ApduException 6E00, 6D00, 6986, 6700, 6A84, 6985 where a touch is needed, 6A80 for a key handle of another key
     */
    public Bytes process(CommandApdu command, Transaction transaction) {
        require(command.cla() == 0, StatusWord.CLA_NOT_SUPPORTED);
        require(profile.has(Feature.U2F), StatusWord.INS_NOT_SUPPORTED);
        require(enabled(), StatusWord.COMMAND_NOT_ALLOWED);
        return switch (command.ins()) {
            case REGISTER -> register(command.data(), transaction);
            case AUTHENTICATE -> authenticate(command, transaction);
            case VERSION -> version(command.data());
            default -> throw new ApduException(StatusWord.INS_NOT_SUPPORTED);
        };
    }

    private static Bytes version(Bytes data) {
        require(data.isEmpty(), StatusWord.WRONG_LENGTH);
        return Bytes.of("U2F_V2".getBytes(StandardCharsets.US_ASCII));
    }

    private Bytes register(Bytes data, Transaction transaction) {
        require(data.size() == 2 * HASH_SIZE, StatusWord.WRONG_LENGTH);
        AttestationKey batch =
                environment.attestation().batchKey().orElseThrow(() -> new ApduException(StatusWord.INS_NOT_SUPPORTED));
        touch(ConsentPrompt.Purpose.MAKE_CREDENTIAL, transaction);
        Bytes challenge = data.slice(0, HASH_SIZE);
        Bytes application = data.slice(HASH_SIZE, 2 * HASH_SIZE);
        CredentialKey pair = keyHandles.generate();
        Bytes handle = keyHandles.wrap(pair, application);
        Bytes publicKey = pair.uncompressedPoint();
        Bytes signature = CredentialKey.sign(
                batch.algorithm(),
                batch.privateKey(),
                Bytes.concat(Bytes.of((byte) 0), application, challenge, handle, publicKey),
                environment.random());
        return Bytes.concat(
                Bytes.of((byte) 5),
                publicKey,
                Bytes.of((byte) handle.size()),
                handle,
                batch.chain().get(0),
                signature);
    }

    private Bytes authenticate(CommandApdu command, Transaction transaction) {
        Bytes data = command.data();
        require(data.size() > 2 * HASH_SIZE, StatusWord.WRONG_LENGTH);
        int end = 2 * HASH_SIZE + 1 + (data.at(2 * HASH_SIZE) & 0xff);
        require(data.size() == end, StatusWord.WRONG_LENGTH);
        Bytes application = data.slice(HASH_SIZE, 2 * HASH_SIZE);
        CredentialKey key = keyHandles
                .find(data.slice(2 * HASH_SIZE + 1, end), application)
                .orElseThrow(() -> new ApduException(StatusWord.WRONG_DATA));
        boolean present = present(command.p1(), transaction);
        long counter = profile.counting() ? environment.credentials().nextCount() : 0;
        Bytes told = told(application, present, counter);
        Bytes signature = key.sign(Bytes.concat(told, data.slice(0, HASH_SIZE)), environment.random());
        return Bytes.concat(told.slice(HASH_SIZE, told.size()), signature);
    }

    /** Application, presence and counter are authenticator data that has nothing else in it. */
    private Bytes told(Bytes application, boolean present, long counter) {
        Flags flags = new Flags(present, false, false, false);
        return environment
                .filter()
                .filter(new AuthenticatorData(application, flags, counter, Optional.empty()))
                .encode();
    }

    /** Check-only knows the key handle by now, and says so by asking for the touch it never takes. */
    private boolean present(int control, Transaction transaction) {
        switch (control) {
            case CHECK_ONLY -> throw new ApduException(StatusWord.CONDITIONS_NOT_SATISFIED);
            case ENFORCE -> touch(ConsentPrompt.Purpose.GET_ASSERTION, transaction);
            case DONT_ENFORCE -> {}
            default -> throw new ApduException(StatusWord.INCORRECT_P1_P2);
        }
        return control == ENFORCE;
    }

    /** Who the relying party is, is known by its hash alone. */
    private void touch(ConsentPrompt.Purpose purpose, Transaction transaction) {
        Consent consent = environment.presence().request(new ConsentPrompt(purpose, "", ""), transaction);
        require(consent == Consent.GRANTED, StatusWord.CONDITIONS_NOT_SATISFIED);
    }

    private static void require(boolean right, StatusWord otherwise) {
        if (!right) {
            throw new ApduException(otherwise);
        }
    }
}
