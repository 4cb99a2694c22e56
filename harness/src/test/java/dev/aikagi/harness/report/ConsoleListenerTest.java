package dev.aikagi.harness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.RunResult;
import dev.aikagi.harness.scenario.ScenarioHeading;
import dev.aikagi.harness.scenario.ScenarioListener;
import dev.aikagi.harness.scenario.ScenarioResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ConsoleListenerTest {
    @Test
    void run_sample_isPrintedLineByLine() {
        List<String> lines = printed(SampleRun.in(Locale.ENGLISH), false, Locale.ENGLISH);

        assertEquals("Aikagi 0.1.0 · Portal embedded http://localhost:8080/ · Key sim · Seed 4711", lines.get(0));
        assertEquals("1  first-login  題 first-login", lines.get(2));
        assertEquals("  ✓ sign-in               手順 sign-in                                    150 ms", lines.get(3));
        int failed = indexOf(lines, "  ✗ enrol-passkey");
        assertEquals("      The portal answered 400 instead of the page \"name the device\".", lines.get(failed + 1));
        assertEquals("      It said: 登録できませんでした。", lines.get(failed + 2));
        assertEquals("      first-login.yaml:12:5", lines.get(failed + 3));
        assertTrue(lines.get(failed + 4).startsWith("  – sign-out"));
        assertEquals("2-4  totp-qr  QR コードで登録する (google)", lines.get(indexOf(lines, "2-4  totp-qr  QR コードで登録する (g")));
        assertEquals("  ○ not yet", lines.get(indexOf(lines, "2-2★  cross-device") + 1));
        assertEquals(
                "      the hybrid transport is not built yet", lines.get(indexOf(lines, "2-2★  cross-device") + 2));
    }

    @Test
    void run_unhappyTurns_areOneLineEachUnderOneHeading() {
        List<String> lines = printed(SampleRun.in(Locale.ENGLISH), false, Locale.ENGLISH);

        int heading = lines.indexOf("Unhappy turns");
        assertTrue(lines.get(heading + 1).startsWith("  ✓ wrong-password"));
        assertTrue(lines.get(heading + 2).startsWith("  ✗ code-expired"));
        assertEquals("      The expired code was taken.", lines.get(heading + 3));
        assertEquals(1, lines.stream().filter("Unhappy turns"::equals).count());
    }

    @Test
    void runFinished_lastLines_areTheOnesThatProgramsLookFor() {
        for (Locale language : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
            assertEquals(
                    List.of("1 unhappy turns passed, 1 failed", "1 chapters passed, 1 not yet, 1 failed, 1 undecided"),
                    lastTwo(printed(SampleRun.in(language), false, language)));
        }
        assertEquals(
                List.of("", "8 chapters passed, 1 not yet"),
                lastTwo(printed(chapters(8, Outcome.PASSED, Outcome.NOT_YET), false, Locale.JAPANESE)));
        assertEquals(
                List.of("", "1 chapters passed, 0 not yet, 1 skipped"),
                lastTwo(printed(chapters(1, Outcome.PASSED, Outcome.SKIPPED), false, Locale.JAPANESE)));
    }

    @Test
    void tally_chapterWalkedSeveralTimes_countsOnceAsItsWorst() {
        RunResult run = SampleRun.run(
                Locale.ENGLISH,
                SampleRun.scenario("a", "1", Outcome.PASSED),
                SampleRun.scenario("a", "1", Outcome.FAILED),
                SampleRun.scenario("a", "1", Outcome.UNDECIDED),
                SampleRun.scenario("b", "2", Outcome.PASSED),
                SampleRun.scenario("b", "2", Outcome.NOT_YET),
                SampleRun.scenario("c", "", Outcome.PASSED));

        Words english = new Words(Locale.ENGLISH);
        assertEquals("0 chapters passed, 1 not yet, 1 failed", Tally.of(run).chapterLine(english));
        assertEquals("1 unhappy turns passed", Tally.of(run).turnLine(english));
        assertEquals(Outcome.FAILED, Tally.of(run).worst());
        assertEquals(Outcome.NOT_YET, Tally.of(SampleRun.run(Locale.ENGLISH)).worst());
    }

    @Test
    void tally_nothingButPassed_isPassed() {
        assertEquals(
                Outcome.PASSED,
                Tally.of(chapters(2, Outcome.PASSED, Outcome.NOT_YET)).worst());
        assertEquals(
                Outcome.UNDECIDED,
                Tally.of(chapters(2, Outcome.PASSED, Outcome.UNDECIDED)).worst());
    }

    @Test
    void table_wideCharacters_areAligned() {
        List<String> lines = printed(SampleRun.in(Locale.JAPANESE), false, Locale.JAPANESE);

        int heading = indexOf(lines, "章");
        int ends = Columns.width(lines.get(heading));
        for (int row = heading + 1; row <= heading + 4; row++) {
            assertEquals(ends, Columns.width(lines.get(row)), lines.get(row));
        }
    }

    @Test
    void columns_width_countsEastAsianCharactersTwice() {
        assertEquals(4, Columns.width("abcd"));
        assertEquals(14, Columns.width("生年月日を確認"));
        assertEquals(4, Columns.width("ＡＢ"));
        assertEquals(2, Columns.width("ｱｲ"));
        assertEquals(3, Columns.width("✓–○"));
        assertEquals(2, Columns.width("が".substring(0, 1) + "\u3099"));
        assertEquals(2, Columns.width("😀"));
        assertEquals("章  |", Columns.pad("章", 4) + "|");
    }

    @Test
    void colours_areThereOnlyWhenAskedFor() {
        String plain = String.join("\n", printed(SampleRun.in(Locale.ENGLISH), false, Locale.ENGLISH));
        String coloured = String.join("\n", printed(SampleRun.in(Locale.ENGLISH), true, Locale.ENGLISH));

        assertFalse(plain.contains("\u001b"));
        assertTrue(coloured.contains("\u001b[32m✓\u001b[0m") && coloured.contains("\u001b[31m✗\u001b[0m"));
        assertTrue(coloured.contains("\u001b[35m○\u001b[0m"));
        assertTrue(coloured.endsWith("1 chapters passed, 1 not yet, 1 failed, 1 undecided"));
        String settled = coloured.replaceAll("\u001b\\[2K\u001b\\[1G  … [^\u001b\n]*", "")
                .replaceAll("\u001b\\[[0-9]+[mKG]", "")
                .replaceAll("(?m) +$", "");
        assertEquals(plain, settled);
    }

    @Test
    void hostileText_cannotMoveTheCursor() {
        String hostile = "a\u001b[2Jb\rc\u202ed\u0007";
        String all = String.join(
                "\n",
                printed(
                        SampleRun.run(
                                Locale.ENGLISH,
                                SampleRun.scenario(
                                        hostile,
                                        "1",
                                        Outcome.FAILED,
                                        SampleRun.step(hostile, Outcome.FAILED, hostile, 0))),
                        false,
                        Locale.ENGLISH));

        assertTrue(all.chars().noneMatch(c -> (Character.isISOControl(c) && c != '\n') || c == 0x202e));
    }

    @Test
    void print_whereNothingCanBePrinted_isToldToTheCaller() {
        Appendable closed = new Appendable() {
            @Override
            public Appendable append(CharSequence text) throws IOException {
                throw new IOException("closed");
            }

            @Override
            public Appendable append(CharSequence text, int start, int end) throws IOException {
                throw new IOException("closed");
            }

            @Override
            public Appendable append(char c) throws IOException {
                throw new IOException("closed");
            }
        };
        var listener = new ConsoleListener(closed, false, Locale.ENGLISH);

        assertThrows(UncheckedIOException.class, () -> listener.runStarted(SampleRun.info(Locale.ENGLISH)));
    }

    private static RunResult chapters(int passed, Outcome one, Outcome last) {
        ScenarioResult[] scenarios = new ScenarioResult[passed + 1];
        for (int i = 0; i < passed; i++) {
            scenarios[i] = SampleRun.scenario("s" + i, "2-" + i, one);
        }
        scenarios[passed] = SampleRun.scenario("last", "9", last);
        return SampleRun.run(Locale.ENGLISH, scenarios);
    }

    private static List<String> printed(RunResult run, boolean ansi, Locale language) {
        StringBuilder out = new StringBuilder();
        play(run, new ConsoleListener(out, ansi, language));
        return out.toString().lines().toList();
    }

    private static void play(RunResult run, ScenarioListener listener) {
        listener.runStarted(run.info());
        for (ScenarioResult scenario : run.scenarios()) {
            var heading = new ScenarioHeading(
                    scenario.id(),
                    scenario.chapter(),
                    scenario.title(),
                    scenario.variant(),
                    scenario.steps().size());
            listener.scenarioStarted(heading);
            scenario.steps().forEach(step -> {
                listener.stepStarted(heading, step.verb(), step.title());
                listener.stepFinished(heading, step);
            });
            listener.scenarioFinished(scenario);
        }
        listener.runFinished(run);
    }

    private static int indexOf(List<String> lines, String start) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start)) {
                return i;
            }
        }
        throw new AssertionError("no line starts with " + start + ":\n" + String.join("\n", lines));
    }

    private static List<String> lastTwo(List<String> lines) {
        return lines.subList(lines.size() - 2, lines.size());
    }
}
