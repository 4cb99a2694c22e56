package dev.aikagi.authenticator.state;

import dev.aikagi.authenticator.bytes.Bytes;
import java.security.SecureRandom;

/**
 * What a key draws once, when it leaves the factory or is reset, and tells nobody.
 *
 * @param wrappingKey 32 bytes: credentials that are not discoverable are encrypted with it
 * @param persistentToken 32 bytes, CTAP 2.2 §6.5.2.2: the persistentPinUvAuthToken, renewed with the PIN
 * @param identifier 16 bytes, CTAP 2.2 §6.4: the device identifier that encIdentifier hides
 */
public record DeviceSecrets(Bytes wrappingKey, Bytes persistentToken, Bytes identifier) {
    private static final int KEY_SIZE = 32;
    private static final int IDENTIFIER_SIZE = 16;

    static DeviceSecrets fresh(SecureRandom random) {
        return new DeviceSecrets(octets(random, KEY_SIZE), octets(random, KEY_SIZE), octets(random, IDENTIFIER_SIZE));
    }

    DeviceSecrets withPersistentToken(SecureRandom random) {
        return new DeviceSecrets(wrappingKey, octets(random, KEY_SIZE), identifier);
    }

    private static Bytes octets(SecureRandom random, int size) {
        byte[] fresh = new byte[size];
        random.nextBytes(fresh);
        return Bytes.of(fresh);
    }

    /** Says nothing of them. */
    @Override
    public String toString() {
        return "DeviceSecrets[]";
    }
}
