package dev.aikagi.harness.yaml;

/**
 * A place in a YAML file.
 *
 * @param file its name as given by the user, or a bundled resource's name
 * @param line from 1
 * @param column from 1
 */
public record SourceMark(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
