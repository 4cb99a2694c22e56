package dev.aikagi.harness.device;

import dev.aikagi.authenticator.bytes.Bytes;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/**
 * What a TPM says of a key, TPM 2.0 Library Specification part 2; numbers are big-endian, and 2B stands for a length of two
 * bytes and as many bytes.
 *
 * <pre>
 *   TPMT_PUBLIC   type 2 | nameAlg 2 | attributes 4 | authPolicy 2B | symmetric 2 | scheme 2 |
 *                 RSA: bits 2 | exponent 4 | modulus 2B        ECC: curve 2 | kdf 2 | x 2B | y 2B
 *   TPMS_ATTEST   ff "TCG" 4 | ST_ATTEST_CERTIFY 2 | qualifiedSigner 2B | extraData 2B |
 *                 clock 8 | resets 4 | restarts 4 | safe 1 | firmware 8 | name 2B | qualifiedName 2B
 *   name          nameAlg 2 | SHA-256 of TPMT_PUBLIC 32
 * </pre>
 */
public final class TpmStructures {
    private static final int ALG_RSA = 0x0001;
    private static final int ALG_SHA256 = 0x000b;
    private static final int ALG_NULL = 0x0010;
    private static final int ALG_ECC = 0x0023;
    private static final int ECC_NIST_P256 = 0x0003;
    private static final int GENERATED_VALUE = 0xff544347;
    private static final int ST_ATTEST_CERTIFY = 0x8017;

    /** fixedTPM, fixedParent, sensitiveDataOrigin, userWithAuth, noDA, sign. */
    private static final int ATTRIBUTES = 0x00040472;

    private static final int P256_SIZE = 32;

    private TpmStructures() {}

    /** The public area of a key on P-256 or of RSA. */
    public static Bytes publicArea(PublicKey key) {
        ByteBuffer area = ByteBuffer.allocate(512);
        boolean rsa = key instanceof RSAPublicKey;
        area.putShort((short) (rsa ? ALG_RSA : ALG_ECC)).putShort((short) ALG_SHA256);
        area.putInt(ATTRIBUTES).putShort((short) 0);
        area.putShort((short) ALG_NULL).putShort((short) ALG_NULL);
        if (key instanceof RSAPublicKey modulus) {
            int bits = modulus.getModulus().bitLength();
            area.putShort((short) bits).putInt(modulus.getPublicExponent().intValueExact());
            put(area, unsigned(modulus.getModulus(), (bits + 7) / 8));
        } else {
            ECPublicKey point = (ECPublicKey) key;
            area.putShort((short) ECC_NIST_P256).putShort((short) ALG_NULL);
            put(area, unsigned(point.getW().getAffineX(), P256_SIZE));
            put(area, unsigned(point.getW().getAffineY(), P256_SIZE));
        }
        return written(area);
    }

    /**
     * What TPM2_Certify says of a key.
     *
     * @param extraData what was asked to be vouched for
     */
    public static Bytes certifyInfo(Bytes publicArea, Bytes extraData) {
        Bytes name = Bytes.concat(
                Bytes.of((byte) (ALG_SHA256 >> 8), (byte) ALG_SHA256), Bytes.of(AppleAttestation.sha256(publicArea)));
        ByteBuffer info = ByteBuffer.allocate(512);
        info.putInt(GENERATED_VALUE).putShort((short) ST_ATTEST_CERTIFY);
        put(info, name);
        put(info, extraData);
        info.putLong(1).putInt(1).putInt(1).put((byte) 1).putLong(1);
        put(info, name);
        put(info, name);
        return written(info);
    }

    private static void put(ByteBuffer buffer, Bytes content) {
        buffer.putShort((short) content.size()).put(content.toArray());
    }

    private static Bytes written(ByteBuffer buffer) {
        byte[] content = new byte[buffer.flip().remaining()];
        buffer.get(content);
        return Bytes.of(content);
    }

    private static Bytes unsigned(BigInteger number, int size) {
        byte[] signed = number.toByteArray();
        byte[] fixed = new byte[size];
        int length = Math.min(signed.length, size);
        System.arraycopy(signed, signed.length - length, fixed, size - length, length);
        return Bytes.of(fixed);
    }
}
