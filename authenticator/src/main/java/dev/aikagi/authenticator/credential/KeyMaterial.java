package dev.aikagi.authenticator.credential;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;

/**
 * Private keys in few bytes, so that they fit into a credential id: the scalar of an elliptic curve key, the secret
 * string of an Edwards curve key, the two primes of an RSA key, the seed of an ML-DSA key.
 */
final class KeyMaterial {
    private KeyMaterial() {}

    static Bytes of(PrivateKey key) {
        if (key instanceof ECPrivateKey ec) {
            return unsigned(ec.getS(), (ec.getParams().getOrder().bitLength() + 7) / 8);
        }
        if (key instanceof TokenKey) {
            throw new IllegalStateException("a private key does not leave its token");
        }
        if (key instanceof MlDsaSeed ml) {
            return ml.seed();
        }
        if (key instanceof EdECPrivateKey ed) {
            return Bytes.of(ed.getBytes().orElseThrow());
        }
        RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) key;
        int half = (rsa.getModulus().bitLength() + 15) / 16;
        return Bytes.concat(unsigned(rsa.getPrimeP(), half), unsigned(rsa.getPrimeQ(), half));
    }

    static PrivateKey restore(CoseAlgorithm algorithm, Bytes material) throws GeneralSecurityException {
        if (MlDsaSeed.makes(algorithm)) {
            return new MlDsaSeed(algorithm, material);
        }
        KeyFactory factory = KeyFactory.getInstance(algorithm.keyAlgorithm());
        return switch (algorithm.keyAlgorithm()) {
            case "EC" -> {
                AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
                parameters.init(CredentialKey.parameters(algorithm));
                yield factory.generatePrivate(
                        new ECPrivateKeySpec(number(material), parameters.getParameterSpec(ECParameterSpec.class)));
            }
            case "RSA" -> factory.generatePrivate(rsa(material));
            default ->
                factory.generatePrivate(
                        new EdECPrivateKeySpec(new NamedParameterSpec(algorithm.keyAlgorithm()), material.toArray()));
        };
    }

    private static RSAPrivateCrtKeySpec rsa(Bytes primes) {
        BigInteger p = number(primes.slice(0, primes.size() / 2));
        BigInteger q = number(primes.slice(primes.size() / 2, primes.size()));
        BigInteger pMinus = p.subtract(BigInteger.ONE);
        BigInteger qMinus = q.subtract(BigInteger.ONE);
        BigInteger e = CredentialKey.RSA_EXPONENT;
        BigInteger d = e.modInverse(pMinus.multiply(qMinus));
        return new RSAPrivateCrtKeySpec(p.multiply(q), e, d, p, q, d.mod(pMinus), d.mod(qMinus), q.modInverse(p));
    }

    private static BigInteger number(Bytes octets) {
        return new BigInteger(1, octets.toArray());
    }

    private static Bytes unsigned(BigInteger number, int size) {
        byte[] signed = number.toByteArray();
        byte[] fixed = new byte[size];
        int length = Math.min(signed.length, size);
        System.arraycopy(signed, signed.length - length, fixed, size - length, length);
        return Bytes.of(fixed);
    }
}
