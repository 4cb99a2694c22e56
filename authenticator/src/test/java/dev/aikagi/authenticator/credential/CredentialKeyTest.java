package dev.aikagi.authenticator.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.authenticator.message.UserEntity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Keys that this Java platform can make, those that it cannot, and the store of whose they are. */
class CredentialKeyTest {
    private static final Bytes SEED = Bytes.of(new byte[32]);
    private static final Bytes MESSAGE = Bytes.fromHex("0102");

    private final SeededRandom random = new SeededRandom(1);

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_NONE, names = "ML_DSA_.*")
    void material_restored_isTheSameKey(CoseAlgorithm algorithm) throws Exception {
        CredentialKey key = CredentialKey.generate(algorithm, random);

        CredentialKey restored = CredentialKey.of(key.kept());

        assertEquals(key.kept(), restored.kept());
        assertEquals(key.publicKey(), restored.publicKey());
    }

    /** What only signs has come out of a credential id, and says so when it is asked for its public half. */
    @Test
    void publicHalf_ofAKeyThatOnlySigns_isNotKnown() throws Exception {
        CredentialKey key = CredentialKey.generate(CoseAlgorithm.ES256, random);

        CredentialKey signing = CredentialKey.restore(CoseAlgorithm.ES256, key.material());

        assertFalse(signing.sign(MESSAGE, random).isEmpty());
        assertThrows(IllegalStateException.class, signing::publicKey);
        assertThrows(IllegalStateException.class, signing::javaPublicKey);
        assertThrows(IllegalStateException.class, signing::kept);
    }

    /** On every Java the seed of an ML-DSA key is kept as it is; what needs the arithmetic says that it lacks. */
    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = "ML_DSA_.*")
    void mlDsa_whereJavaLacksIt_isToldNotGuessed(CoseAlgorithm algorithm) throws Exception {
        CredentialKey key = CredentialKey.restore(algorithm, SEED);
        assertEquals(SEED, key.material());

        if (algorithm.available()) {
            assertEquals(
                    key.sign(MESSAGE, random).size(),
                    CredentialKey.generate(algorithm, random)
                            .sign(MESSAGE, random)
                            .size());
        } else {
            var lacking = assertThrows(IllegalStateException.class, () -> CredentialKey.generate(algorithm, random));
            assertEquals("this Java platform cannot make keys of " + algorithm, lacking.getMessage());
            assertThrows(IllegalStateException.class, () -> key.sign(MESSAGE, random));
        }
    }

    /** CTAP 2.1 §6.1.2: a new discoverable credential takes the place of that user's at that relying party, of no other. */
    @Test
    void store_oneOfSeveral_isReplacedUpdatedAndRemoved() {
        MemoryCredentialStore store = new MemoryCredentialStore();
        PublicKeyCredentialSource taro = source(1, "example.com", 1);
        PublicKeyCredentialSource jiro = source(2, "example.com", 2);
        PublicKeyCredentialSource elsewhere = source(3, "example.org", 1);
        List.of(taro, jiro, elsewhere).forEach(store::put);

        PublicKeyCredentialSource again = source(4, "example.com", 1);
        store.put(again);
        assertEquals(List.of(again, elsewhere, jiro), store.all());

        PublicKeyCredentialSource renamed =
                jiro.withUser(new UserEntity(Bytes.fromHex("02"), Optional.of("j"), Optional.empty()));
        store.update(renamed);
        assertEquals(List.of(again, elsewhere, renamed), store.all());

        store.remove(again.id());
        assertEquals(List.of(elsewhere, renamed), store.all());
        assertTrue(store.nextCount() < store.nextCount());
        store.clear();
        assertEquals(List.of(), store.all());
        assertEquals(1, store.nextCount());
    }

    @Test
    void credentialWithoutUser_replacesNothing_andIsNotReplaced() {
        PublicKeyCredentialSource taro = source(1, "example.com", 1);
        PublicKeyCredentialSource nobodys =
                new PublicKeyCredentialSource(taro.id(), taro.rpId(), Optional.empty(), taro.key(), taro.extras());

        assertFalse(nobodys.discoverable());
        assertFalse(nobodys.isReplacedBy(nobodys));
        assertFalse(taro.isReplacedBy(nobodys));
        assertTrue(taro.isReplacedBy(taro));
    }

    private PublicKeyCredentialSource source(int id, String rpId, int user) {
        return new PublicKeyCredentialSource(
                Bytes.of((byte) id),
                rpId,
                Optional.of(new UserEntity(Bytes.of((byte) user), Optional.empty(), Optional.empty())),
                CredentialKey.generate(CoseAlgorithm.ES256, random),
                CredentialExtras.NONE);
    }
}
