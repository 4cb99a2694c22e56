package dev.aikagi.harness.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void languages_sayTheSameThings_withTheSameBlanks() {
        ResourceBundle english = ResourceBundle.getBundle("dev.aikagi.harness.scenario.words", Locale.ROOT);
        ResourceBundle japanese = ResourceBundle.getBundle("dev.aikagi.harness.scenario.words", Locale.JAPANESE);

        assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(japanese.keySet()));
        for (String key : english.keySet()) {
            assertEquals(blanks(english.getString(key)), blanks(japanese.getString(key)), key);
        }
    }

    @Test
    void run_inEachLanguage_speaksIt() {
        assertEquals("再読み込みする", new Words(Locale.JAPANESE).of("reloads"));
        assertEquals("reloads the page", new Words(Locale.ENGLISH).of("reloads"));
        assertEquals("reloads the page", new Words(Locale.FRENCH).of("reloads"));
    }

    private static int blanks(String text) {
        return text.split("%s", -1).length - 1;
    }
}
