package dev.aikagi.authenticator.fido;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Optional;

/** One CTAP2 request on its way to an answer. Who carries it out, and on which thread, is not the applet's business. */
public interface CtapExchange {
    /** The answer, status byte and CBOR; empty if there is none within the time in which a host wants to be told. */
    Optional<Bytes> poll();

    /** The answer, waited for as long as it takes. */
    Bytes await();

    /** How far it is: 1 processing, 2 waiting for the user. CTAP 2.1 §11.2.9.1.8. */
    byte status();

    /** Asks it to end soon; there is still an answer. Nothing happens if it has ended. */
    void cancel();
}
