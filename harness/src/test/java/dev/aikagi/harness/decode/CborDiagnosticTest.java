package dev.aikagi.harness.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborDiagnosticTest {
    /** RFC 8949 appendix A. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "00|0",
                "17|23",
                "1818|24",
                "1903e8|1000",
                "1b000000e8d4a51000|1000000000000",
                "1bffffffffffffffff|18446744073709551615",
                "c249010000000000000000|18446744073709551616",
                "3bffffffffffffffff|-18446744073709551616",
                "c349010000000000000000|-18446744073709551617",
                "20|-1",
                "3903e7|-1000",
                "f90000|0.0",
                "f98000|-0.0",
                "f93c00|1.0",
                "fb3ff199999999999a|1.1",
                "f97bff|65504.0",
                "fa47c35000|100000.0",
                "fa7f7fffff|3.4028234663852886e+38",
                "fb7e37e43c8800759c|1.0e+300",
                "f97c00|Infinity",
                "f97e00|NaN",
                "f9fc00|-Infinity",
                "f4|false",
                "f5|true",
                "f6|null",
                "f7|undefined",
                "f0|simple(16)",
                "f8ff|simple(255)",
                "c074323031332d30332d32315432303a30343a30305a|0(\"2013-03-21T20:04:00Z\")",
                "c11a514b67b0|1(1363896240)",
                "d74401020304|23(h'01020304')",
                "d818456449455446|24(h'6449455446')",
                "40|h''",
                "4401020304|h'01020304'",
                "60|\"\"",
                "6449455446|\"IETF\"",
                "62225c|\"\\\"\\\\\"",
                "62c3bc|\"ü\"",
                "63e6b0b4|\"水\"",
                "80|[]",
                "83010203|[1, 2, 3]",
                "8301820203820405|[1, [2, 3], [4, 5]]",
                "a0|{}",
                "a201020304|{1: 2, 3: 4}",
                "a26161016162820203|{\"a\": 1, \"b\": [2, 3]}",
                "826161a161626163|[\"a\", {\"b\": \"c\"}]"
            })
    void decode_rfc8949Example_isInDiagnosticNotation(String hex, String diagnostic) throws Exception {
        assertEquals("CBOR\n  " + diagnostic, cbor(hex));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1800|0|number or length 0 is written in 2 bytes",
                "190017|23|number or length 23 is written in 3 bytes",
                "1a0000ffff|65535|number or length 65535 is written in 5 bytes",
                "1b00000000ffffffff|4294967295|is written in 9 bytes",
                "a1180102|{1: 2}|number or length 1 is written in 2 bytes",
                "5801ff|h'ff'|number or length 1 is written in 2 bytes",
                "a203040102|{3: 4, 1: 2}|key 1 is out of order",
                "a26162016161 02|{\"b\": 1, \"a\": 2}|key \"a\" is out of order",
                "a2616101 01 02|{\"a\": 1, 1: 2}|key 1 is out of order",
                "a2010201 03|{1: 2, 1: 3}|key 1 stands twice",
                "5f42010243030405ff|h'0102030405'|indefinite length",
                "7f657374726561646d696e67ff|\"streaming\"|indefinite length",
                "bf61610161629f0203ffff|{\"a\": 1, \"b\": [2, 3]}|indefinite length",
                "9fff|[]|indefinite length"
            })
    void decode_notCanonical_isShownWithARemark(String hex, String diagnostic, String remark) throws Exception {
        String text = cbor(hex.replace(" ", ""));

        assertTrue(text.endsWith("\n  " + diagnostic), text);
        assertTrue(text.contains("remark: not canonical: ") && text.contains(remark), text);
    }

    @Test
    void decode_canonicalMap_hasNoRemark() throws Exception {
        // Integers before texts, short before long, then by value: CTAP §8.
        assertEquals("CBOR\n  {1: 0, 24: 0, -1: 0, \"b\": 0, \"aa\": 0}", cbor("a50100181800200061620062616100"));
    }

    @Test
    void decode_keysOfEveryReadableType_areToldApart() throws Exception {
        assertEquals("CBOR\n  {1: 1, h'31': 2, \"1\": 3}", cbor("a3010141310261" + "3103"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "18",
                "1c",
                "a1",
                "a101",
                "8201",
                "62c3",
                "61ff",
                "ff",
                "5f61",
                "a1f501",
                "0000",
                "9b7fffffffffffffff",
                "7bffffffffffffffff"
            })
    void decode_brokenCbor_isRefused(String hex) {
        var refused = assertThrows(DecodeException.class, () -> cbor(hex));
        assertTrue(refused.getMessage().startsWith("not CBOR: "), refused::getMessage);
    }

    @Test
    void decode_deeplyNested_isRefusedAndNotOverflown() {
        var refused = assertThrows(DecodeException.class, () -> cbor("81".repeat(100_000) + "00"));
        assertTrue(refused.getMessage().contains("nesting"), refused::getMessage);
    }

    private static String cbor(String hex) throws DecodeException {
        return Decoder.decode(Kind.CBOR, HexFormat.of().parseHex(hex)).toText();
    }
}
