package dev.aikagi.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text that a page asks for is there, in both languages. */
class TextsTest {
    private static final Pattern MESSAGE = Pattern.compile("(?:msg\\(|label=)\"(aikagi[A-Za-z]+)\"");

    @Test
    void languages_haveTheSameTexts() throws IOException {
        assertEquals(
                new TreeSet<>(texts("en").keySet()), new TreeSet<>(texts("ja").keySet()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aikagi-birth-date.ftl",
                "aikagi-choose-method.ftl",
                "aikagi-mail-code.ftl",
                "text/aikagi-mail-code.ftl",
                "html/aikagi-mail-code.ftl"
            })
    void template_asksForTextsThatThereAre(String template) throws IOException {
        Set<Object> known = texts("ja").keySet();
        Matcher matcher = MESSAGE.matcher(read("/theme-resources/templates/" + template));
        int found = 0;
        while (matcher.find()) {
            found++;
            assertTrue(known.contains(matcher.group(1)), matcher.group(1));
        }
        assertTrue(found > 0, "the template has texts");
    }

    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (var reader = new InputStreamReader(
                TextsTest.class.getResourceAsStream("/theme-resources/messages/messages_" + language + ".properties"),
                StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }

    private static String read(String resource) throws IOException {
        try (var stream = TextsTest.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
