package dev.aikagi.authenticator.env;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads a profile from properties; every property but features is needed, no other is allowed. */
public final class ProfileReader {
    private static final Set<String> PROPERTIES = Set.of(
            "display-name",
            "aaguid",
            "platform",
            "transports",
            "algorithms",
            "backup-eligible",
            "backed-up",
            "counting",
            "attestation",
            "capacity",
            "features");

    /** The names that {@link #bundled} knows. */
    public static final List<String> BUNDLED =
            List.of("google-password-manager", "icloud-keychain", "security-key", "touch-id", "windows-hello");

    private final String name;
    private final Properties properties;

    private ProfileReader(String name, Properties properties) {
        this.name = name;
        this.properties = properties;
    }

    /**
     * A profile that comes with the key.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public static AuthenticatorProfile bundled(String name) {
        if (!BUNDLED.contains(name)) {
            throw new IllegalArgumentException("there is no profile " + name + ", only " + String.join(", ", BUNDLED));
        }
        try (InputStream resource = ProfileReader.class.getResourceAsStream(name + ".properties")) {
            InputStream found = Optional.ofNullable(resource)
                    .orElseThrow(() -> new IllegalStateException("the jar lacks " + name + ".properties"));
            return read(name, new InputStreamReader(found, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a profile.
     *
     * @throws IllegalArgumentException if a property is missing, unknown or cannot be read; the message says which
     */
    public static AuthenticatorProfile read(String name, Reader text) throws IOException {
        Properties properties = new Properties();
        properties.load(text);
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(PROPERTIES);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("profile " + name + ": unknown property " + String.join(", ", unknown));
        }
        return new ProfileReader(name, properties).profile();
    }

    private AuthenticatorProfile profile() {
        return new AuthenticatorProfile(
                name,
                text("display-name"),
                aaguid(),
                flag("platform"),
                list("transports"),
                list("algorithms").stream().map(this::algorithm).toList(),
                flag("backup-eligible"),
                flag("backed-up"),
                flag("counting"),
                choice("attestation", AuthenticatorProfile.Attestation.values()),
                capacity(),
                features());
    }

    private Bytes aaguid() {
        try {
            return Bytes.fromHex(text("aaguid").replace("-", ""));
        } catch (IllegalArgumentException e) {
            throw wrong("aaguid", "a UUID");
        }
    }

    private boolean flag(String property) {
        return switch (text(property)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(property, "true or false");
        };
    }

    private List<String> list(String property) {
        return Arrays.stream(text(property).split(",")).map(String::strip).toList();
    }

    private CoseAlgorithm algorithm(String text) {
        return Arrays.stream(CoseAlgorithm.values())
                .filter(algorithm -> algorithm.name().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong("algorithms", "a list of " + Arrays.toString(CoseAlgorithm.values())));
    }

    private <T extends Enum<T>> T choice(String property, T[] choices) {
        return Arrays.stream(choices)
                .filter(choice -> choice.name().equalsIgnoreCase(text(property)))
                .findFirst()
                .orElseThrow(() -> wrong(property, "one of " + Arrays.toString(choices)));
    }

    private int capacity() {
        String text = text("capacity");
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw wrong("capacity", "a number from 1 to 999999");
        }
        return Integer.parseInt(text);
    }

    private Set<Feature> features() {
        if (!properties.containsKey("features")) {
            return Set.of();
        }
        return list("features").stream().map(this::feature).collect(Collectors.toUnmodifiableSet());
    }

    private Feature feature(String text) {
        return Arrays.stream(Feature.values())
                .filter(feature -> feature.name().equalsIgnoreCase(text.replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> wrong("features", "a list of " + Arrays.toString(Feature.values())));
    }

    private String text(String property) {
        return Optional.ofNullable(properties.getProperty(property))
                .map(String::strip)
                .orElseThrow(() -> new IllegalArgumentException("profile " + name + ": " + property + " is missing"));
    }

    private IllegalArgumentException wrong(String property, String allowed) {
        return new IllegalArgumentException(
                "profile %s: %s is %s, not %s".formatted(name, property, text(property), allowed));
    }
}
