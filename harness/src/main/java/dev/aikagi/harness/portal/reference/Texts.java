package dev.aikagi.harness.portal.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** What the portal says, in one language. */
final class Texts {
    private static final Texts JAPANESE = new Texts("ja");
    private static final Texts ENGLISH = new Texts("en");

    private final String language;
    private final Properties texts = new Properties();

    private Texts(String language) {
        this.language = language;
        // Not ResourceBundle: it falls back to the machine's language, and the portal must not differ by machine.
        try (InputStream in =
                        Objects.requireNonNull(Texts.class.getResourceAsStream("texts_" + language + ".properties"));
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<Texts> in(String language) {
        return switch (language) {
            case "ja" -> Optional.of(JAPANESE);
            case "en" -> Optional.of(ENGLISH);
            default -> Optional.empty();
        };
    }

    /** The first language of an Accept-Language header that we speak (RFC 9110 §12.5.4), or else Japanese. */
    static Texts accepted(String header) {
        if (header.isBlank()) {
            return JAPANESE;
        }
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .filter(range -> range.getWeight() > 0)
                    .map(range -> in(range.getRange().replaceFirst("-.*", "")))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElse(JAPANESE);
        } catch (IllegalArgumentException e) {
            return JAPANESE;
        }
    }

    String language() {
        return language;
    }

    Locale locale() {
        return Locale.forLanguageTag(language);
    }

    /** The text of that key, with {@code {0}}, {@code {1}}… replaced. */
    String get(String key, Object... values) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no text " + key + " in " + language);
        }
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }
}
