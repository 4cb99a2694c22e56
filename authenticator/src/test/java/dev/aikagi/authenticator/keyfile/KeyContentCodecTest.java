package dev.aikagi.authenticator.keyfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.yubico.yubikit.fido.Cbor;
import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cbor.CborMapBuilder;
import dev.aikagi.authenticator.cbor.CborReader;
import dev.aikagi.authenticator.cbor.CborValue;
import dev.aikagi.authenticator.cbor.CborWriter;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.CredentialExtras;
import dev.aikagi.authenticator.credential.CredentialKey;
import dev.aikagi.authenticator.credential.Drawer;
import dev.aikagi.authenticator.credential.KeyVault;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.message.UserEntity;
import dev.aikagi.authenticator.pin.PinState;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyContentCodecTest {
    private static final Identity IDENTITY = new Identity("security-key", Optional.empty(), Optional.empty());

    /** A component that somebody adds to a record has a value in the sample by itself, and has to come back. */
    @Test
    void everyComponentOfEveryRecord_isKept() throws Exception {
        KeyContent content = Sample.content();

        Map<String, Object> before = Sample.values(content);
        Map<String, Object> after =
                Sample.values(KeyContentCodec.decode(KeyContentCodec.encode(content), KeyVault.SOFTWARE));

        assertEquals(before, after);
        assertTrue(before.containsKey(".snapshot.state?.pin.policy.forceChange"), before::toString);
        assertTrue(before.containsKey(".snapshot.credentials[0].extras.largeBlob?.originalSize"), before::toString);
    }

    @Test
    void componentThatIsNotKept_isFoundMissing() throws Exception {
        KeyContent content = Sample.content();
        Snapshot forgetful = new Snapshot(
                content.snapshot().state().map(state -> state.withPin(withoutUvRetries(state.pin()))),
                content.snapshot().credentials(),
                content.snapshot().count(),
                content.snapshot().oath());

        assertNotEquals(Sample.values(content), Sample.values(new KeyContent(content.identity(), forgetful)));
    }

    private static PinState withoutUvRetries(PinState pin) {
        return pin.withUvRetries(0);
    }

    @Test
    void emptyKey_comesBackEmpty() throws Exception {
        KeyContent content = new KeyContent(IDENTITY, Snapshot.EMPTY);

        assertEquals(content, KeyContentCodec.decode(KeyContentCodec.encode(content), KeyVault.SOFTWARE));
    }

    /** The private half still fits the public one, as the JDK's own key factory reads it. */
    @ParameterizedTest
    @EnumSource(CoseAlgorithm.class)
    void credentialOfEveryAlgorithm_signsAfterwards(CoseAlgorithm algorithm) throws Exception {
        assumeTrue(algorithm.available(), "this Java platform has no " + algorithm);
        CredentialKey key = CredentialKey.generate(algorithm, new SeededRandom(3));
        var credential = new PublicKeyCredentialSource(
                Bytes.of((byte) 1), "example.com", Optional.empty(), key, CredentialExtras.NONE);
        Snapshot snapshot = new Snapshot(Optional.empty(), List.of(credential), 0, Optional.empty());

        CredentialKey kept = KeyContentCodec.decode(
                        KeyContentCodec.encode(new KeyContent(IDENTITY, snapshot)), KeyVault.SOFTWARE)
                .snapshot()
                .credentials()
                .get(0)
                .key();

        assertEquals(key.publicKey(), kept.publicKey());
        byte[] message = "message".getBytes(StandardCharsets.UTF_8);
        Signature verifier = Signature.getInstance(algorithm.signatureAlgorithm());
        if (algorithm == CoseAlgorithm.PS256) {
            verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        verifier.initVerify(KeyFactory.getInstance(algorithm.keyAlgorithm())
                .generatePublic(new X509EncodedKeySpec(kept.kept().publicKey().toArray())));
        verifier.update(message);
        assertTrue(verifier.verify(
                kept.sign(Bytes.of(message), new SeededRandom(4)).toArray()));
    }

    @Test
    void encoding_isReadByYubikit() throws Exception {
        Map<?, ?> read =
                (Map<?, ?>) Cbor.decode(KeyContentCodec.encode(Sample.content()).toArray());

        assertEquals(Sample.content().identity().profile(), read.get(1));
        assertEquals((int) Sample.content().snapshot().count(), read.get(6));
        assertEquals(1, ((List<?>) read.get(5)).size());
    }

    @Test
    void memberOfALaterEdition_isPassedOver() {
        Bytes encoded = KeyContentCodec.encode(new KeyContent(IDENTITY, Snapshot.EMPTY));
        CborMapBuilder later = new CborMapBuilder().put(99, CborValue.of("later"));
        ((CborValue.Map) CborReader.read(encoded))
                .entries()
                .forEach((key, value) -> later.put(((CborValue.Int) key).value(), value));

        assertEquals(
                IDENTITY,
                KeyContentCodec.decode(CborWriter.write(later.build()), KeyVault.SOFTWARE)
                        .identity());
    }

    @Test
    void whatCannotBeAKey_isRefused() {
        assertRefused("01", "Int where Map is expected");
        assertRefused("a0", "member 1 is missing");
        assertRefused("a10101", "Int where Text is expected");
        assertRefused("ff", "");
        assertRefused("a301617805818206", "");
    }

    private static void assertRefused(String hex, String reason) {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> KeyContentCodec.decode(Bytes.fromHex(hex), KeyVault.SOFTWARE));
        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
    }

    @Test
    void encode_ofPrivateKeysInAVault_holdsHandlesAlone() throws Exception {
        Drawer drawer = new Drawer();
        CredentialKey inVault = drawer.generate(CoseAlgorithm.ES256, new SeededRandom(5));
        CredentialKey inSoftware = CredentialKey.generate(CoseAlgorithm.ES256, new SeededRandom(6));
        Bytes secret = scalar(drawer.keys.get(inVault.handle().orElseThrow()));

        Bytes encoded = encoded(inVault, drawer);

        Map<?, ?> content = (Map<?, ?>) Cbor.decode(encoded.toArray());
        Map<?, ?> credential = (Map<?, ?>) ((List<?>) content.get(5)).get(0);
        assertFalse(credential.containsKey(7), "there is no private key");
        assertArrayEquals(inVault.handle().orElseThrow().toArray(), (byte[]) credential.get(16));
        assertFalse(((Map<?, ?>) content.get(3)).containsKey(2), "nor one to attest with");
        assertFalse(encoded.hex().contains(secret.hex()));
        assertTrue(
                encoded(inSoftware, drawer)
                        .hex()
                        .contains(inSoftware.kept().material().hex()),
                "the search would find one that is there");

        CredentialKey found = KeyContentCodec.decode(encoded, drawer)
                .snapshot()
                .credentials()
                .get(0)
                .key();
        assertEquals(inVault.publicKey(), found.publicKey());
        assertEquals(inVault.handle(), found.handle());
    }

    private static Bytes encoded(CredentialKey key, Drawer drawer) {
        var credential = new PublicKeyCredentialSource(
                Bytes.of((byte) 1),
                "example.com",
                Optional.of(new UserEntity(Bytes.of((byte) 2), Optional.empty(), Optional.empty())),
                key,
                CredentialExtras.NONE);
        Bytes handle = drawer.keys.keySet().iterator().next();
        var attestation = new AttestationKey(
                CoseAlgorithm.ES256, drawer.find(CoseAlgorithm.ES256, handle).orElseThrow(), List.of(Bytes.of((byte)
                        3)));
        Identity identity = new Identity(
                "security-key",
                Optional.empty(),
                Optional.of(attestation),
                Optional.of(new VaultReference("library = there", Bytes.of((byte) 4))));
        return KeyContentCodec.encode(
                new KeyContent(identity, new Snapshot(Optional.empty(), List.of(credential), 0, Optional.empty())));
    }

    private static Bytes scalar(PrivateKey key) {
        byte[] signed = ((ECPrivateKey) key).getS().toByteArray();
        return Bytes.of(signed).slice(Math.max(0, signed.length - 32), signed.length);
    }
}
