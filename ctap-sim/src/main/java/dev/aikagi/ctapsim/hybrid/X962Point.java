package dev.aikagi.ctapsim.hybrid;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseKey;
import dev.aikagi.authenticator.cose.P256;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/** Points of P-256 as octets, ANSI X9.62 §4.3.6: {@code 04 x y}, or {@code 02 x} and {@code 03 x} by the parity of y. */
final class X962Point {
    private static final int COORDINATE = 32;

    private X962Point() {}

    /** 65 bytes. */
    static Bytes uncompressed(ECPublicKey key) {
        return CoseKey.uncompressedPoint(key);
    }

    /** 33 bytes. */
    static Bytes compressed(ECPublicKey key) {
        Bytes whole = uncompressed(key);
        byte sign = (byte) (2 + (whole.at(2 * COORDINATE) & 1));
        return Bytes.concat(Bytes.of(sign), whole.slice(1, 1 + COORDINATE));
    }

    /**
     * Reads either form.
     *
     * @throws HybridException if that is no point of the curve
     */
    static ECPublicKey read(Bytes octets) throws HybridException {
        ECPoint point = null;
        if (octets.size() == 1 + 2 * COORDINATE && octets.at(0) == 4) {
            point = new ECPoint(number(octets, 1), number(octets, 1 + COORDINATE));
        } else if (octets.size() == 1 + COORDINATE && (octets.at(0) | 1) == 3) {
            point = decompress(number(octets, 1), octets.at(0) == 3);
        }
        if (point == null) {
            throw new HybridException("a point of P-256 has 65 bytes after 04, or 33 after 02 or 03");
        }
        return P256.publicKey(point).orElseThrow(() -> new HybridException("the point does not lie on P-256"));
    }

    /** Its prime is 3 modulo 4, so that a square root is one power; of what is no square the curve check takes care. */
    private static ECPoint decompress(BigInteger x, boolean odd) {
        ECParameterSpec curve = P256.parameters();
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger square = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB())
                .mod(p);
        BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
        return new ECPoint(x, y.testBit(0) == odd ? y : p.subtract(y));
    }

    private static BigInteger number(Bytes octets, int at) {
        return new BigInteger(1, octets.slice(at, at + COORDINATE).toArray());
    }
}
