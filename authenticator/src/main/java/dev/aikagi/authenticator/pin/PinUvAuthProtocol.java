package dev.aikagi.authenticator.pin;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cose.CoseKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import javax.crypto.KeyAgreement;
import org.jspecify.annotations.Nullable;

/** CTAP 2.1 §6.5.4, the key's half of a PIN/UV auth protocol: a P-256 key to agree with, and a pinUvAuthToken. */
public final class PinUvAuthProtocol {
    private static final int TOKEN_SIZE = 32;

    private final int number;
    private final SecureRandom random;
    private Bytes token;

    /** Made when it is first asked for: most keys are never asked. */
    private @Nullable KeyPair agreement;

    private PinUvAuthProtocol(int number, SecureRandom random) {
        this.number = number;
        this.random = random;
        this.token = fresh(random);
    }

    public static PinUvAuthProtocol one(SecureRandom random) {
        return new PinUvAuthProtocol(1, random);
    }

    public static PinUvAuthProtocol two(SecureRandom random) {
        return new PinUvAuthProtocol(2, random);
    }

    public int number() {
        return number;
    }

    /** Takes a new key to agree with, so that what was agreed before is worth nothing. */
    public void regenerate() {
        agreement = null;
    }

    public void resetToken() {
        token = fresh(random);
    }

    /** The key to agree with, as a COSE_Key. */
    public CborValue.Map publicKey() {
        return CoseKey.keyAgreement((ECPublicKey) agreement().getPublic());
    }

    /** What key and platform share; empty where the platform's key is no point of P-256. */
    public Optional<SharedSecret> decapsulate(CborValue.Map platformKey) {
        return CoseKey.readKeyAgreement(platformKey).map(peer -> new SharedSecret(two(), agree(peer), random));
    }

    /** The pinUvAuthToken, for nobody but the platform it was given to. */
    public Bytes tokenFor(SharedSecret platform) {
        return platform.encrypt(token);
    }

    /** Whether the parameter was made of the message with the pinUvAuthToken. */
    public boolean verifies(Bytes message, Bytes pinUvAuthParam) {
        return PinCrypto.same(pinUvAuthParam, SharedSecret.signature(two(), token, message));
    }

    private boolean two() {
        return number == 2;
    }

    private KeyPair agreement() {
        KeyPair made = agreement;
        if (made == null) {
            made = generate();
            agreement = made;
        }
        return made;
    }

    private KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw PinCrypto.lacking(e);
        }
    }

    private Bytes agree(PublicKey peer) {
        try {
            KeyAgreement ecdh = KeyAgreement.getInstance("ECDH");
            ecdh.init(agreement().getPrivate());
            ecdh.doPhase(peer, true);
            return Bytes.of(ecdh.generateSecret());
        } catch (GeneralSecurityException e) {
            throw PinCrypto.lacking(e);
        }
    }

    private static Bytes fresh(SecureRandom random) {
        byte[] octets = new byte[TOKEN_SIZE];
        random.nextBytes(octets);
        return Bytes.of(octets);
    }
}
