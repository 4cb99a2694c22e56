package dev.aikagi.harness.report;

import dev.aikagi.harness.scenario.Evidence;
import java.io.IOException;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** One evidence to unfold, each of its blocks shown after its media type. */
final class EvidenceDetails {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final Words words;

    EvidenceDetails(Words words) {
        this.words = words;
    }

    void write(Markup html, Evidence evidence, String anchor) throws IOException {
        html.open("details", "class", "evidence lane-" + Words.name(evidence.lane()), "id", anchor)
                .open("summary")
                .leaf("span", words.lane(evidence.lane()), "class", "tag")
                .leaf("span", evidence.title(), "class", "what");
        if (!evidence.took().isZero()) {
            html.leaf("span", Words.time(evidence.took()), "class", "time");
        }
        html.close();
        html.open("p", "class", "at")
                .leaf(
                        "time",
                        evidence.at().truncatedTo(ChronoUnit.MILLIS).toString(),
                        "datetime",
                        evidence.at().toString())
                .close();
        for (Evidence.Block block : evidence.blocks()) {
            block(html, block);
        }
        html.close().line();
    }

    private static void block(Markup html, Evidence.Block block) throws IOException {
        html.open("figure", "class", "block")
                .open("figcaption")
                .leaf("span", block.label())
                .leaf("span", block.mediaType(), "class", "type")
                .close();
        switch (block.mediaType()) {
            case "image/png" -> image(html, block);
            case "application/json" -> html.leaf("pre", pretty(block.text()));
            default -> html.leaf("pre", block.text());
        }
        html.close();
    }

    private static void image(Markup html, Evidence.Block block) throws IOException {
        Optional<String> png = png(block.text());
        if (png.isPresent()) {
            html.single("img", "alt", block.label(), "src", "data:image/png;base64," + png.get());
        } else {
            html.leaf("pre", block.text());
        }
    }

    /** What claims to be a picture and is none stays text: an img would show nothing at all. */
    private static Optional<String> png(String base64) {
        try {
            byte[] octets = Base64.getMimeDecoder().decode(base64);
            boolean magic = octets.length > PNG.length && Arrays.equals(octets, 0, PNG.length, PNG, 0, PNG.length);
            return magic ? Optional.of(Base64.getEncoder().encodeToString(octets)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Indents token by token, so that a doubled member or an odd number is shown as it was sent. */
    static String pretty(String json) {
        StringWriter out = new StringWriter();
        try (JsonParser in = JSON.createParser(json);
                JsonGenerator generator = JSON.writerWithDefaultPrettyPrinter().createGenerator(out)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token.isNumeric()) {
                    generator.writeNumber(in.getString());
                } else {
                    generator.copyCurrentEvent(in);
                }
            }
        } catch (JacksonException e) {
            return json;
        }
        return out.toString();
    }
}
