package dev.aikagi.harness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.browser.Chromium;
import dev.aikagi.harness.browser.PageAudit;
import dev.aikagi.harness.browser.Tab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as a browser shows it from a file: its own policy lets its own style and script through, and nothing else. */
@Tag("browser")
class HtmlReportChromiumTest {
    private static Chromium chromium;

    @TempDir
    private Path folder;

    private Path file;
    private Tab tab;

    @BeforeAll
    static void startBrowser() throws IOException {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopBrowser() throws IOException {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("report.html");
        HtmlReportWriter.write(SampleRun.in(Locale.JAPANESE), file);
        tab = chromium.tab().open(file.toUri());
    }

    @Test
    void report_lightAndDarkAndOnAPhone_canBeReadByEverybody() throws Exception {
        tab.click("[data-do=unfold]");
        for (int width : List.of(1400, 390)) {
            for (String scheme : List.of("light", "dark")) {
                tab.size(width, 1000).colours(scheme);
                assertEquals(List.of(), PageAudit.of(tab), () -> scheme + " at " + width);
            }
        }
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void troubleButton_pressed_leavesOnlyWhatDidNotPass() throws Exception {
        assertTrue(shown("[data-outcome=passed]") > 0);
        int trouble = shown("[data-outcome]:not([data-outcome=passed])");

        tab.click("[data-do=trouble]");

        assertEquals(0, shown("[data-outcome=passed]"));
        assertEquals(trouble, shown("[data-outcome]"));
        assertTrue(trouble > 0);
    }

    @Test
    void timeLine_clicked_opensTheEvidence() throws Exception {
        assertEquals(false, open("#s1-1-1"));

        tab.click("#s1 .timeline a[href='#s1-1-1'] > *:last-child").until("document.querySelector('#s1-1-1').open");

        assertEquals(true, open("#s1-1-1"));
    }

    @Test
    void foreignScript_putIntoTheReport_doesNotRun() throws Exception {
        tab.evaluate("""
                (() => {
                  const script = document.createElement('script');
                  script.textContent = 'document.title = "broken in"';
                  document.body.append(script);
                })()""");

        assertTrue(tab.evaluate("document.title").asString().contains("embedded"));
        assertEquals(1, tab.complaints().size(), () -> tab.complaints().toString());
    }

    private boolean open(String details) throws IOException {
        return tab.evaluate("document.querySelector('" + details + "').open").asBoolean();
    }

    private int shown(String selector) throws IOException {
        return tab.evaluate(
                        "[...document.querySelectorAll('" + selector + "')].filter((e) => e.checkVisibility()).length")
                .asInt();
    }
}
