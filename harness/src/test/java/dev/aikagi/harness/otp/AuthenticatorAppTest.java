package dev.aikagi.harness.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AuthenticatorAppTest {
    private static final String BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @ParameterizedTest
    @EnumSource
    void accept_theUsual_isTakenAsItIs(AuthenticatorApp app) throws Exception {
        OtpAuthUri scanned = scanned("totp", "");

        assertEquals(scanned, app.accept(scanned));
        assertEquals(List.of(), app.remarks(scanned));
    }

    @ParameterizedTest
    @EnumSource
    void typeKey_inGroupsAndLowerCase_isTheUsual(AuthenticatorApp app) throws Exception {
        OtpAuthUri typed = app.typeKey("KOSMO Web", "gezd gnbv gy3t qojq GEZD GNBV GY3T QOJQ");

        assertEquals(OtpAuthUri.parse("otpauth://totp/KOSMO%20Web?secret=" + BASE32), typed);
        assertThrows(OtpAuthException.class, () -> app.typeKey("KOSMO Web", "gezd gnb1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GOOGLE_AUTHENTICATOR | SHA256 | 6 | 30 | 6 | computes with SHA1, not SHA256",
                "GOOGLE_AUTHENTICATOR | SHA1 | 6 | 60 | 6 | changes its code every 30 s, not 60 s",
                "GOOGLE_AUTHENTICATOR | SHA1 | 8 | 30 | 8 |",
                "MICROSOFT_AUTHENTICATOR | SHA512 | 6 | 30 | 6 | computes with SHA1, not SHA512",
                "MICROSOFT_AUTHENTICATOR | SHA1 | 6 | 60 | 6 | changes its code every 30 s, not 60 s",
                "MICROSOFT_AUTHENTICATOR | SHA1 | 8 | 30 | 6 | shows 6 digits, not 8"
            })
    void accept_theUnusual_isTakenAsTheAppDoes(
            AuthenticatorApp app, String algorithm, int digits, int period, int shown, String remark) throws Exception {
        OtpAuthUri scanned = scanned("totp", "&algorithm=%s&digits=%d&period=%d".formatted(algorithm, digits, period));

        assertEquals(scanned("totp", "&digits=" + shown), app.accept(scanned));
        assertEquals(remark == null ? List.of() : List.of(app.title() + " " + remark), app.remarks(scanned));
    }

    @Test
    void accept_counterBased_googleAloneCounts() throws Exception {
        OtpAuthUri scanned = scanned("hotp", "&counter=5");

        assertEquals(scanned, AuthenticatorApp.GOOGLE_AUTHENTICATOR.accept(scanned));
        assertEquals(scanned("totp", ""), AuthenticatorApp.MICROSOFT_AUTHENTICATOR.accept(scanned));
        assertEquals(
                List.of("Microsoft Authenticator takes a counter-based key as a time-based one"),
                AuthenticatorApp.MICROSOFT_AUTHENTICATOR.remarks(scanned));
    }

    private static OtpAuthUri scanned(String type, String parameters) throws OtpAuthException {
        return OtpAuthUri.parse(
                "otpauth://" + type + "/KOSMO%20Web:taro?secret=" + BASE32 + "&issuer=KOSMO%20Web" + parameters);
    }
}
