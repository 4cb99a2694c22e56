package dev.aikagi.authenticator.cose;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Optional;

/** The curve P-256, and points that come from outside: onto the curve or out. */
public final class P256 {
    private P256() {}

    /** Empty for what does not lie on the curve: agreeing with such a point would give the private key away. */
    public static Optional<ECPublicKey> publicKey(ECPoint point) {
        ECParameterSpec curve = parameters();
        if (!liesOn(curve, point)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks P-256", e);
        }
    }

    /** The curve's domain parameters. */
    public static ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks P-256", e);
        }
    }

    private static boolean liesOn(ECParameterSpec curve, ECPoint point) {
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB());
        boolean inField = x.compareTo(p) < 0 && y.compareTo(p) < 0;
        return inField && y.multiply(y).subtract(right).mod(p).signum() == 0;
    }
}
