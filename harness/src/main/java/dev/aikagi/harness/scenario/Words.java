package dev.aikagi.harness.scenario;

import java.util.Locale;
import java.util.ResourceBundle;

/** What a run's results say, in its language; English where there is no translation. */
final class Words {
    private final ResourceBundle bundle;

    Words(Locale language) {
        bundle = ResourceBundle.getBundle(
                "dev.aikagi.harness.scenario.words",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The text of a key, its %s filled in. */
    String of(String key, Object... arguments) {
        return bundle.getString(key).formatted(arguments);
    }
}
