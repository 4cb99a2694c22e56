package dev.aikagi.harness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.scenario.Evidence;
import dev.aikagi.harness.scenario.Evidence.Block;
import dev.aikagi.harness.scenario.Lane;
import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.RunInfo;
import dev.aikagi.harness.scenario.RunResult;
import dev.aikagi.harness.scenario.ScenarioResult;
import dev.aikagi.harness.scenario.StepResult;
import dev.aikagi.harness.yaml.SourceMark;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportWriterTest {
    private static final String ATTACK =
            "'\"></pre></style></title><script>alert(1)</script><img src=x onerror=alert(2)>";

    @TempDir
    Path folder;

    @Test
    void write_sampleRun_hasEveryPartOfTheReport() throws Exception {
        Document page = page(SampleRun.in(Locale.JAPANESE));

        assertEquals("ja", page.select("html").attr("lang"));
        assertEquals("1 章 合格、1 未対応、1 不合格、1 判定不能", verdict(page));
        assertEquals(5, page.select("#chapters tbody tr").size());
        assertEquals(2, page.select("#turns tbody tr").size());
        assertEquals(7, page.select("article.scenario").size());
        assertEquals(
                List.of("利用者", "クライアント", "セキュリティキー", "HTTP", "メール"),
                page.select("#s1 svg text.lane").eachText());
        assertEquals("first-login.yaml:12", page.select("#s1-1 .where").text());
        assertTrue(page.select("dl.facts").text().contains("4711"));
        assertTrue(page.select("dl.facts").text().contains("SunEC of Java 17"), "who did the key's arithmetic");
        assertTrue(page.select("dl.facts").text().contains("2026-11-24 06:00:00 UTC"));
    }

    @Test
    void write_english_isInEnglish() throws Exception {
        Document page = page(SampleRun.in(Locale.ENGLISH));

        assertEquals("en", page.select("html").attr("lang"));
        assertEquals("1 chapters passed, 1 not yet, 1 failed, 1 undecided", verdict(page));
        assertEquals(
                "1 unhappy turns passed, 1 failed",
                page.select(".turns").first().text());
    }

    @Test
    void write_links_allLeadToSomethingInTheFile() throws Exception {
        Document page = page(SampleRun.in(Locale.JAPANESE));

        List<String> targets = page.select("a[href]").eachAttr("href");
        assertTrue(targets.size() > 15, targets::toString);
        for (String target : targets) {
            assertTrue(target.startsWith("#"), target);
            assertNotNull(page.getElementById(target.substring(1)), target);
        }
        // Every evidence is on the time line once.
        List<String> drawn =
                page.select("svg a").eachAttr("href").stream().sorted().toList();
        List<String> listed = page.select("details.evidence").eachAttr("id").stream()
                .map(id -> "#" + id)
                .sorted()
                .toList();
        assertEquals(listed, drawn);
        assertEquals(
                page.select("[id]").size(),
                page.select("[id]").eachAttr("id").stream().distinct().count());
    }

    @Test
    void write_timeLine_placesByLaneAndTime() throws Exception {
        Document page = page(SampleRun.in(Locale.JAPANESE));

        Element http = page.select("#s1 svg a[href=#s1-1-2] rect").first();
        Element mail = page.select("#s1 svg a[href=#s1-2-1] rect").first();
        assertTrue(number(http, "x") < number(mail, "x"));
        assertTrue(number(http, "width") < number(mail, "width"));
        assertTrue(number(http, "y") < number(mail, "y"));
        assertEquals(1, page.select("#s1 svg a[href=#s1-1-1] circle").size());
    }

    @Test
    void write_blocks_areShownAfterTheirMediaType() throws Exception {
        Document page = page(SampleRun.in(Locale.JAPANESE));

        // wholeText of the doubled member: a report must not tidy up what was sent.
        String options = page.select("#s2-1-1 pre").first().wholeText();
        assertTrue(options.lines().count() > 5, options);
        assertTrue(options.contains("\"n\" : 1e2") && options.contains("\"n\" : 2"), options);
        assertEquals(
                "<html><h1>生年月日の確認</h1></html>",
                page.select("#s1-1-2 pre").get(1).wholeText());
        assertEquals(
                "data:image/png;base64," + SampleRun.PNG,
                page.select("#s3-1-1 img").attr("src"));
    }

    @Test
    void write_pictureThatIsNone_staysText() throws Exception {
        for (String broken :
                List.of("%%%", Base64.getEncoder().encodeToString("<svg>".getBytes(StandardCharsets.UTF_8)))) {
            Document page = page(oneEvidence(new Block("picture", "image/png", broken)));
            assertEquals(0, page.select("img").size());
            assertEquals(broken, page.select("pre").first().wholeText());
        }
        assertEquals(
                "{broken",
                page(oneEvidence(new Block("j", "application/json", "{broken")))
                        .select("pre")
                        .text());
    }

    @Test
    void write_outcomes_onlyPassedLooksPassed() throws Exception {
        Document page = page(SampleRun.in(Locale.ENGLISH));

        assertEquals("○ not yet", page.select("#s5 .badge").text());
        assertEquals(0, page.select("#s5.is-passed, #s5 .is-passed").size());
        assertEquals("not-yet", page.select("#s5").attr("data-outcome"));
        assertEquals(0, page.select("#s2-2.is-passed").size());
        assertEquals("– skipped", page.select("#s2-2 .badge").text());
        assertEquals(
                "enrol-passkey: The portal answered 400 instead of the page \"name the device\". It said: 登録できませんでした。",
                page.select("#chapters tr.is-failed .why").text());
        assertFalse(page.select("#s6 > details").first().hasAttr("open"));
        assertTrue(page.select("#s7 > details").first().hasAttr("open"));
    }

    @Test
    void write_hostileText_isNothingButText() throws Exception {
        Document page = page(hostile());

        assertEquals(1, page.select("script").size());
        assertEquals(1, page.select("style").size());
        assertEquals(0, page.select("img").size());
        page.getAllElements()
                .forEach(element -> element.attributes()
                        .forEach(attribute -> assertFalse(attribute.getKey().startsWith("on"), attribute::toString)));
        // Nothing is lost either: the text stands in the page as it came.
        assertTrue(page.select("h3 .title").first().wholeText().equals(ATTACK));
        assertTrue(page.select("figure pre").first().wholeText().equals(ATTACK));
        assertTrue(page.select("svg a title").first().wholeText().contains(ATTACK));
        assertTrue(page.title().contains("<script>"));
    }

    @Test
    void escaping_withoutIt_theAttackWouldBeFound() {
        assertEquals(
                1, Jsoup.parse("<pre>" + ATTACK + "</pre>").select("script").size());
        assertEquals(
                0,
                Jsoup.parse("<pre>" + Markup.escape(ATTACK) + "</pre>")
                        .select("script")
                        .size());
        assertEquals("␛[31m␀\ufffd\ufffd", Markup.escape("\u001b[31m\0\u0085\uffff"));
    }

    @Test
    void write_policy_forbidsTheNetworkAndKnowsItsOwnScriptByHash() throws Exception {
        Document page = page(SampleRun.in(Locale.ENGLISH));

        String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
        assertTrue(policy.startsWith("default-src 'none';"), policy);
        for (String inline : List.of("style", "script")) {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(page.select(inline).first().data().getBytes(StandardCharsets.UTF_8));
            assertTrue(
                    policy.contains(
                            inline + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'"),
                    policy);
        }
        assertEquals(0, page.select("[style], link, iframe, [src^=http]").size());
        assertFalse(page.select("style").first().data().contains("url("));
    }

    @Test
    void write_existingFileAndNewFolders_isReplacedWhole() throws Exception {
        Path file = folder.resolve("a/b/report.html");
        HtmlReportWriter.write(SampleRun.in(Locale.ENGLISH), file);
        HtmlReportWriter.write(SampleRun.in(Locale.JAPANESE), file);

        assertTrue(Files.readString(file).contains("lang=\"ja\""));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void write_whereNoFileCanBe_saysWhichAndLeavesNothing() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("file"), "x");
        RunResult run = SampleRun.in(Locale.ENGLISH);

        var below = assertThrows(IOException.class, () -> HtmlReportWriter.write(run, inTheWay.resolve("report.html")));
        assertTrue(below.getMessage().startsWith("cannot write " + inTheWay.resolve("report.html")), below::getMessage);
        var self = assertThrows(IOException.class, () -> HtmlReportWriter.write(run, folder));
        assertTrue(self.getMessage().contains("it is a folder"), self::getMessage);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(inTheWay), files.toList());
        }
    }

    @Test
    void write_failingHalfWay_leavesTheOldFile() throws Exception {
        Path file = Files.writeString(folder.resolve("report.html"), "old");

        assertThrows(
                IOException.class,
                () -> AtomicFile.write(file, out -> {
                    out.write("new");
                    throw new IOException("disk full");
                }));
        assertEquals("old", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    /** The sample stays in {@code target}, to be opened and looked at in a browser. */
    @Test
    void write_sampleToLookAt_isOnePageWithoutLooseEnds() throws Exception {
        Path file = Path.of("target", "report-sample.html");
        HtmlReportWriter.write(SampleRun.in(Locale.JAPANESE), file);
        Document page = Jsoup.parse(Files.readString(file));

        assertEquals(1, page.select("h1").size());
        assertEquals(1, page.select("main").size());
        assertEquals(
                0,
                page.select("img:not([alt]), th:not([scope]), svg:not([aria-label])")
                        .size());
        for (Lane lane : Lane.values()) {
            assertTrue(page.select("svg a.lane-" + Words.name(lane)).size() > 0, lane::toString);
        }
        assertTrue(page.text().contains("×") || !page.text().contains("{0}"));
    }

    private Document page(RunResult run) throws IOException {
        Path file = folder.resolve("report.html");
        HtmlReportWriter.write(run, file);
        return Jsoup.parse(Files.readString(file));
    }

    private static String verdict(Document page) {
        return page.select(".verdict").first().ownText();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.attr(attribute));
    }

    private static RunResult oneEvidence(Block block) {
        return SampleRun.run(
                Locale.ENGLISH,
                SampleRun.scenario(
                        "x",
                        "1",
                        Outcome.PASSED,
                        SampleRun.step("v", Outcome.PASSED, "", 0, SampleRun.seen(Lane.HTTP, 0, 0, "t", block))));
    }

    private static RunResult hostile() {
        Evidence evidence = new Evidence(
                Lane.HTTP,
                SampleRun.START,
                Duration.ofMillis(1),
                ATTACK,
                List.of(
                        new Block(ATTACK, "text/plain", ATTACK),
                        new Block(ATTACK, "text/html", ATTACK),
                        new Block(ATTACK, "application/json", ATTACK),
                        new Block(ATTACK, "image/png", ATTACK),
                        new Block(ATTACK, ATTACK, ATTACK)));
        StepResult step = new StepResult(
                ATTACK,
                ATTACK,
                new SourceMark(ATTACK, 1, 1),
                Outcome.FAILED,
                ATTACK,
                SampleRun.START,
                Duration.ofMillis(1),
                List.of(evidence));
        ScenarioResult scenario = new ScenarioResult(
                ATTACK, ATTACK, ATTACK, ATTACK, Outcome.FAILED, ATTACK, SampleRun.START, Duration.ZERO, List.of(step));
        RunInfo info = new RunInfo(
                ATTACK,
                ATTACK,
                URI.create("http://localhost/%3Cscript%3E"),
                ATTACK,
                ATTACK,
                1,
                Locale.ENGLISH,
                SampleRun.START);
        return new RunResult(info, Duration.ZERO, List.of(scenario));
    }
}
