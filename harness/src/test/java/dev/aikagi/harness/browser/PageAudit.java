package dev.aikagi.harness.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * What can be measured of whether everybody can use a page: contrast (WCAG 2.2, 1.4.3), names of fields and pictures, one
 * heading, a language, nothing wider than the window.
 */
public final class PageAudit {
    private PageAudit() {}

    /** What is wrong with the tab's page; best nothing. */
    public static List<String> of(Tab tab) throws IOException {
        List<String> complaints = new ArrayList<>();
        for (JsonNode complaint : tab.evaluate(script())) {
            complaints.add(complaint.asString());
        }
        return complaints;
    }

    private static String script() throws IOException {
        try (InputStream in = Objects.requireNonNull(PageAudit.class.getResourceAsStream("page-audit.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
