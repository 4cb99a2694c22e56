package dev.aikagi.authenticator.cose;

import java.security.Security;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The signature algorithms a key can have, by their number in the IANA COSE Algorithms registry. */
public enum CoseAlgorithm {
    /** ECDSA on P-256 with SHA-256. */
    ES256(-7, "EC", "SHA256withECDSA"),
    /** EdDSA on Ed25519. */
    EDDSA(-8, "Ed25519", "Ed25519"),
    /** RSASSA-PKCS1-v1_5 with SHA-256, 2048 bits. */
    RS256(-257, "RSA", "SHA256withRSA"),
    /** ECDSA on P-384 with SHA-384. */
    ES384(-35, "EC", "SHA384withECDSA"),
    /** ECDSA on P-521 with SHA-512. */
    ES512(-36, "EC", "SHA512withECDSA"),
    /** EdDSA on Ed448, fully specified: RFC 9864. */
    ED448(-53, "Ed448", "Ed448"),
    /** RSASSA-PSS with SHA-256 and a salt of 32 bytes, 2048 bits. */
    PS256(-37, "RSA", "RSASSA-PSS"),
    /** ML-DSA with the smallest parameters, FIPS 204; Java 24 has it. */
    ML_DSA_44(-48, "ML-DSA-44", "ML-DSA-44"),
    /** ML-DSA with the middle parameters. */
    ML_DSA_65(-49, "ML-DSA-65", "ML-DSA-65");

    private final long id;
    private final String keyAlgorithm;
    private final String signatureAlgorithm;

    CoseAlgorithm(long id, String keyAlgorithm, String signatureAlgorithm) {
        this.id = id;
        this.keyAlgorithm = keyAlgorithm;
        this.signatureAlgorithm = signatureAlgorithm;
    }

    /** The algorithm of that number, if the key can have it. */
    public static Optional<CoseAlgorithm> of(long id) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.id == id).findFirst();
    }

    /** Whether this Java platform can make keys of it and sign with them: ML-DSA takes Java 24. */
    public boolean available() {
        return Security.getAlgorithms("KeyPairGenerator").contains(keyAlgorithm.toUpperCase(Locale.ROOT))
                && Security.getAlgorithms("Signature").contains(signatureAlgorithm.toUpperCase(Locale.ROOT));
    }

    public long id() {
        return id;
    }

    /** The name a {@link java.security.KeyPairGenerator} knows it by. */
    public String keyAlgorithm() {
        return keyAlgorithm;
    }

    /** The name a {@link java.security.Signature} knows it by. */
    public String signatureAlgorithm() {
        return signatureAlgorithm;
    }
}
