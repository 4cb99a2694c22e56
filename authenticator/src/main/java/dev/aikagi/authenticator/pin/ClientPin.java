package dev.aikagi.authenticator.pin;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The PIN itself, CTAP 2.1 §6.5.1: what it may look like, and how often it may be missed. */
public final class ClientPin {
    private static final int PADDED_SIZE = 64;
    private static final int HASH_SIZE = 16;

    /** After so many misses in a row only a power cycle helps. */
    private static final int MAX_MISSES = 3;

    private final PinState.Memory memory;
    private int misses;

    public ClientPin(PinState.Memory memory) {
        this.memory = memory;
    }

    public PinState state() {
        return memory.read();
    }

    /** As if unplugged and plugged in again. */
    public void poweredUp() {
        misses = 0;
    }

    public boolean powerCycleNeeded() {
        return misses >= MAX_MISSES;
    }

    /**
     * Refuses to look at any PIN where there is none, or no attempt at it is left.
     *
     * @throws CtapException CTAP2_ERR_PIN_NOT_SET, CTAP2_ERR_PIN_BLOCKED or CTAP2_ERR_PIN_AUTH_BLOCKED
     */
    public void requireAttempt() {
        PinState state = memory.read();
        if (!state.set()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_PIN_NOT_SET);
        }
        if (state.retries() == 0) {
            throw new CtapException(CtapStatus.CTAP2_ERR_PIN_BLOCKED);
        }
        if (powerCycleNeeded()) {
            throw new CtapException(CtapStatus.CTAP2_ERR_PIN_AUTH_BLOCKED);
        }
    }

    /**
     * Compares a PIN. The attempt is gone before the comparison begins, so that pulling the plug in between wins
     * nothing.
     *
     * @param pinHashEnc the first 16 bytes of the PIN's SHA-256, encrypted; what cannot be decrypted is a wrong PIN
     * @throws CtapException CTAP2_ERR_PIN_INVALID, CTAP2_ERR_PIN_AUTH_BLOCKED or CTAP2_ERR_PIN_BLOCKED
     */
    public void check(PinUvAuthProtocol protocol, SharedSecret secret, Bytes pinHashEnc) {
        memory.write(memory.read().withRetries(memory.read().retries() - 1));
        Bytes given = secret.decrypt(pinHashEnc).orElse(Bytes.EMPTY);
        if (!PinCrypto.same(given, memory.read().hash().orElseThrow())) {
            protocol.regenerate();
            misses++;
            throw new CtapException(missed());
        }
        misses = 0;
        memory.write(memory.read().given());
    }

    private CtapStatus missed() {
        if (memory.read().retries() == 0) {
            return CtapStatus.CTAP2_ERR_PIN_BLOCKED;
        }
        return powerCycleNeeded() ? CtapStatus.CTAP2_ERR_PIN_AUTH_BLOCKED : CtapStatus.CTAP2_ERR_PIN_INVALID;
    }

    /**
     * Takes a new PIN.
     *
     * @param newPinEnc the PIN as UTF-8, padded with zeros to 64 bytes, encrypted
     * @throws CtapException CTAP2_ERR_PIN_AUTH_INVALID if it cannot be decrypted, CTAP1_ERR_INVALID_PARAMETER if it is
     *     not padded to 64 bytes, CTAP2_ERR_PIN_POLICY_VIOLATION if it is too short, too long, no text, easily
     *     guessed where the policy minds, or the same although it has to be changed
     */
    public void set(SharedSecret secret, Bytes newPinEnc) {
        Bytes padded =
                secret.decrypt(newPinEnc).orElseThrow(() -> new CtapException(CtapStatus.CTAP2_ERR_PIN_AUTH_INVALID));
        if (padded.size() != PADDED_SIZE) {
            throw new CtapException(CtapStatus.CTAP1_ERR_INVALID_PARAMETER);
        }
        Bytes pin = unpadded(padded);
        Bytes hash = PinCrypto.sha256(pin).slice(0, HASH_SIZE);
        PinState state = memory.read();
        String text = text(pin);
        if (pin.size() == PADDED_SIZE || !fits(text, hash, state)) {
            throw new CtapException(CtapStatus.CTAP2_ERR_PIN_POLICY_VIOLATION);
        }
        memory.write(state.withPin(hash, text.codePointCount(0, text.length())));
    }

    private static boolean fits(String pin, Bytes hash, PinState state) {
        boolean tooShort = pin.codePointCount(0, pin.length()) < state.minLength();
        boolean unchanged =
                state.forceChange() && state.hash().filter(hash::equals).isPresent();
        return !tooShort && !unchanged && !(state.policy().complex() && GuessedPins.contains(pin));
    }

    private static Bytes unpadded(Bytes padded) {
        int size = padded.size();
        while (size > 0 && padded.at(size - 1) == 0) {
            size--;
        }
        return padded.slice(0, size);
    }

    /** What is not UTF-8 is as good as no PIN. */
    private static String text(Bytes pin) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(pin.toArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }
}
