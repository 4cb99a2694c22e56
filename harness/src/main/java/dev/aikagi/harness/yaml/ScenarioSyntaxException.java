package dev.aikagi.harness.yaml;

/**
 * What is wrong in a user's YAML file, and where. Unchecked, because between the file and the command line nobody could do
 * anything about it.
 */
public final class ScenarioSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SourceMark mark;

    /** The message reads {@code file:line:column: problem}. */
    public ScenarioSyntaxException(SourceMark mark, String problem) {
        super(mark + ": " + problem);
        this.mark = mark;
    }

    public SourceMark mark() {
        return mark;
    }
}
