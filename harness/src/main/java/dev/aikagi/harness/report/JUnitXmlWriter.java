package dev.aikagi.harness.report;

import dev.aikagi.harness.scenario.Evidence;
import dev.aikagi.harness.scenario.Outcome;
import dev.aikagi.harness.scenario.RunInfo;
import dev.aikagi.harness.scenario.RunResult;
import dev.aikagi.harness.scenario.ScenarioResult;
import dev.aikagi.harness.scenario.StepResult;
import dev.aikagi.harness.yaml.SourceMark;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report for CI: JUnit XML after Surefire's schema {@code surefire-test-report.xsd}, a {@code testsuite} a scenario
 * and a {@code testcase} a step.
 *
 * <p>A scenario without steps has one testcase for itself, so that what is not yet there is seen as skipped.
 */
public final class JUnitXmlWriter {
    private final XMLStreamWriter xml;

    private JUnitXmlWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * Writes all scenarios into one file, within a {@code testsuites} element: the form that CI servers read. Surefire's
     * own schema has no such root; its suites are each valid after it, see {@link #writeEach}.
     *
     * @throws IOException naming the file
     */
    public static void write(RunResult run, Path file) throws IOException {
        AtomicFile.write(
                file,
                out -> document(out, writer -> {
                    writer.xml.writeStartElement("testsuites");
                    writer.line();
                    for (ScenarioResult scenario : run.scenarios()) {
                        writer.suite(run.info(), scenario);
                    }
                    writer.xml.writeEndElement();
                }));
    }

    /**
     * Writes each scenario into a file of its own, {@code TEST-….xml}, as Surefire does.
     *
     * @throws IOException naming the file
     */
    public static void writeEach(RunResult run, Path folder) throws IOException {
        for (ScenarioResult scenario : run.scenarios()) {
            String name = suiteName(scenario).replaceAll("[^\\p{L}\\p{N}._-]+", "_");
            AtomicFile.write(
                    folder.resolve("TEST-" + name + ".xml"),
                    out -> document(out, writer -> writer.suite(run.info(), scenario)));
        }
    }

    private interface Part {
        void writeTo(JUnitXmlWriter writer) throws XMLStreamException;
    }

    private static void document(Writer out, Part root) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            JUnitXmlWriter writer = new JUnitXmlWriter(xml);
            writer.line();
            root.writeTo(writer);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void suite(RunInfo info, ScenarioResult scenario) throws XMLStreamException {
        List<StepResult> cases = cases(scenario);
        xml.writeStartElement("testsuite");
        attribute("name", suiteName(scenario));
        attribute("time", seconds(scenario.took()));
        attribute("tests", String.valueOf(cases.size()));
        attribute("errors", count(cases, Outcome.UNDECIDED));
        attribute(
                "skipped",
                String.valueOf(cases.stream().filter(JUnitXmlWriter::isSkipped).count()));
        attribute("failures", count(cases, Outcome.FAILED));
        if (!Tally.isTurn(scenario)) {
            attribute("group", scenario.chapter());
        }
        line();
        properties(info, scenario);
        int number = 1;
        for (StepResult step : cases) {
            testcase(suiteName(scenario), number++, step);
        }
        xml.writeEndElement();
        line();
    }

    private void properties(RunInfo info, ScenarioResult scenario) throws XMLStreamException {
        xml.writeStartElement("properties");
        line();
        property("aikagi.tool", info.tool());
        property("aikagi.portal", info.portal());
        property("aikagi.baseUri", info.baseUri().toString());
        property("aikagi.key", info.key());
        property("aikagi.arithmetic", info.arithmetic());
        property("aikagi.seed", String.valueOf(info.seed()));
        property("aikagi.startedAt", scenario.startedAt().toString());
        property("aikagi.title", scenario.title());
        xml.writeEndElement();
        line();
    }

    private void property(String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
        line();
    }

    private void testcase(String suite, int number, StepResult step) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("name", "%d %s — %s".formatted(number, step.verb(), step.title()));
        attribute("classname", suite);
        attribute("time", seconds(step.took()));
        line();
        switch (step.outcome()) {
            case PASSED -> {}
            case FAILED -> ending("failure", "portal", step);
            case UNDECIDED -> ending("error", "undecided", step);
            case SKIPPED, NOT_YET -> ending("skipped", "", step);
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(legal(journal(step)));
        xml.writeEndElement();
        line();
        xml.writeEndElement();
        line();
    }

    private void ending(String element, String type, StepResult step) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("message", firstLine(step));
        if (!type.isEmpty()) {
            attribute("type", type);
        }
        xml.writeCharacters(legal(step.message() + "\n    at " + step.mark()));
        xml.writeEndElement();
        line();
    }

    /** The titles only: the details are in the other reports. */
    private static String journal(StepResult step) {
        StringBuilder text = new StringBuilder().append(step.mark()).append('\n');
        if (!step.message().isEmpty()) {
            text.append(step.message()).append('\n');
        }
        for (Evidence evidence : step.evidence()) {
            text.append("%s %-6s %s%n".formatted(evidence.at(), Words.name(evidence.lane()), evidence.title()));
        }
        return text.toString();
    }

    private static List<StepResult> cases(ScenarioResult scenario) {
        if (!scenario.steps().isEmpty()) {
            return scenario.steps();
        }
        return List.of(new StepResult(
                scenario.id(),
                scenario.title(),
                new SourceMark(scenario.id(), 1, 1),
                scenario.outcome(),
                scenario.note(),
                scenario.startedAt(),
                scenario.took(),
                List.of()));
    }

    private static String suiteName(ScenarioResult scenario) {
        return "aikagi." + scenario.id() + (scenario.variant().isEmpty() ? "" : "[" + scenario.variant() + "]");
    }

    private static String firstLine(StepResult step) {
        return step.message().lines().findFirst().orElse(Words.name(step.outcome()));
    }

    private static boolean isSkipped(StepResult step) {
        return step.outcome() == Outcome.SKIPPED || step.outcome() == Outcome.NOT_YET;
    }

    private static String count(List<StepResult> cases, Outcome outcome) {
        return String.valueOf(
                cases.stream().filter(step -> step.outcome() == outcome).count());
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value));
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    /** XML 1.0 §2.2: what is no Char can be written in no way at all, not even escaped. */
    static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints().map(c -> isLegal(c) ? c : 0xfffd).forEach(legal::appendCodePoint);
        return legal.toString();
    }

    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd)
                || c >= 0x10000;
    }
}
