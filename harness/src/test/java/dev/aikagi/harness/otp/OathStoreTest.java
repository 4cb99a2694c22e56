package dev.aikagi.harness.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.aikagi.authenticator.apdu.AppletCard;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.UserPresence;
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

    private final VirtualCard card =
            new VirtualCard(new AppletCard(List.of(new OathApplet(new SecureRandom(), UserPresence.ALWAYS))));

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

    private static void assertRefused(String reason, org.junit.jupiter.api.function.Executable attempt) {
        assertEquals(reason, assertThrows(OtpAuthException.class, attempt).getMessage());
    }

    private OathStore open() throws Exception {
        return OathStore.open(new VirtualSmartCardConnection(card));
    }
}
