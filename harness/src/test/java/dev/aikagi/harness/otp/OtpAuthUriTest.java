package dev.aikagi.harness.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtpAuthUriTest {
    private static final Bytes SECRET = Bytes.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
    private static final String BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @Test
    void parse_secretAlone_hasTheDefaults() throws Exception {
        var expected = new OtpAuthUri(OtpAuthUri.Type.TOTP, "", "taro", SECRET, OtpAuthUri.Algorithm.SHA1, 6, 30, 0);

        assertEquals(expected, OtpAuthUri.parse("otpauth://totp/taro?secret=" + BASE32));
    }

    @Test
    void parse_everyParameter_isTaken() throws Exception {
        var expected =
                new OtpAuthUri(OtpAuthUri.Type.HOTP, "健康保険組合", "太郎", SECRET, OtpAuthUri.Algorithm.SHA512, 8, 60, 7);

        assertEquals(
                expected,
                OtpAuthUri.parse("otpauth://hotp/%E5%81%A5%E5%BA%B7:%20%E5%A4%AA%E9%83%8E?secret=" + BASE32
                        + "&issuer=%E5%81%A5%E5%BA%B7%E4%BF%9D%E9%99%BA%E7%B5%84%E5%90%88&algorithm=sha512&digits=8"
                        + "&period=60&counter=7"));
    }

    @ParameterizedTest
    @CsvSource({
        "KOSMO%20Web:otp-1, KOSMO Web, otp-1",
        "KOSMO%3Aotp-1, KOSMO, otp-1",
        "otp-1, '', otp-1",
        "a+b%40c, '', a+b@c"
    })
    void parse_label_isIssuerAndAccount(String label, String issuer, String account) throws Exception {
        OtpAuthUri uri = OtpAuthUri.parse("otpauth://totp/" + label + "?secret=" + BASE32);

        assertEquals(issuer, uri.issuer());
        assertEquals(account, uri.account());
    }

    @Test
    void parse_paddedSecret_isTheSame() throws Exception {
        assertEquals(
                Bytes.fromHex("66"),
                OtpAuthUri.parse("otpauth://totp/a?secret=MY======").secret());
    }

    @ParameterizedTest
    @CsvSource({
        "http://totp/a?secret=MY, not of the form",
        "otpauth://totp/a, not of the form",
        "otpauth://steam/a?secret=MY, type steam",
        "otpauth://totp/a?issuer=x, secret is missing",
        "otpauth://totp/a?secret=, secret is empty",
        "otpauth://totp/a?secret=MY&secret=MY, stands twice",
        "otpauth://totp/a?secret=M0, character 2",
        "otpauth://totp/a?secret=my, character 1",
        "otpauth://totp/a?secret=M, cut off",
        "otpauth://totp/a?secret=MZ, cut off",
        "otpauth://totp/a?secret=MY&digits=5, digits is 5",
        "otpauth://totp/a?secret=MY&digits=six, digits is six",
        "otpauth://totp/a?secret=MY&period=0, period is 0",
        "otpauth://totp/a?secret=MY&algorithm=MD5, algorithm MD5",
        "otpauth://totp/%e5%?secret=MY, without two",
        "otpauth://totp/%ff?secret=MY, not percent-encoded UTF-8"
    })
    void parse_whatNoAppTakes_saysWhy(String uri, String reason) {
        var refused = assertThrows(OtpAuthException.class, () -> OtpAuthUri.parse(uri));

        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {BASE32, "gezd gnbv gy3t qojq gezd gnbv gy3t qojq", " GEZD-GNBV-GY3T-QOJQ　GEZD GNBV GY3T QOJQ"})
    void typedKey_groupsAndCase_areTheSameSecret(String typed) throws Exception {
        OtpAuthUri uri = OtpAuthUri.typedKey("KOSMO", "taro", typed);

        assertEquals(SECRET, uri.secret());
        assertEquals(BASE32, uri.secretBase32());
    }

    @Test
    void toString_anyUri_keepsTheSecret() throws Exception {
        String shown = OtpAuthUri.typedKey("KOSMO", "taro", BASE32).toString();

        assertEquals("TOTP KOSMO:taro SHA1 6 digits, 30 s", shown);
        assertFalse(shown.contains(SECRET.hex()));
    }

    /** RFC 4648 §10. */
    @ParameterizedTest
    @CsvSource({
        "66, MY",
        "666f, MZXQ",
        "666f6f, MZXW6",
        "666f6f62, MZXW6YQ",
        "666f6f6261, MZXW6YTB",
        "666f6f626172, MZXW6YTBOI"
    })
    void base32_vector_bothWays(String hex, String text) throws Exception {
        assertEquals(text, Base32.encode(Bytes.fromHex(hex)));
        assertEquals(hex, Base32.decode(text).hex());
    }
}
