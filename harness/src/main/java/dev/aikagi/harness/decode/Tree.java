package dev.aikagi.harness.decode;

import java.util.ArrayList;
import java.util.List;

/** The tree while it grows; every branch writes into the same list. */
final class Tree {
    private final List<Decoded.Line> lines;
    private final int depth;

    Tree() {
        this(new ArrayList<>(), 0);
    }

    private Tree(List<Decoded.Line> lines, int depth) {
        this.lines = lines;
        this.depth = depth;
    }

    /** Adds a line and returns the place for what belongs below it. */
    Tree line(String name, String value) {
        lines.add(new Decoded.Line(depth, printable(name), printable(value)));
        return new Tree(lines, depth + 1);
    }

    void remark(String text) {
        line("remark", text);
    }

    /** Something to be decoded within something that is already decoded. */
    @FunctionalInterface
    interface Part {
        void show(Tree tree) throws DecodeException;
    }

    /** Shows a part; when it is broken, says so there and leaves the rest of the tree as it is. */
    void attempt(Part part) {
        int before = lines.size();
        try {
            part.show(this);
        } catch (DecodeException e) {
            lines.subList(before, lines.size()).clear();
            remark("cannot be decoded: " + e.getMessage());
        }
    }

    List<Decoded.Line> lines() {
        return lines;
    }

    /** What comes from outside must not move a terminal's cursor, nor turn the line around. */
    static String printable(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
            if (Character.isISOControl(c) || turns || Character.getType(c) == Character.SURROGATE) {
                line.append("\\u%04x".formatted(c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }
}
