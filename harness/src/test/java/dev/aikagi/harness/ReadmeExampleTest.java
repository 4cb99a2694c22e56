package dev.aikagi.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.aikagi.harness.scenario.ScenarioCatalog;
import java.io.StringReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.xml.sax.InputSource;

/** What the README shows is compiled, run and read as it stands there. */
class ReadmeExampleTest {
    private static final Path README = Path.of("README.md");

    @TempDir
    private Path folder;

    @Test
    void javaExample_compilesAndPasses() throws Exception {
        Path source = Files.writeString(folder.resolve("EnrolmentTest.java"), block("java", 0));
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
        assertEquals(0, errors);

        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(loader.loadClass("EnrolmentTest")))
                                    .build(),
                            listener);
        }

        assertEquals(List.of(), listener.getSummary().getFailures());
        assertTrue(listener.getSummary().getTestsSucceededCount() > 10, "one test a step");
    }

    @Test
    void dependency_isThisModule() throws Exception {
        var shown = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(block("xml", 0))));
        var pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());

        for (String name : List.of("groupId", "artifactId", "version")) {
            String inPom = name.equals("artifactId")
                    ? "aikagi-harness"
                    : pom.getElementsByTagName(name).item(0).getTextContent();
            assertEquals(inPom, shown.getElementsByTagName(name).item(0).getTextContent());
        }
    }

    @Test
    void scenarioExample_isReadable() throws Exception {
        Path file = Files.writeString(folder.resolve("example.yaml"), block("yaml", 0));

        assertEquals(12, new ScenarioCatalog().file(file).walks().get(0).steps().size());
    }

    private static String block(String language, int index) throws Exception {
        Matcher blocks = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README));
        for (int i = 0; i <= index; i++) {
            assertTrue(blocks.find(), "the README has no block " + language + " " + i);
        }
        return blocks.group(1);
    }
}
