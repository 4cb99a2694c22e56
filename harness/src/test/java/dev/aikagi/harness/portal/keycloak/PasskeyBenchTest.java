package dev.aikagi.harness.portal.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aikagi.harness.scenario.ScenarioCatalog;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench against Chromium is run by hand; that it still fits what is here is looked at with every build. */
class PasskeyBenchTest {
    private static final Path BENCH = Path.of("src", "bench", "keycloak");

    @TempDir
    private Path classes;

    @Test
    void program_compilesAgainstTheHarness() {
        assertEquals("", compile(BENCH.resolve("PasskeyBench.java")));
    }

    @Test
    void scenarios_areReadAndHaveOneWalkEach() throws IOException {
        ScenarioCatalog catalog = new ScenarioCatalog();

        assertEquals(
                1, catalog.file(BENCH.resolve("second-factor.yaml")).walks().size());
        assertEquals(1, catalog.file(BENCH.resolve("usernameless.yaml")).walks().size());
    }

    /** What the compiler complains of. */
    private String compile(Path source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        var files = compiler.getStandardFileManager(null, null, null);
        compiler.getTask(complaints, files, null, options, null, files.getJavaFileObjects(source))
                .call();
        return complaints.toString();
    }
}
