package dev.aikagi.ctapsim.hid;

import dev.aikagi.authenticator.env.Transaction;

/** What thinks behind the reports: one CTAP2 request in, one response out. */
@FunctionalInterface
public interface CtapEngine {
    /**
     * Processes one request, on the device's engine thread; may take as long as a user takes.
     *
     * @param request command byte, then CBOR or nothing (CTAP 2.1 §8)
     * @return status byte, then CBOR or nothing; failures are a status, never an exception
     */
    byte[] processCbor(byte[] request, Transaction transaction);
}
