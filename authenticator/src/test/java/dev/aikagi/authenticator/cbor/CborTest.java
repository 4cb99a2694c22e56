package dev.aikagi.authenticator.cbor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.bytes.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are those of RFC 8949 appendix A that CTAP's canonical form allows, or forbids. */
class CborTest {
    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "01, 1",
        "0a, 10",
        "17, 23",
        "1818, 24",
        "1819, 25",
        "1864, 100",
        "1903e8, 1000",
        "1a000f4240, 1000000",
        "1b000000e8d4a51000, 1000000000000",
        "1b7fffffffffffffff, 9223372036854775807",
        "20, -1",
        "29, -10",
        "3863, -100",
        "3903e7, -1000",
        "3b7fffffffffffffff, -9223372036854775808"
    })
    void integer_vector_bothWays(String hex, long value) {
        assertBothWays(hex, CborValue.of(value));
    }

    @ParameterizedTest
    @CsvSource({
        "18ff, 255",
        "190100, 256",
        "19ffff, 65535",
        "1a00010000, 65536",
        "1affffffff, 4294967295",
        "1b0000000100000000, 4294967296"
    })
    void integer_atTheEdgeOfALength_bothWays(String hex, long value) {
        assertBothWays(hex, CborValue.of(value));
    }

    @ParameterizedTest
    @CsvSource({"60, ''", "6161, a", "6449455446, IETF", "62225c, '\"\\'", "62c3bc, ü", "63e6b0b4, 水", "64f0908591, 𐅑"
    })
    void text_vector_bothWays(String hex, String value) {
        assertBothWays(hex, CborValue.of(value));
    }

    @Test
    void otherKinds_vectors_bothWays() {
        assertBothWays("40", CborValue.of(Bytes.EMPTY));
        assertBothWays("4401020304", CborValue.of(Bytes.fromHex("01020304")));
        assertBothWays("f4", CborValue.of(false));
        assertBothWays("f5", CborValue.of(true));
        assertBothWays("f6", new CborValue.Null());
        assertBothWays("80", CborValue.of(List.of()));
        assertBothWays("83010203", CborValue.of(List.of(CborValue.of(1), CborValue.of(2), CborValue.of(3))));
        assertBothWays("a0", CborValue.Map.EMPTY);
        assertBothWays(
                "a201020304",
                new CborValue.Map(Map.of(CborValue.of(1), CborValue.of(2), CborValue.of(3), CborValue.of(4))));
        assertBothWays(
                "a26161016162820203",
                new CborValue.Map(Map.of(
                        CborValue.of("a"),
                        CborValue.of(1),
                        CborValue.of("b"),
                        CborValue.of(List.of(CborValue.of(2), CborValue.of(3))))));
    }

    /** CTAP 2.1 §8: lower major type first, then the shorter key, then the bytewise lower one. */
    @Test
    void map_keysOfAllKinds_standInCanonicalOrder() {
        CborValue nothing = CborValue.of(0);
        CborValue map = new CborValue.Map(Map.of(
                CborValue.of("b"), nothing,
                CborValue.of("aa"), nothing,
                CborValue.of(-1), nothing,
                CborValue.of(24), nothing,
                CborValue.of(3), nothing,
                CborValue.of("a"), nothing));

        assertBothWays("a603001818002000616100616200626161" + "00", map);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ends within",
        "18, ends within",
        "1800, shortest form",
        "1817, shortest form",
        "1900ff, shortest form",
        "1a0000ffff, shortest form",
        "1b00000000ffffffff, shortest form",
        "1bffffffffffffffff, outside",
        "3bffffffffffffffff, outside",
        "1c, reserved length",
        "5f42010243030405ff, indefinite",
        "7f657374726561646d696e67ff, indefinite",
        "9fff, indefinite",
        "bf61610161629f0203ffff, indefinite",
        "ff, break",
        "c074323031332d30332d32315432303a30343a30305a, tags",
        "f90000, floating-point",
        "fa47c35000, floating-point",
        "fb3ff199999999999a, floating-point",
        "f7, simple value",
        "f0, simple value",
        "f8ff, simple value",
        "4401, beyond the end",
        "5b7fffffffffffffff, beyond the end",
        "9a7fffffff, beyond the end",
        "ba7fffffff, beyond the end",
        "a20000, beyond the end",
        "61ff, not UTF-8",
        "62c080, not UTF-8",
        "63eda080, not UTF-8",
        "a201000100, key twice",
        "a202000100, not in order",
        "a26161000100, not in order",
        "a262616100616200, not in order",
        "8181818180, more than 4 levels",
        "a100a100a100a100a0, more than 4 levels",
        "0000, 1 bytes follow"
    })
    void read_notCanonical_isRefusedWithItsReason(String hex, String reason) {
        var refused = assertThrows(CborException.class, () -> CborReader.read(Bytes.fromHex(hex)));

        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
    }

    @Test
    void read_fourLevels_isTheLimit() {
        assertEquals(
                "81818180",
                CborWriter.write(CborReader.read(Bytes.fromHex("81818180"))).hex());
    }

    @Test
    void read_faultInTheMiddle_saysAtWhichByte() {
        var refused = assertThrows(CborException.class, () -> CborReader.read(Bytes.fromHex("83011817f4")));

        assertEquals(2, refused.offset());
    }

    /** Whatever the reader accepts has exactly one encoding, so writing it again gives the same bytes. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void read_randomInput_isRefusedOrTheOneEncoding(long seed) {
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] input = new byte[1 + random.nextInt(12)];
            random.nextBytes(input);
            accepted += acceptedAsTheOneEncoding(Bytes.of(input)) ? 1 : 0;
        }
        assertTrue(accepted > 100, "only " + accepted + " inputs were accepted");
    }

    private static boolean acceptedAsTheOneEncoding(Bytes input) {
        CborValue value;
        try {
            value = CborReader.read(input);
        } catch (CborException e) {
            return false;
        }
        assertEquals(input, CborWriter.write(value));
        return true;
    }

    private static void assertBothWays(String hex, CborValue value) {
        assertEquals(hex, CborWriter.write(value).hex());
        assertEquals(value, CborReader.read(Bytes.fromHex(hex)));
    }
}
