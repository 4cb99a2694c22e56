package dev.aikagi.harness.device;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.conscrypt.Conscrypt;

/** Who does the arithmetic of emulated keys. With each of them the results are equally good; the time they take is not. */
public enum CryptoProvider {
    /** Conscrypt where it loads, else the JDK. */
    AUTO,
    /** Whoever comes with the Java platform. */
    JDK,
    /** BoringSSL, in native code. Takes its chance from the system: a seed does not repeat its keys. */
    CONSCRYPT,
    /** Bouncy Castle, in Java. */
    BOUNCYCASTLE;

    /**
     * Puts it before the others, for the keys' algorithms alone, in the place of one that was installed before. For the
     * beginning of a process.
     *
     * @return what AUTO has become, else itself
     * @throws IllegalStateException if it does not load on this machine
     */
    public CryptoProvider install() {
        Security.removeProvider(KeyArithmetic.NAME);
        switch (this) {
            case AUTO -> {
                return installIfItLoads();
            }
            case JDK -> {}
            case CONSCRYPT -> Security.insertProviderAt(new KeyArithmetic(conscrypt()), 1);
            case BOUNCYCASTLE -> Security.insertProviderAt(new KeyArithmetic(new BouncyCastleProvider()), 1);
        }
        return this;
    }

    /** The provider that makes keys in this process now, for people; with the Java release where it comes with Java. */
    public static String inUse() {
        try {
            Provider first = KeyPairGenerator.getInstance("EC").getProvider();
            return first instanceof KeyArithmetic part
                    ? part.owner()
                    : first.getName() + " of Java " + Runtime.version().feature();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has EC", e);
        }
    }

    private static CryptoProvider installIfItLoads() {
        try {
            return CONSCRYPT.install();
        } catch (IllegalStateException e) {
            return JDK;
        }
    }

    private static Provider conscrypt() {
        try {
            return Conscrypt.newProvider();
        } catch (LinkageError | RuntimeException e) {
            throw new IllegalStateException("Conscrypt has no native library for this machine: " + e.getMessage(), e);
        }
    }
}
