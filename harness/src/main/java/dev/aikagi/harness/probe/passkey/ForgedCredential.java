package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import java.security.SecureRandom;

/**
 * A passkey in the attacker's hands.
 *
 * @param id chosen by whoever made it
 * @param userHandle of the account it was made for
 */
record ForgedCredential(Bytes id, ForgedKey key, Bytes userHandle) {
    static ForgedCredential create(Bytes userHandle, SecureRandom random) {
        byte[] id = new byte[32];
        random.nextBytes(id);
        return new ForgedCredential(Bytes.of(id), EcKey.generate(random), userHandle);
    }

    EcKey ec() {
        return (EcKey) key;
    }

    ForgedCredential withId(Bytes other) {
        return new ForgedCredential(other, key, userHandle);
    }

    ForgedCredential withKey(ForgedKey other) {
        return new ForgedCredential(id, other, userHandle);
    }
}
