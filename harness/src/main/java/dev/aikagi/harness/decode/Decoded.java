package dev.aikagi.harness.decode;

import java.util.List;

/** What was decoded: its kind, and the tree, line by line. */
public record Decoded(Kind kind, List<Line> tree) {
    public Decoded {
        tree = List.copyOf(tree);
    }

    /**
     * One line of the tree; control characters are already replaced.
     *
     * @param depth 0 for the topmost
     * @param name empty for a line without one
     * @param value empty where the lines below say it all
     */
    public record Line(int depth, String name, String value) {
        @Override
        public String toString() {
            String colon = name.isEmpty() || value.isEmpty() ? "" : ": ";
            return "  ".repeat(depth) + name + colon + value;
        }
    }

    /** The kind and below it the tree, indented by two blanks a level. */
    public String toText() {
        StringBuilder text = new StringBuilder(kind.title());
        tree.forEach(line -> text.append("\n  ").append(line));
        return text.toString();
    }
}
