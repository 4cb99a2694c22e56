package dev.aikagi.harness.report;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many columns of a terminal a text takes: a Japanese character takes two, a combining mark none. The wide ranges
 * are those of Unicode's East Asian Width (UAX #11), W and F; the JDK does not know them.
 */
final class Columns {
    private static final NavigableMap<Integer, Integer> WIDE = new TreeMap<>();

    static {
        int[][] ranges = {
            {0x1100, 0x115f}, {0x231a, 0x231b}, {0x2329, 0x232a}, {0x2e80, 0x303e}, {0x3041, 0x4dbf},
            {0x4e00, 0xa4cf}, {0xa960, 0xa97c}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe10, 0xfe19},
            {0xfe30, 0xfe6b}, {0xff01, 0xff60}, {0xffe0, 0xffe6}, {0x16fe0, 0x18cff}, {0x1b000, 0x1b2ff},
            {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}
        };
        for (int[] range : ranges) {
            WIDE.put(range[0], range[1]);
        }
    }

    private Columns() {}

    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    /** The text with blanks after it up to {@code columns}. */
    static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /** The text with blanks before it up to {@code columns}. */
    static String padLeft(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    /** One line without control characters: what a portal says must not move the cursor or set colours. */
    static String printable(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> line.appendCodePoint(isControl(c) ? (c == '\t' ? ' ' : 0xfffd) : c));
        return line.toString();
    }

    private static boolean isControl(int c) {
        // The bidirectional controls too: they turn the rest of the line around.
        return Character.isISOControl(c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        var range = WIDE.floorEntry(c);
        return range != null && c <= range.getValue() ? 2 : 1;
    }
}
