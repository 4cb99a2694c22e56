package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.ByteBuffer;

/**
 * WebAuthn L3 §6.1 authenticator data in its parts, each of which may be wrong by itself: unlike the key's own, flags and
 * parts need not agree.
 *
 * @param flags one byte
 * @param counter 0 to 2^32 - 1
 * @param attested attested credential data, empty in an assertion
 * @param extensions CBOR, or empty
 */
record AuthData(Bytes rpIdHash, int flags, long counter, Bytes attested, Bytes extensions) {
    static final int UP = 0x01;
    static final int UV = 0x04;
    static final int BE = 0x08;
    static final int BS = 0x10;
    static final int AT = 0x40;
    static final int ED = 0x80;

    /** Where the attested credential data begins. */
    static final int HEAD = 37;

    Bytes encode() {
        ByteBuffer head = ByteBuffer.allocate(5).put((byte) flags).putInt((int) counter);
        return Bytes.concat(rpIdHash, Bytes.of(head.array()), attested, extensions);
    }

    AuthData withRpIdHash(Bytes other) {
        return new AuthData(other, flags, counter, attested, extensions);
    }

    AuthData withFlags(int other) {
        return new AuthData(rpIdHash, other, counter, attested, extensions);
    }

    AuthData with(int flag) {
        return withFlags(flags | flag);
    }

    AuthData without(int flag) {
        return withFlags(flags & ~flag);
    }

    AuthData withCounter(long other) {
        return new AuthData(rpIdHash, flags, other, attested, extensions);
    }

    AuthData withAttested(Bytes other) {
        return new AuthData(rpIdHash, flags, counter, other, extensions);
    }

    AuthData withExtensions(Bytes other) {
        return new AuthData(rpIdHash, flags, counter, attested, other);
    }

    /** WebAuthn L3 §6.5.1. */
    static Bytes attested(Bytes aaguid, Bytes credentialId, Bytes coseKey) {
        return attested(aaguid, credentialId.size(), credentialId, coseKey);
    }

    /** The same with another length than the credential id has. */
    static Bytes attested(Bytes aaguid, int length, Bytes credentialId, Bytes coseKey) {
        byte[] declared = ByteBuffer.allocate(2).putShort((short) length).array();
        return Bytes.concat(aaguid, Bytes.of(declared), credentialId, coseKey);
    }
}
