package dev.aikagi.authenticator.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
    private static final Bytes OCTETS = Bytes.fromHex("00017f80ff");

    @Test
    void of_arrayChangedAfterwards_keepsItsOctets() {
        byte[] source = {1, 2, 3};
        Bytes bytes = Bytes.of(source);

        source[0] = 9;

        assertEquals("010203", bytes.hex());
    }

    @Test
    void toArray_resultChanged_keepsItsOctets() {
        OCTETS.toArray()[0] = 9;

        assertArrayEquals(new byte[] {0, 1, 0x7f, (byte) 0x80, (byte) 0xff}, OCTETS.toArray());
    }

    @Test
    void equals_sameOctets_isByValue() {
        assertEquals(OCTETS, Bytes.fromHex("00017F80FF"));
        assertEquals(OCTETS.hashCode(), Bytes.fromHex("00017F80FF").hashCode());
        assertNotEquals(OCTETS, Bytes.fromHex("00017f80fe"));
        assertNotEquals(OCTETS, OCTETS.slice(0, 4));
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 00017f80ff", "1, 3, 017f", "4, 5, ff"})
    void slice_rangeWithin_isThoseOctets(int from, int to, String expected) {
        assertEquals(expected, OCTETS.slice(from, to).hex());
    }

    @Test
    void slice_nothing_isTheEmptyString() {
        assertSame(Bytes.EMPTY, OCTETS.slice(5, 5));
    }

    @ParameterizedTest
    @CsvSource({"-1, 2", "0, 6", "3, 2"})
    void slice_rangeOutside_namesRangeAndSize(int from, int to) {
        var refused = assertThrows(IndexOutOfBoundsException.class, () -> OCTETS.slice(from, to));

        assertEquals("[" + from + ", " + to + ") of 5 bytes", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "zz", "0x00"})
    void fromHex_notPairsOfDigits_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Bytes.fromHex(text));
    }

    @Test
    void concat_parts_standInOrder() {
        assertEquals(
                "aabbcc",
                Bytes.concat(Bytes.fromHex("aa"), Bytes.EMPTY, Bytes.fromHex("bbcc"))
                        .hex());
    }

    @Test
    void compareTo_highOctet_isUnsigned() {
        assertTrue(Bytes.fromHex("80").compareTo(Bytes.fromHex("7f")) > 0);
        assertTrue(Bytes.fromHex("01").compareTo(Bytes.fromHex("0100")) < 0);
        assertEquals(0, OCTETS.compareTo(Bytes.fromHex("00017f80ff")));
    }
}
