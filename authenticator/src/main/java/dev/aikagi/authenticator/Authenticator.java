package dev.aikagi.authenticator;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.ctap1.U2fAuthenticator;
import dev.aikagi.authenticator.ctap2.Ctap2Authenticator;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.Transaction;

/** The key's FIDO half: bytes in, bytes out. One request at a time; whoever carries the bytes sees to that. */
public final class Authenticator {
    private final Ctap2Authenticator ctap2;
    private final U2fAuthenticator u2f;

    public Authenticator(AuthenticatorProfile profile, Environment environment) {
        ctap2 = new Ctap2Authenticator(profile, environment);
        u2f = new U2fAuthenticator(profile, environment);
    }

    /**
     * Answers a CTAP2 request, CTAP 2.1 §6. Whatever the request is, there is an answer and no exception.
     *
     * @param request command byte and canonical CBOR, up to 7609 bytes
     * @return status byte and canonical CBOR
     */
    public byte[] processCbor(byte[] request, Transaction transaction) {
        return ctap2.process(Bytes.of(request), transaction).toArray();
    }

    /**
     * Answers a U2F request, the raw messages of FIDO U2F v1.2; a key without U2F answers 6D00.
     *
     * @param apdu a command APDU of either length form
     * @return response data and status word
     */
    public byte[] processMsg(byte[] apdu, Transaction transaction) {
        return u2f.process(Bytes.of(apdu), transaction).toArray();
    }

    /** As if unplugged and plugged in again: the ten seconds in which authenticatorReset is allowed begin anew. */
    public void powerCycle() {
        ctap2.poweredUp();
    }
}
