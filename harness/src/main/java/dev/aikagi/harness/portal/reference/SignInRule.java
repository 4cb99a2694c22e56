package dev.aikagi.harness.portal.reference;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Optional;

/** Who comes in by a passkey (WebAuthn L3 §7.2 step 6). */
@FunctionalInterface
interface SignInRule {
    /**
     * The passkey's owner: who must be the expected, or else be named by the user handle; a handle never names another. Where
     * passkeys were listed, one of the list.
     */
    SignInRule STRICT = (owner, claim) -> {
        boolean awaited = claim.expected()
                .map(person -> person == owner)
                .orElse(claim.handle().isPresent());
        boolean named = claim.handle().map(Bytes.of(owner.userHandle())::equals).orElse(true);
        return claim.listed() && awaited && named ? Optional.of(owner) : Optional.empty();
    };

    /**
     * What is known besides.
     *
     * @param expected who typed their password before; nobody if the passkey itself is to say who comes
     * @param handle the response's
     * @param listed the options allowed this passkey, by name or by naming none (§7.2 step 5)
     */
    record Claim(Optional<Person> expected, Optional<Bytes> handle, boolean listed) {
        /** The same, and the handle is that person's. */
        Claim handledBy(Person owner) {
            return new Claim(expected, Optional.of(Bytes.of(owner.userHandle())), listed);
        }

        /** The same, and the passkey was allowed. */
        Claim listedAnyway() {
            return new Claim(expected, handle, true);
        }
    }

    Optional<Person> admits(Person owner, Claim claim);
}
