package dev.aikagi.harness.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.scenario.Outcome;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class JUnitXmlWriterTest {
    /** What surefire-test-report.xsd asks, in our own words: which attributes, which order, which form of a time. */
    private static final String SCHEMA = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
              <xs:simpleType name="time"><xs:restriction base="xs:string">
                <xs:pattern value="[0-9]{1,9}\\.[0-9]{3}"/></xs:restriction></xs:simpleType>
              <xs:complexType name="ending"><xs:simpleContent><xs:extension base="xs:string">
                <xs:attribute name="message"/><xs:attribute name="type" use="required"/>
              </xs:extension></xs:simpleContent></xs:complexType>
              <xs:element name="testsuite"><xs:complexType>
                <xs:sequence>
                  <xs:element name="properties" minOccurs="0"><xs:complexType><xs:sequence>
                    <xs:element name="property" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
                      <xs:attribute name="name" use="required"/><xs:attribute name="value" use="required"/>
                    </xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>
                  <xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
                    <xs:sequence>
                      <xs:element name="failure" type="ending" minOccurs="0"/>
                      <xs:element name="skipped" minOccurs="0"><xs:complexType><xs:simpleContent>
                        <xs:extension base="xs:string"><xs:attribute name="message"/></xs:extension>
                      </xs:simpleContent></xs:complexType></xs:element>
                      <xs:element name="error" type="ending" minOccurs="0"/>
                      <xs:element name="system-out" type="xs:string" minOccurs="0"/>
                      <xs:element name="system-err" type="xs:string" minOccurs="0"/>
                    </xs:sequence>
                    <xs:attribute name="name" use="required"/><xs:attribute name="classname"/>
                    <xs:attribute name="group"/><xs:attribute name="time" type="time" use="required"/>
                  </xs:complexType></xs:element>
                </xs:sequence>
                <xs:attribute name="name" use="required"/><xs:attribute name="time" type="time"/>
                <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
                <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
                <xs:attribute name="skipped" type="xs:nonNegativeInteger" use="required"/>
                <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
                <xs:attribute name="group"/>
              </xs:complexType></xs:element>
            </xs:schema>
            """;

    @TempDir
    Path folder;

    @Test
    void write_sampleRun_hasASuiteAScenarioAndACaseAStep() throws Exception {
        Path file = folder.resolve("junit.xml");
        JUnitXmlWriter.write(SampleRun.in(Locale.JAPANESE), file);
        Document document = parse(Files.readString(file));

        List<Element> suites = elements(document, "testsuite");
        assertEquals(7, suites.size());
        assertEquals("aikagi.totp-qr[microsoft]", suites.get(3).getAttribute("name"));
        assertEquals("2-4", suites.get(3).getAttribute("group"));
        assertEquals("1.234", suites.get(3).getAttribute("time"));
        assertEquals("2 1 0 0", counts(suites.get(3)));
        assertEquals("2 0 1 1", counts(suites.get(1)));
        assertEquals("1 0 0 1", counts(suites.get(4)));
        assertEquals(
                "1 enrol-passkey — 手順 enrol-passkey",
                elements(document, "testcase").get(2).getAttribute("name"));
        Element failure = elements(document, "failure").get(0);
        assertEquals(
                "The portal answered 400 instead of the page \"name the device\".", failure.getAttribute("message"));
        assertTrue(failure.getTextContent().contains("登録できませんでした。\n    at first-login.yaml:12:5"));
        assertEquals(
                "the hybrid transport is not built yet",
                elements(document, "skipped").get(1).getAttribute("message"));
        assertTrue(elements(document, "system-out").get(0).getTextContent().contains("http   POST /sign-in → 302"));
    }

    @Test
    void write_eachSuite_isValidAfterTheSchema() throws Exception {
        Path file = folder.resolve("junit.xml");
        JUnitXmlWriter.write(SampleRun.in(Locale.JAPANESE), file);

        Schema schema = schema();
        for (Element suite : elements(parse(Files.readString(file)), "testsuite")) {
            schema.newValidator().validate(new DOMSource(suite));
        }
    }

    @Test
    void writeEach_files_areValidByThemselves() throws Exception {
        JUnitXmlWriter.writeEach(SampleRun.in(Locale.JAPANESE), folder.resolve("xml"));

        try (Stream<Path> files = Files.list(folder.resolve("xml"))) {
            List<Path> all = files.sorted().toList();
            assertEquals(7, all.size());
            assertEquals(
                    "TEST-aikagi.code-expired.xml", all.get(0).getFileName().toString());
            for (Path one : all) {
                schema().newValidator().validate(new StreamSource(one.toFile()));
            }
        }
    }

    @Test
    void schema_brokenSuites_areFound() throws Exception {
        Path file = folder.resolve("junit.xml");
        JUnitXmlWriter.writeEach(SampleRun.in(Locale.JAPANESE), folder);
        String good = Files.readString(folder.resolve("TEST-aikagi.passkey-pc.xml"));

        for (String broken : List.of(
                good.replace(" errors=\"0\"", ""),
                good.replace("time=\"0.150\"", "time=\"150 ms\""),
                good.replace(" type=\"portal\"", ""),
                good.replace("<testcase ", "<testcase line=\"12\" "))) {
            assertThrows(
                    SAXException.class,
                    () -> schema().newValidator().validate(new StreamSource(new StringReader(broken))));
        }
    }

    @Test
    void write_hostileText_staysWellFormed() throws Exception {
        String hostile = "]]></system-out>\u0000\u0008\u001b[31m\ud800\uffff<x a=\"&\">\r\n😀";
        var run = SampleRun.run(
                Locale.ENGLISH,
                SampleRun.scenario(hostile, "1", Outcome.FAILED, SampleRun.step(hostile, Outcome.FAILED, hostile, 0)));
        Path file = folder.resolve("junit.xml");
        JUnitXmlWriter.write(run, file);

        Element failure = elements(parse(Files.readString(file)), "failure").get(0);
        assertTrue(
                failure.getTextContent().startsWith("]]></system-out>\ufffd\ufffd\ufffd[31m\ufffd\ufffd<x a=\"&\">"),
                failure::getTextContent);
        assertTrue(failure.getTextContent().contains("😀"));
        // The same text without the replacement is refused by the parser.
        assertThrows(SAXException.class, () -> parse("<a>\u001b</a>"));
    }

    private static String counts(Element suite) {
        return "%s %s %s %s"
                .formatted(
                        suite.getAttribute("tests"),
                        suite.getAttribute("errors"),
                        suite.getAttribute("failures"),
                        suite.getAttribute("skipped"));
    }

    private static Schema schema() throws SAXException {
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(new StringReader(SCHEMA)));
    }

    private static Document parse(String xml) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new org.xml.sax.InputSource(new StringReader(xml)));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
