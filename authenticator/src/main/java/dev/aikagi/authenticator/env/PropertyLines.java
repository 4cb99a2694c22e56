package dev.aikagi.authenticator.env;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Lines of key=value as in properties files, with the numbers of the lines; {@link java.util.Properties} forgets them. */
final class PropertyLines {
    private final String name;
    private final Map<String, Property> properties = new LinkedHashMap<>();

    private PropertyLines(String name) {
        this.name = name;
    }

    private record Property(int line, String value) {}

    /** A line that ends in a backslash goes on in the next; one that begins with # is for people. */
    static PropertyLines read(String name, Reader text) throws IOException {
        PropertyLines lines = new PropertyLines(name);
        BufferedReader reader = new BufferedReader(text);
        StringBuilder pending = new StringBuilder();
        int number = 0;
        int first = 1;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            String stripped = line.strip();
            if (stripped.endsWith("\\")) {
                pending.append(stripped, 0, stripped.length() - 1);
            } else {
                lines.add(first, pending.append(stripped).toString());
                pending.setLength(0);
                first = number + 1;
            }
        }
        lines.add(first, pending.toString());
        return lines;
    }

    private void add(int number, String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw mistake(number, "\"" + line + "\" is no property: write name=value, or # before a remark");
        }
        String key = line.substring(0, equals).strip();
        Property earlier = properties.put(
                key, new Property(number, line.substring(equals + 1).strip()));
        if (earlier != null) {
            throw mistake(number, key + " stands already in line " + earlier.line() + ": remove one of them");
        }
    }

    /** Refuses what nobody asks for. */
    void requireKnown(Collection<String> known) {
        properties.forEach((key, property) -> {
            if (!known.contains(key)) {
                throw mistake(
                        property.line(),
                        "unknown property " + key + ": there are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        });
    }

    String text(String key) {
        return optional(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "profile " + name + ": " + key + " is missing: add a line " + key + "=…"));
    }

    Optional<String> optional(String key) {
        return Optional.ofNullable(properties.get(key)).map(Property::value);
    }

    /** {@code allowed}: what could stand there. */
    IllegalArgumentException wrong(String key, String allowed) {
        return about(key, key + " is " + text(key) + ", not " + allowed);
    }

    IllegalArgumentException about(String key, String what) {
        Property property = properties.get(key);
        return property == null
                ? new IllegalArgumentException("profile " + name + ": " + what)
                : mistake(property.line(), what);
    }

    private IllegalArgumentException mistake(int line, String what) {
        return new IllegalArgumentException("profile " + name + ", line " + line + ": " + what);
    }
}
