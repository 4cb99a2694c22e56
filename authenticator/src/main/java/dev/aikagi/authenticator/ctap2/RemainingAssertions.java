package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** CTAP 2.1 §6.3: the credentials that still wait to be asked for, and what the user agreed to for all of them. */
final class RemainingAssertions {
    private final Enumeration<PublicKeyCredentialSource> waiting;
    private Optional<Assertions.Terms> terms = Optional.empty();

    RemainingAssertions(InstantSource clock) {
        waiting = new Enumeration<>(clock);
    }

    /** Keeps all but the first, which answers now. */
    void keep(Assertions.Terms agreed, List<PublicKeyCredentialSource> credentials) {
        terms = Optional.of(agreed);
        waiting.begin(credentials);
    }

    void forget() {
        waiting.forget();
    }

    /**
     * The credential whose turn it is.
     *
     * @throws CtapException CTAP2_ERR_NOT_ALLOWED if none waits, or it has waited too long
     */
    Next next() {
        PublicKeyCredentialSource credential = waiting.next();
        return new Next(credential, terms.orElseThrow(() -> new CtapException(CtapStatus.CTAP2_ERR_NOT_ALLOWED)));
    }

    record Next(PublicKeyCredentialSource credential, Assertions.Terms terms) {}
}
