package dev.aikagi.harness.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is forgiven, and what is said of it. */
class ScannedUriTest {
    private static final String GOOD = "otpauth://totp/KOSMO:taro?issuer=KOSMO&secret=GEZDGNBVGY3TQOJQ";

    @Test
    void uri_asItShouldBe_hasNoRemark() throws Exception {
        assertEquals(new ScannedUri(OtpAuthUri.parse(GOOD), List.of()), ScannedUri.read(" " + GOOD + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret=GEZDGNBVGY3TQOJQ | secret=gezdgnbvgy3tqojq | the secret is not in upper case",
                "secret=GEZDGNBVGY3TQOJQ | secret=GEZD%20GNBV%20GY3T%20QOJQ | the secret is in groups",
                "secret=GEZDGNBVGY3TQOJQ | secret=GEZD-GNBV-GY3T-QOJQ | the secret is in groups",
                "secret=GEZDGNBVGY3TQOJQ | secret=GEZDGNBVGY3TQOJQ%3D%3d | the secret has padding",
                "issuer=KOSMO& | '' | there is no parameter issuer",
                "issuer=KOSMO | issuer=OTHER | the issuer OTHER is not the label's",
                "KOSMO:taro | KOSMO:ta:ro | the label has more than one colon",
                "KOSMO:taro | KOSMO:ta+ro | the label has a + where a space is %20",
                "KOSMO:taro | KOSMO: | the label names no account",
                "KOSMO:taro | KOSMO:taro%40kosmo.example | the label carries an e-mail address",
                "KOSMO:taro | KOSMO:kenpo123456 | the label carries a number such as an insured person's",
                "issuer=KOSMO | issuer=KOSMO&period=60 | Google Authenticator changes its code every 30 s, not 60 s",
                "issuer=KOSMO | issuer=KOSMO&algorithm=SHA256 | Microsoft Authenticator computes with SHA1, not SHA256"
            })
    void uri_otherwise_isTakenAndRemarkedOn(String from, String to, String remark) throws Exception {
        ScannedUri scanned = ScannedUri.read(GOOD.replace(from, to));

        assertEquals("GEZDGNBVGY3TQOJQ", scanned.uri().secretBase32());
        assertTrue(scanned.remarks().stream().anyMatch(each -> each.startsWith(remark)), scanned.remarks()::toString);
    }

    @ParameterizedTest
    @CsvSource({"taro@home", "taro2", "12345"})
    void label_thatTellsNoPerson_hasNoRemark(String account) throws Exception {
        assertEquals(List.of(), ScannedUri.read(GOOD.replace("taro", account)).remarks());
    }

    @ParameterizedTest
    @CsvSource({"KOSMO%3Ataro", "KOSMO%3ataro", "KOSMO:%20taro"})
    void label_separatorWrittenOtherwise_isTheSame(String label) throws Exception {
        ScannedUri scanned = ScannedUri.read(GOOD.replace("KOSMO:taro", label));

        assertEquals(List.of(), scanned.remarks());
        assertEquals("taro", scanned.uri().account());
    }

    @Test
    void uri_thatNoGoodWillHelps_isRefused() {
        assertThrows(OtpAuthException.class, () -> ScannedUri.read(GOOD.replace("secret=G", "secret=0")));
        assertThrows(OtpAuthException.class, () -> ScannedUri.read("https://kosmo.example/"));
    }
}
