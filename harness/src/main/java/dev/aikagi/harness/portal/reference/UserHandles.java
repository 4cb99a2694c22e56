package dev.aikagi.harness.portal.reference;

import dev.aikagi.harness.portal.Account;

/** Where user handles come from (WebAuthn L3 §14.6.1). */
@FunctionalInterface
interface UserHandles {
    /** 64 random bytes that say nothing of the person. */
    static UserHandles random(Tokens tokens) {
        return account -> tokens.bytes(64);
    }

    byte[] of(Account account);
}
