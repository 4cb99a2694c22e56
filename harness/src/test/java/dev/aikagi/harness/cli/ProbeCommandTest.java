package dev.aikagi.harness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code aikagi probe} and {@code aikagi replay}: reports, baseline, exit codes. */
class ProbeCommandTest {
    private static final String DEFECT = "webauthn.origin-not-checked";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void probe_withoutFinding_exits0() {
        assertEquals(0, aikagi("probe", "R-12", "--seed", "3"), out + "" + err);
        assertTrue(out.toString().contains("PASS         critical R-12"), out.toString());
        assertTrue(out.toString().contains("\nRepeat: aikagi probe R-12 --seed 3\n"), out.toString());
    }

    /** Two apps are enrolled before the removal is tried: what was tried is shown, and not what led there alone. */
    @Test
    void report_ofWhatPassed_showsTheRequestThatWasTried() throws Exception {
        assertEquals(0, aikagi("probe", "F-25", "--seed", "3", "--report", folder.toString(), "--format", "html"));

        String html = Files.readString(folder.resolve("probes.html"));
        assertTrue(html.contains(">POST /account/credentials → 200<"), "the removal with a wrong password");
        assertFalse(html.contains(">POST /sign-in → 303<"), "the way there");
    }

    @Test
    void probe_ofADefect_exits1_andLeavesFourReports() throws Exception {
        assertEquals(
                1, aikagi("probe", "R-12", "R-31", "--defect", DEFECT, "--seed", "3", "--report", folder.toString()));

        String html = Files.readString(folder.resolve("probes.html"));
        assertTrue(html.contains("<mark>"), "the changed bytes are marked");
        assertTrue(html.contains("https://www.w3.org/TR/webauthn-3/#sctn-validating-origin"));
        JsonNode json = json("probes.json");
        assertEquals("FAIL", json.at("/results/0/verdict").asString());
        assertFalse(json.at("/results/0/attempts/0/exhibits/0/sent").asString().isEmpty());
        Element suite = xml(folder.resolve("junit/TEST-aikagi.probes.xml"));
        assertEquals("2", suite.getAttribute("tests"));
        assertEquals("1", suite.getAttribute("failures"));
        assertEquals("1", suite.getAttribute("skipped"));
    }

