package dev.aikagi.harness.portal.reference;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Optional;

/** Who comes in by a passkey (WebAuthn L3 §7.2 step 6). */
@FunctionalInterface
interface SignInRule {
    /** The passkey's owner: who must be the expected, or else be named by the user handle; a handle never names another. */
    SignInRule STRICT = (owner, claim) -> {
        boolean awaited = claim.expected()
                .map(person -> person == owner)
                .orElse(claim.handle().isPresent());
        boolean named = claim.handle().map(Bytes.of(owner.userHandle())::equals).orElse(true);
        return awaited && named ? Optional.of(owner) : Optional.empty();
    };

    /**
     * What is known besides.
     *
     * @param expected who typed their password before; nobody if the passkey itself is to say who comes
     * @param handle the response's
     */
    record Claim(Optional<Person> expected, Optional<Bytes> handle) {}

    Optional<Person> admits(Person owner, Claim claim);
}
