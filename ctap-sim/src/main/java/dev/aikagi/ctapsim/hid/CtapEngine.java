package dev.aikagi.ctapsim.hid;

import dev.aikagi.authenticator.env.Transaction;

/** What thinks behind the reports: one request in, one response out. */
@FunctionalInterface
public interface CtapEngine {
    /**
     * Processes one request, on the device's engine thread; may take as long as a user takes.
     *
     * @param request command byte, then CBOR or nothing (CTAP 2.1 §8)
     * @return status byte, then CBOR or nothing; failures are a status, never an exception
     */
    byte[] processCbor(byte[] request, Transaction transaction);

    /** Whether there is CTAP2; without it CTAPHID_CBOR is no command of the device. */
    default boolean ctap2() {
        return true;
    }

    /** Whether there is U2F; without it CTAPHID_MSG is no command of the device. */
    default boolean u2f() {
        return false;
    }

    /**
     * Processes one U2F request, as {@link #processCbor} does a CTAP2 one.
     *
     * @param apdu a command APDU
     * @return response data and status word; 6D00, no such instruction, from an engine without U2F
     */
    default byte[] processMsg(byte[] apdu, Transaction transaction) {
        return new byte[] {0x6d, 0x00};
    }

    /** Power came: what lasts no longer is forgotten. Called on any thread, while nothing is asked over HID. */
    default void poweredUp() {}
}
