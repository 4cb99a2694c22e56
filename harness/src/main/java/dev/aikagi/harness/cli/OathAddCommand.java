package dev.aikagi.harness.cli;

import dev.aikagi.harness.otp.OathStore;
import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.QrImage;
import dev.aikagi.harness.otp.QrLegibility;
import dev.aikagi.harness.otp.ScannedUri;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aikagi oath add}: from a URI, a saved QR code, or a region of a picture of the screen. */
@Command(
        name = "add",
        description = "Put an account on the card: from an otpauth URI or a picture with a QR code.",
        mixinStandardHelpOptions = true)
final class OathAddCommand implements Callable<Integer> {
    private static final Pattern REGION = Pattern.compile("(\\d{1,5}),(\\d{1,5}),(\\d{1,5})[x×](\\d{1,5})");

    @Spec
    private CommandSpec spec;

    @Mixin
    private OathCard card = new OathCard();

    @Parameters(
            arity = "0..1",
            paramLabel = "URI",
            description = "otpauth://…; from standard input if it is - (others see what stands on a command line).")
    private @Nullable String uri;

    @Option(names = "--image", paramLabel = "FILE", description = "A picture with the QR code instead, e.g. a PNG.")
    private @Nullable Path image;

    @Option(
            names = "--region",
            paramLabel = "X,Y,WxH",
            description = "Where on the picture to look, in pixels from its upper left corner.")
    private @Nullable String region;

    @Option(names = "--touch", description = "The card shall give a code only to who touches it.")
    private boolean touch;

    @Option(names = "--force", description = "Take the place of an account of the same name.")
    private boolean force;

    @Override
    public Integer call() throws UsageException, OtpAuthException, IOException {
        ScannedUri scanned = scanned();
        scanned.remarks().forEach(this::note);
        String name = card.unlocked(store -> {
            String wanted = OathStore.name(scanned.uri());
            if (!force && store.list().contains(wanted)) {
                throw new UsageException("the card has an account " + wanted + " already: --force takes its place");
            }
            return store.put(scanned.uri(), touch);
        });
        spec.commandLine().getOut().println("added: " + name);
        return ExitCode.PASSED;
    }

    private ScannedUri scanned() throws UsageException, IOException {
        if ((uri == null) == (image == null)) {
            throw new UsageException("give an otpauth URI, or --image FILE");
        }
        if (region != null && image == null) {
            throw new UsageException("--region is of a picture: give --image");
        }
        try {
            return ScannedUri.read(image == null ? text() : code(image));
        } catch (OtpAuthException e) {
            throw new UsageException("the account cannot be added: " + e.getMessage());
        }
    }

    private String text() throws IOException {
        String given = String.valueOf(uri);
        return given.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : given;
    }

    private String code(Path file) throws OtpAuthException, UsageException, IOException {
        if (!Files.isReadable(file)) {
            throw new UsageException("--image: there is no readable file " + file);
        }
        BufferedImage picture = QrImage.decodePng(Files.readAllBytes(file));
        Rectangle where = region == null ? new Rectangle(picture.getWidth(), picture.getHeight()) : rectangle(region);
        String text = QrImage.read(picture, where);
        try {
            QrLegibility.of(picture, where).remarks().forEach(this::note);
        } catch (OtpAuthException e) {
            note(String.valueOf(e.getMessage()));
        }
        return text;
    }

    private void note(String remark) {
        spec.commandLine().getErr().println("note: " + remark);
    }

    private static Rectangle rectangle(String text) throws UsageException {
        Matcher parts = REGION.matcher(text);
        if (!parts.matches()) {
            throw new UsageException("--region " + text + ": a region is X,Y,WxH, as 300,120,250x250");
        }
        return new Rectangle(number(parts, 1), number(parts, 2), number(parts, 3), number(parts, 4));
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}
