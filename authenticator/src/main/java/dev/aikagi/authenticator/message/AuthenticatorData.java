package dev.aikagi.authenticator.message;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * WebAuthn L3 §6.1 authenticator data, as it is signed.
 *
 * <pre>
 *   +-----------+-------+---------+---------------------------------------------------+
 *   | rpIdHash  | flags | counter | attested credential data, where flag AT is set    |, extension outputs as a
 *   | 32        | 1     | 4       | AAGUID 16 | length 2 | credential id | COSE_Key   |  CBOR map, where ED is set
 *   +-----------+-------+---------+---------------------------------------------------+
 *   flags: ED AT 0 BS BE UV 0 UP
 * </pre>
 *
 * @param counter 0 to 2^32 - 1
 */
public record AuthenticatorData(
        Bytes rpIdHash, Flags flags, long counter, Optional<AttestedCredential> attested, CborValue.Map extensions) {
    private static final int UP = 0x01;
    private static final int UV = 0x04;
    private static final int BE = 0x08;
    private static final int BS = 0x10;
    private static final int AT = 0x40;
    private static final int ED = 0x80;

    /** Without extension outputs. */
    public AuthenticatorData(Bytes rpIdHash, Flags flags, long counter, Optional<AttestedCredential> attested) {
        this(rpIdHash, flags, counter, attested, CborValue.Map.EMPTY);
    }

    /** What is known of user and credential. AT and ED follow from what the data holds. */
    public record Flags(boolean userPresent, boolean userVerified, boolean backupEligible, boolean backedUp) {}

    /** WebAuthn L3 §6.5.1 attested credential data. */
    public record AttestedCredential(Bytes aaguid, Bytes credentialId, CborValue.Map publicKey) {}

    public Bytes encode() {
        Bytes tail = attested.map(AuthenticatorData::encode).orElse(Bytes.EMPTY);
        Bytes outputs = extensions.isEmpty() ? Bytes.EMPTY : CborWriter.write(extensions);
        ByteBuffer head = ByteBuffer.allocate(5).put((byte) flagBits()).putInt((int) counter);
        return Bytes.concat(rpIdHash, Bytes.of(head.array()), tail, outputs);
    }

    private int flagBits() {
        return (flags.userPresent() ? UP : 0)
                | (flags.userVerified() ? UV : 0)
                | (flags.backupEligible() ? BE : 0)
                | (flags.backedUp() ? BS : 0)
                | (attested.isPresent() ? AT : 0)
                | (extensions.isEmpty() ? 0 : ED);
    }

    private static Bytes encode(AttestedCredential credential) {
        byte[] length = ByteBuffer.allocate(2)
                .putShort((short) credential.credentialId().size())
                .array();
        return Bytes.concat(
                credential.aaguid(),
                Bytes.of(length),
                credential.credentialId(),
                CborWriter.write(credential.publicKey()));
    }
}
