package dev.aikagi.authenticator.bytes;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable octet string with value equality; {@link #toString()} is its lower-case hexadecimal form. */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] octets;

    private Bytes(byte[] octets) {
        this.octets = octets;
    }

    /** Copies the array, so that later changes to it do not show here. */
    public static Bytes of(byte... octets) {
        return octets.length == 0 ? EMPTY : new Bytes(octets.clone());
    }

    /**
     * Reads hexadecimal digits of either case.
     *
     * @throws IllegalArgumentException if the text is not an even number of them
     */
    public static Bytes fromHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex));
    }

    public static Bytes concat(Bytes... parts) {
        int size = 0;
        for (Bytes part : parts) {
            size = Math.addExact(size, part.size());
        }
        byte[] joined = new byte[size];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.octets, 0, joined, at, part.size());
            at += part.size();
        }
        return new Bytes(joined);
    }

    public int size() {
        return octets.length;
    }

    public boolean isEmpty() {
        return octets.length == 0;
    }

    /**
     * The octet at an index from 0.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public byte at(int index) {
        return octets[index];
    }

    /**
     * The octets from {@code from}, inclusive, to {@code to}, exclusive.
     *
     * @throws IndexOutOfBoundsException if the range does not lie within this string
     */
    public Bytes slice(int from, int to) {
        if (from < 0 || to > octets.length || from > to) {
            throw new IndexOutOfBoundsException("[" + from + ", " + to + ") of " + octets.length + " bytes");
        }
        return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(octets, from, to));
    }

    /** A fresh copy of the octets. */
    public byte[] toArray() {
        return octets.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(octets);
    }

    /** Unsigned, octet by octet, the shorter first where one is the beginning of the other. */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(octets, other.octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return hex();
    }
}
