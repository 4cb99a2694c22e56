package dev.aikagi.harness.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import dev.aikagi.authenticator.apdu.AppletCard;
import dev.aikagi.authenticator.apdu.SmartCard;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.oath.OathApplet;
import dev.aikagi.ctapsim.card.VirtualCard;
import dev.aikagi.ctapsim.yubikit.VirtualSmartCardConnection;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The card's codes against java-otp's. */
class OathStoreTest {
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private Consent touch = Consent.GRANTED;
    private final VirtualCard card = new VirtualCard(
            new AppletCard(List.of(new OathApplet(new SecureRandom(), (prompt, transaction) -> touch))));

    @ParameterizedTest
    @CsvSource({"SHA1, 6, 30", "SHA1, 8, 60", "SHA256, 7, 15", "SHA512, 8, 30"})
    void code_atManyTimes_isThatOfJavaOtp(String algorithm, int digits, int period) throws Exception {
        OtpAuthUri uri = OtpAuthUri.parse("otpauth://totp/KOSMO:taro?secret=%s&algorithm=%s&digits=%d&period=%d"
                .formatted(SECRET, algorithm, digits, period));
        var theirs = new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(period), digits, "Hmac" + algorithm);
        var key = new SecretKeySpec(uri.secret().toArray(), "RAW");
        Random random = new Random(digits);
        try (OathStore store = open()) {
            String name = store.put(uri);
            for (int i = 0; i < 100; i++) {
                Instant at = Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE));
                assertEquals(theirs.generateOneTimePasswordString(key, at), store.code(name, at));
            }
        }
    }

    @Test
    void code_hotp_countsAsJavaOtpDoes() throws Exception {
        OtpAuthUri uri = OtpAuthUri.parse("otpauth://hotp/taro?counter=5&secret=" + SECRET);
        var key = new SecretKeySpec(uri.secret().toArray(), "RAW");
        try (OathStore store = open()) {
            String name = store.put(uri);
            for (int counter = 5; counter < 8; counter++) {
                assertEquals(
                        new HmacOneTimePasswordGenerator().generateOneTimePasswordString(key, counter),
                        store.code(name, Instant.EPOCH));
            }
        }
    }

    @Test
    void list_afterPutAndDelete_namesWhatIsThere() throws Exception {
        try (OathStore store = open()) {
            store.put(OtpAuthUri.typedKey("健康保険組合", "太郎", SECRET));
            store.put(OtpAuthUri.parse("otpauth://totp/b?period=60&secret=" + SECRET));
            assertEquals(List.of("健康保険組合:太郎", "60/b"), store.list());

            store.delete("60/b");

            assertEquals(List.of("健康保険組合:太郎"), store.list());
        }
    }

    @Test
    void anyCommand_cardRefuses_saysWhy() throws Exception {
        try (OathStore store = open()) {
            assertRefused("the card has no account x", () -> store.code("x", Instant.EPOCH));
            assertRefused("the card has no account x", () -> store.delete("x"));
            OtpAuthUri tooLong = OtpAuthUri.typedKey("", "a".repeat(65), SECRET);
            assertRefused("the name " + "a".repeat(65) + " is longer than 64 bytes", () -> store.put(tooLong));
            for (int i = 0; i < 64; i++) {
                store.put(OtpAuthUri.typedKey("", "a" + i, SECRET));
            }
            assertRefused(
                    "the card has no room for another account",
                    () -> store.put(OtpAuthUri.typedKey("", "one more", SECRET)));
        }
    }

    @Test
    void open_cardWithoutTheApplet_saysSo() {
        var empty = new VirtualSmartCardConnection(new VirtualCard(new AppletCard(List.of())));

        assertRefused("the card has no OATH applet", () -> OathStore.open(empty));
    }

    /** SET CODE with the key 00 and the HMAC-SHA-1 of nothing under it, computed elsewhere by the JDK. */
    @Test
    void anyCommand_lockedCard_saysSo() throws Exception {
        var mac = javax.crypto.Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(new byte[1], "RAW"));
        Bytes setCode = Bytes.concat(
                Bytes.fromHex("000300001d" + "73020100" + "7401" + "05" + "7514"),
                Bytes.of(mac.doFinal(new byte[] {5})));
        open().close();
        assertEquals("9000", Bytes.of(card.transmit(setCode.toArray())).hex());

        try (OathStore store = open()) {
            assertRefused("the card's OATH applet is locked with a password", store::list);
        }
    }

    @Test
    void password_setChangedAndRemoved_locksAndOpens() throws Exception {
        var random = new SecureRandom();
        try (OathStore store = open()) {
            store.put(OtpAuthUri.typedKey("", "a", SECRET));
            assertFalse(store.locked());
            store.unlock("nobody asks".toCharArray(), random);
            assertRefused(
                    "an empty password is none; a password is removed by itself",
                    () -> store.setPassword(new char[0], random));
            store.setPassword("合鍵 password".toCharArray(), random);
            assertEquals(List.of("a"), store.list(), "who set it is in");
        }
        try (OathStore store = open()) {
            assertTrue(store.locked());
            assertRefused("the card's OATH applet is locked with a password", store::list);
            assertRefused("the password is wrong", () -> store.unlock("wrong".toCharArray(), random));
            store.unlock("合鍵 password".toCharArray(), random);
            assertFalse(store.locked());
            assertEquals(List.of("a"), store.list());
            store.setPassword("another".toCharArray(), random);
        }
        try (OathStore store = open()) {
            store.unlock("another".toCharArray(), random);
            store.removePassword();
        }
        try (OathStore store = open()) {
            assertFalse(store.locked());
        }
    }

    @Test
    void unlock_cardThatDoesNotKnowThePassword_isRefused() throws Exception {
        var random = new SecureRandom();
        try (OathStore store = open()) {
            store.setPassword("right".toCharArray(), random);
        }
        SmartCardConnection impostor = new VirtualSmartCardConnection(new VirtualCard(new SmartCard() {
            @Override
            public byte[] transmit(byte[] command) {
                boolean validate = command[1] == (byte) 0xa3;
                return validate
                        ? Bytes.fromHex("7514" + "00".repeat(20) + "9000").toArray()
                        : card.transmit(command);
            }

            @Override
            public void reset() {}
        }));
        try (OathStore store = OathStore.open(impostor)) {
            assertRefused(
                    "the card does not know the password itself: it is not the card it was",
                    () -> store.unlock("right".toCharArray(), random));
            assertTrue(store.locked());
        }
    }

    @Test
    void reset_lockedCard_isEmptyAndOpen() throws Exception {
        var random = new SecureRandom();
        try (OathStore store = open()) {
            store.put(OtpAuthUri.typedKey("", "a", SECRET));
            store.setPassword("x".toCharArray(), random);
        }
        try (OathStore store = open()) {
            store.reset();

            assertFalse(store.locked());
            assertEquals(List.of(), store.list());
        }
    }

    @Test
    void rename_account_keepsItsSecret() throws Exception {
        Instant now = Instant.ofEpochSecond(1_800_000_007);
        try (OathStore store = open()) {
            store.put(OtpAuthUri.typedKey("KOSMO", "taro", SECRET));
            store.put(OtpAuthUri.typedKey("KOSMO", "jiro", SECRET));
            String code = store.code("KOSMO:taro", now);

            store.rename("KOSMO:taro", "健保:taro");

            assertEquals(code, store.code("健保:taro", now));
            assertRefused("the card has no account KOSMO:taro", () -> store.code("KOSMO:taro", now));
            assertRefused("the card has no account x", () -> store.rename("x", "y"));
            assertRefused("the card has an account KOSMO:jiro already", () -> store.rename("健保:taro", "KOSMO:jiro"));
            assertRefused("an account needs a name", () -> store.rename("健保:taro", ""));
        }
    }

    @Test
    void code_touchRequired_isRefusedUntilTouched() throws Exception {
        touch = Consent.TIMED_OUT;
        try (OathStore store = open()) {
            String name = store.put(OtpAuthUri.typedKey("", "t", SECRET), true);
            assertRefused("the card was not touched", () -> store.code(name, Instant.EPOCH));

            touch = Consent.GRANTED;

            assertEquals("755224", store.code(name, Instant.EPOCH));
        }
    }

    @ParameterizedTest
    @CsvSource({"a, 0, 30", "a, 29, 1", "a, 30, 30", "60/a, 30, 30", "15/x:a, 14, 1"})
    void validity_atSecond_endsWithThePeriod(String name, long second, long left) {
        assertEquals(Duration.ofSeconds(left), OathStore.validity(name, Instant.ofEpochSecond(second)));
    }

    /** RFC 2104: a key longer than the block is hashed; the JDK's HMAC does so by itself. */
    @ParameterizedTest
    @CsvSource({"SHA1, 65", "SHA256, 64", "SHA256, 100", "SHA512, 128", "SHA512, 200"})
    void put_longSecret_hasTheCodesOfJavaOtp(String algorithm, int size) throws Exception {
        byte[] secret = new byte[size];
        new Random(size).nextBytes(secret);
        OtpAuthUri uri = new OtpAuthUri(
                OtpAuthUri.Type.TOTP, "", "long", Bytes.of(secret), OtpAuthUri.Algorithm.valueOf(algorithm), 6, 30, 0);
        var theirs = new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(30), 6, "Hmac" + algorithm);
        Instant now = Instant.ofEpochSecond(1_800_000_000);
        try (OathStore store = open()) {
            assertEquals(
                    theirs.generateOneTimePasswordString(new SecretKeySpec(secret, "RAW"), now),
                    store.code(store.put(uri), now));
        }
    }

    private static void assertRefused(String reason, org.junit.jupiter.api.function.Executable attempt) {
        assertEquals(reason, assertThrows(OtpAuthException.class, attempt).getMessage());
    }

    private OathStore open() throws Exception {
        return OathStore.open(new VirtualSmartCardConnection(card));
    }
}