    /** By the schema that OASIS publishes. */
    private static List<String> objections(String sarif) throws IOException {
        try (var schema = ProbeCommandTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(new String(Objects.requireNonNull(schema).readAllBytes(), UTF_8), InputFormat.JSON)
                    .validate(sarif, InputFormat.JSON)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    @Test
    void sarif_thatLacksItsVersion_isRefusedByTheSchema() throws Exception {
        assertFalse(objections("{\"runs\": []}").isEmpty());
    }

    @Test
    void sarif_isAsTheSpecificationHasIt() throws Exception {
        aikagi(
                "probe",
                "R-12",
                "R-31",
                "--defect",
                DEFECT,
                "--seed",
                "3",
                "--report",
                folder.toString(),
                "--format",
                "sarif");

        assertFalse(Files.exists(folder.resolve("probes.html")));
        assertEquals(List.of(), objections(Files.readString(folder.resolve("probes.sarif"))));
        JsonNode log = json("probes.sarif");
        assertEquals("2.1.0", log.path("version").asString());
        JsonNode run = log.at("/runs/0");
        assertEquals("Aikagi", run.at("/tool/driver/name").asString());
        JsonNode found = run.at("/results/0");
        assertEquals("R-12", found.path("ruleId").asString());
        assertEquals(
                "R-12",
                run.at("/tool/driver/rules/" + found.path("ruleIndex").asInt() + "/id")
                        .asString());
        assertEquals("fail", found.path("kind").asString());
        assertEquals("error", found.path("level").asString());
        assertEquals("notApplicable", run.at("/results/1/kind").asString());
        assertEquals("none", run.at("/results/1/level").asString());
        JsonNode place = found.at("/locations/0/physicalLocation");
        String line = Files.readAllLines(Path.of("src/main/resources/dev/aikagi/harness/portal/embedded.yaml"))
                .get(place.at("/region/startLine").asInt() - 1);
        assertEquals("  passkey-register:", line);
        assertTrue(place.at("/artifactLocation/uri").asString().endsWith("portal/embedded.yaml"));
    }

    @Test
    void sameSeed_sendsTheSameBytes() throws Exception {
        String[] probes = {"probe", "R-12", "R-34", "A-03", "--seed", "3", "--report"};
        aikagi(with(probes, folder.resolve("1").toString()));
        aikagi(with(probes, folder.resolve("2").toString()));
        aikagi(
                "probe",
                "R-12",
                "R-34",
                "A-03",
                "--seed",
                "4",
                "--report",
                folder.resolve("3").toString());

        for (String report :
                new String[] {"probes.html", "probes.json", "probes.sarif", "junit/TEST-aikagi.probes.xml"}) {
            String first = Files.readString(folder.resolve("1").resolve(report));
            assertEquals(first, Files.readString(folder.resolve("2").resolve(report)), report);
        }
        assertFalse(Files.readString(folder.resolve("1/probes.json"))
                .equals(Files.readString(folder.resolve("3/probes.json"))));
    }

    @Test
    void replay_doesTheReportsProbeAgain_withItsDefect() {
        aikagi("probe", "R-12", "--defect", DEFECT, "--seed", "3", "--report", folder.toString());
        out.getBuffer().setLength(0);

        assertEquals(1, aikagi("replay", folder.toString(), "R-12"), err.toString());
        assertTrue(out.toString().contains("    honest: 7b2274797065"), out.toString());
    }

    @Test
    void baseline_acceptsUntilADay_andTellsWhatIsGone() throws Exception {
        Path file = folder.resolve("baseline.yaml");
        Files.writeString(file, """
                accepted:
                  - {probe: R-12, reason: known, expires: 2999-01-01}
                  - {probe: R-05, reason: known, expires: 2999-01-01}
                """);
        assertEquals(0, aikagi("probe", "R-12", "R-05", "--defect", DEFECT, "--baseline", file.toString()));
        assertTrue(out.toString().contains("Expected: R-12, known"), out.toString());
        assertTrue(out.toString().contains("not found any more: R-05"), out.toString());

        Files.writeString(file, "accepted: [{probe: R-12, reason: known, expires: 2001-01-01}]");
        assertEquals(1, aikagi("probe", "R-12", "--defect", DEFECT, "--baseline", file.toString()));
        assertTrue(out.toString().contains("it counts: R-12"), out.toString());
    }

    @Test
    void baseline_ofAttempts_acceptsThoseAlone_andTellsWhichAreGone() throws Exception {
        Path file = folder.resolve("baseline.yaml");
        String entry = "accepted: [{probe: A-12, attempts: [%s], reason: known, expires: 2999-01-01}]";
        String defect = "webauthn.cross-origin-not-checked";
        Files.writeString(file, entry.formatted("crossOrigin, topOrigin, another"));
        assertEquals(0, aikagi("probe", "A-12", "--defect", defect, "--baseline", file.toString()), out + "" + err);
        assertTrue(out.toString().contains("not found any more: A-12 'another'"), out.toString());

        Files.writeString(file, entry.formatted("topOrigin"));
        assertEquals(1, aikagi("probe", "A-12", "--defect", defect, "--baseline", file.toString()), out.toString());
    }

    @Test
    void runningKeycloak_onAnotherMachine_isNotAttacked_unlessItsOwnerAgreed() {
        assertEquals(3, aikagi("probe", "R-12", "--portal", "keycloak=https://sso.example/"));
        assertTrue(err.toString().contains("--i-am-authorised sso.example"), err.toString());
        err.getBuffer().setLength(0);

        // Its owner agreed: what stops it now is the password that nobody gave.
        String[] agreed = {"probe", "R-12", "--portal", "keycloak=https://sso.example/", "--i-am-authorised"};
        assertEquals(3, aikagi(with(agreed, "sso.example")));
        assertTrue(err.toString().contains("AIKAGI_KEYCLOAK_ADMIN_PASSWORD"), err.toString());
        assertEquals(3, aikagi(with(agreed, "other.example")));
        assertTrue(err.toString().contains("--i-am-authorised sso.example"), err.toString());
    }

    @Test
    void defects_areListed_withTheProbesThatFindThem() {
        assertEquals(0, aikagi("portal", "--list-defects"), err.toString());

        String listed = out.toString().replaceAll("\\s+", " ");
        assertTrue(listed.matches(".*webauthn\\.up-not-checked [^.]*\\. found by [^.]*R-19[^.]*A-14 .*"), listed);
    }

    @Test
    void destructiveProbe_isLeftOut_unlessItIsAskedFor() {
        assertEquals(0, aikagi("probe", "O-07"), err.toString());
        assertTrue(out.toString().contains("--destructive allows that"), out.toString());
        out.getBuffer().setLength(0);

        assertEquals(0, aikagi("probe", "O-07", "--destructive"), err.toString());
        assertTrue(out.toString().contains("PASS         medium   O-07"), out.toString());
    }

    @Test
    void baseline_thatCannotBeUnderstood_exits3_andNamesTheLine() throws Exception {
        Path file = folder.resolve("baseline.yaml");
        Files.writeString(file, "accepted:\n  - {probe: R-99, reason: known, expires: 2999-01-01}\n");

        assertEquals(3, aikagi("probe", "R-12", "--baseline", file.toString()));
        assertTrue(err.toString().contains("baseline.yaml:2:"), err.toString());
    }

    @Test
    void severity_leavesOutWhatIsBelow() {
        assertEquals(0, aikagi("probe", "R-16", "--defect", "webauthn.cross-origin-not-checked", "--severity", "high"));
        assertEquals(1, aikagi("probe", "R-16", "--defect", "webauthn.cross-origin-not-checked"));
    }

    @Test
    void whatIsNotKnown_exits3() {
        assertEquals(3, aikagi("probe", "R-99"));
        assertEquals(3, aikagi("probe", "R-12", "--defect", "no.such"));
        assertEquals(3, aikagi("probe", "explain", "R-99"));
        assertEquals(3, aikagi("replay", folder.toString(), "R-12"));
    }

    @Test
    void portalOnAnotherMachine_isNotAttacked_unlessItsOwnerAgreed() throws Exception {
        assertTrue(Agreement.isOwnMachine("localhost"));
        assertTrue(Agreement.isOwnMachine("127.0.0.1"));
        assertFalse(Agreement.isOwnMachine("localhost.evil.example"));
        assertFalse(Agreement.isOwnMachine("127.0.0.1.evil.example"));

        Path profile = folder.resolve("portal.yaml");
        Files.writeString(profile, """
                name: theirs
                base-uri: https://portal.example
                pages: {sign-in: {path: /, recognise: {selector: body}}}
                """);
        assertEquals(3, aikagi("probe", "R-12", "--portal", profile.toString()));
        assertTrue(err.toString().contains("--i-am-authorised portal.example"), err.toString());
    }

    @Test
    void listAndExplain_sayWhatThereIs() {
        assertEquals(0, aikagi("probe", "list"));
        assertTrue(out.toString().contains("R-12  critical"), out.toString());
        assertEquals(0, aikagi("probe", "explain", "R-12"));
        assertTrue(out.toString().contains("https://www.w3.org/TR/webauthn-3/#"), out.toString());
    }

    private static String[] with(String[] arguments, String last) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }

    private JsonNode json(String name) throws IOException {
        return new JsonMapper().readTree(Files.readString(folder.resolve(name)));
    }

    private static Element xml(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(file))))
                .getDocumentElement();
    }

    private int aikagi(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
