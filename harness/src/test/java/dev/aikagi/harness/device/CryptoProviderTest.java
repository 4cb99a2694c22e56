package dev.aikagi.harness.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.credential.KeptKey;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.ctapsim.user.VirtualUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.InstantSource;
import javax.crypto.KeyAgreement;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The results are the same with each provider. */
class CryptoProviderTest {
    private static final Bytes MESSAGE = Bytes.of("message".getBytes(StandardCharsets.UTF_8));

    private final SecureRandom random = new SecureRandom();

    @AfterEach
    void restore() {
        CryptoProvider.JDK.install();
    }

    /** Made, kept and signed with there; kept, signed with and verified by the JDK. */
    @ParameterizedTest
    @EnumSource(CryptoProvider.class)
    void credentialKeys_areTheSameEverywhere(CryptoProvider provider) throws Exception {
        for (CoseAlgorithm algorithm : new CoseAlgorithm[] {
            CoseAlgorithm.ES256, CoseAlgorithm.ES384, CoseAlgorithm.ES512, CoseAlgorithm.RS256, CoseAlgorithm.EDDSA
        }) {
            provider.install();
            CredentialKey made = CredentialKey.generate(algorithm, random);
            KeptKey kept = made.kept();
            Bytes signature = made.sign(MESSAGE, random);
            Bytes again = CredentialKey.of(kept).sign(MESSAGE, random);

            CryptoProvider.JDK.install();
            assertTrue(verifies(kept, signature), () -> algorithm + " by " + provider);
            assertTrue(verifies(kept, again), () -> algorithm + " by " + provider + ", kept");
            byte[] changed = signature.toArray();
            changed[changed.length - 1] ^= 1;
            assertFalse(verifies(kept, Bytes.of(changed)));
            assertEquals(made.publicKey(), CredentialKey.of(kept).publicKey());
            assertTrue(verifies(kept, CredentialKey.of(kept).sign(MESSAGE, random)));
        }
    }

    @ParameterizedTest
    @EnumSource(CryptoProvider.class)
    void sharedSecrets_areTheSameEverywhere(CryptoProvider provider) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair one = generator.generateKeyPair();
        KeyPair other = generator.generateKeyPair();
        byte[] expected = agree(one, other);

        provider.install();

        assertArrayEquals(expected, agree(other, one));
    }

    /** PIN, its agreement, and a reset: yubikit at one end, the engine at the other, both with the provider. */
    @ParameterizedTest
    @EnumSource(CryptoProvider.class)
    void wholeKey_worksWithIt(CryptoProvider provider) throws Exception {
        provider.install();
        VirtualUser user = new VirtualUser();
        InstantSource clock = InstantSource.system();
        KeyContext context = new KeyContext("security-key", clock, random, user, new FrameLog(clock));
        try (SecurityKey key = KeyName.simulated().open(context)) {
            KeyAdministration administration = new KeyAdministration(key);
            administration.setPin("1234".toCharArray());
            assertThrows(
                    IOException.class, () -> administration.changePin("9999".toCharArray(), "567890".toCharArray()));
            administration.changePin("1234".toCharArray(), "567890".toCharArray());
            assertTrue(administration.hasPin());
            administration.reset();
            assertFalse(administration.hasPin());
        }
    }

    @ParameterizedTest
    @CsvSource({"JDK, SunEC of Java", "CONSCRYPT, Conscrypt", "BOUNCYCASTLE, BC"})
    void arithmetic_isSaidOfTheProviderThatDoesIt(CryptoProvider provider, String name) throws Exception {
        provider.install();
        VirtualUser user = new VirtualUser();
        InstantSource clock = InstantSource.system();
        KeyContext context = new KeyContext("touch-id", clock, random, user, new FrameLog(clock));

        try (SecurityKey key = KeyName.simulated().open(context)) {
            assertTrue(key.arithmetic().startsWith(name), key::toString);
        }
    }

    @Test
    void conscrypt_signsAndLeavesTlsAlone() throws Exception {
        String tls = SSLContext.getDefault().getProvider().getName();
        assertEquals(CryptoProvider.CONSCRYPT, CryptoProvider.AUTO.install(), "it loads where these tests run");

        assertEquals(
                KeyArithmetic.NAME,
                Signature.getInstance("SHA256withECDSA").getProvider().getName());
        assertEquals(tls, SSLContext.getInstance("TLS").getProvider().getName());
        CryptoProvider.JDK.install();
        assertNull(Security.getProvider(KeyArithmetic.NAME));
        assertNotNull(Signature.getInstance("SHA256withECDSA"));
    }

    private static byte[] agree(KeyPair mine, KeyPair theirs) throws Exception {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(mine.getPrivate());
        agreement.doPhase(theirs.getPublic(), true);
        return agreement.generateSecret();
    }

    private static boolean verifies(KeptKey kept, Bytes signature) throws Exception {
        Signature verifier = Signature.getInstance(kept.algorithm().signatureAlgorithm());
        verifier.initVerify(KeyFactory.getInstance(kept.algorithm().keyAlgorithm())
                .generatePublic(new X509EncodedKeySpec(kept.publicKey().toArray())));
        verifier.update(MESSAGE.toArray());
        try {
            return verifier.verify(signature.toArray());
        } catch (SignatureException e) {
            return false;
        }
    }
}
