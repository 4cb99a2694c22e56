package dev.aikagi.harness.report;

import dev.aikagi.harness.probe.AttemptResult;
import dev.aikagi.harness.probe.ProbeResult;
import dev.aikagi.harness.probe.ProbeRun;
import dev.aikagi.harness.probe.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report of a run of probes for CI: JUnit XML, one {@code testsuite}, a {@code testcase} a probe. FAIL and WEAK are
 * failures, unless the baseline expects them; INCONCLUSIVE is an error; N/A and what is expected are skipped.
 */
public final class ProbeJUnitWriter {
    private final XMLStreamWriter xml;
    private final Set<String> expected;

    private ProbeJUnitWriter(XMLStreamWriter xml, Set<String> expected) {
        this.xml = xml;
        this.expected = expected;
    }

    /**
     * Writes the file; folders on the way are made.
     *
     * @param expected the ids of findings that do not count
     * @throws IOException naming the file
     */
    public static void write(ProbeRun run, Set<String> expected, Path file) throws IOException {
        AtomicFile.write(file, out -> {
            try {
                XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
                xml.writeStartDocument("UTF-8", "1.0");
                new ProbeJUnitWriter(xml, expected).suite(run);
                xml.writeEndDocument();
                xml.close();
            } catch (XMLStreamException e) {
                throw new IOException(e.getMessage(), e);
            }
        });
    }

    private void suite(ProbeRun run) throws XMLStreamException {
        List<ProbeResult> results = run.results();
        line();
        xml.writeStartElement("testsuite");
        attribute("name", "aikagi.probes." + run.info().portal());
        attribute("time", "0");
        attribute("tests", String.valueOf(results.size()));
        attribute("errors", String.valueOf(run.count(Verdict.INCONCLUSIVE)));
        attribute("skipped", count(results.stream().filter(this::isSkipped).toList()));
        attribute("failures", count(results.stream().filter(this::isFailure).toList()));
        line();
        for (ProbeResult result : results) {
            testcase(result);
        }
        xml.writeEndElement();
        line();
    }

    private static String count(List<ProbeResult> results) {
        return String.valueOf(results.size());
    }

    private boolean isFailure(ProbeResult result) {
        return result.verdict().isFinding() && !expected.contains(result.probe().id());
    }

    private boolean isSkipped(ProbeResult result) {
        return result.verdict() == Verdict.NOT_APPLICABLE
                || (result.verdict().isFinding()
                        && expected.contains(result.probe().id()));
    }

    private void testcase(ProbeResult result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("name", result.probe().toString());
        attribute("classname", "aikagi.probes." + result.probe().family());
        attribute("time", "0");
        line();
        if (isFailure(result)) {
            ending("failure", result);
        } else if (isSkipped(result)) {
            ending("skipped", result);
        } else if (result.verdict() == Verdict.INCONCLUSIVE) {
            ending("error", result);
        }
        xml.writeStartElement("system-out");
        xml.writeCharacters(JUnitXmlWriter.legal(journal(result)));
        xml.writeEndElement();
        line();
        xml.writeEndElement();
        line();
    }

    private void ending(String element, ProbeResult result) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("message", result.why());
        if (!element.equals("skipped")) {
            attribute("type", result.verdict().word());
        }
        xml.writeCharacters(JUnitXmlWriter.legal("A correct portal: %s%nTo mend it: %s%n"
                .formatted(result.probe().correct(), result.probe().fix())));
        xml.writeEndElement();
        line();
    }

    private static String journal(ProbeResult result) {
        StringBuilder text = new StringBuilder("%s (%s): %s%n"
                .formatted(result.verdict().word(), result.probe().severity().word(), result.why()));
        for (AttemptResult attempt : result.attempts()) {
            text.append("%s %s: %s%n".formatted(attempt.verdict().word(), attempt.name(), attempt.why()));
        }
        return text.toString();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, JUnitXmlWriter.legal(value));
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }
}
