package dev.aikagi.harness.cli;

import dev.aikagi.harness.decode.DecodeException;
import dev.aikagi.harness.decode.Decoded;
import dev.aikagi.harness.decode.Decoder;
import dev.aikagi.harness.decode.Kind;
import dev.aikagi.harness.decode.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code aikagi decode}: what passes between a portal, a client and a key, as a readable tree. */
@Command(
        name = "decode",
        description = "Show an attestation object, authenticator data, client data, WebAuthn options or response, CTAP"
                + " message, CTAPHID report, APDU, otpauth URI, QR image, certificate or CBOR as a tree.",
        mixinStandardHelpOptions = true)
final class DecodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "TEXT",
            description = "JSON, hex, base64, base64url or a URI; standard input if neither this nor --file is given.")
    private @Nullable String text;

    @Option(names = "--file", paramLabel = "FILE", description = "Read this file instead, e.g. a PNG with a QR code.")
    private @Nullable Path file;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "What it is, if not to be found out: ${COMPLETION-CANDIDATES}.")
    private @Nullable Kind kind;

    @Option(names = "--show-secrets", description = "Show what is masked otherwise.")
    private boolean showSecrets;

    @Override
    public Integer call() throws DecodeException, UsageException, IOException {
        if (text != null && file != null) {
            throw new UsageException("give TEXT or --file, not both");
        }
        spec.commandLine().getOut().println(decode().toText().stripTrailing());
        spec.commandLine().getOut().flush();
        return ExitCode.PASSED;
    }

    private Decoded decode() throws DecodeException, UsageException, IOException {
        Secrets secrets = showSecrets ? Secrets.SHOWN : Secrets.MASKED;
        Optional<Kind> known = Optional.ofNullable(kind);
        if (text != null) {
            return known.isPresent() ? Decoder.decode(known.get(), text, secrets) : Decoder.decode(text, secrets);
        }
        byte[] bytes = read();
        return known.isPresent() ? Decoder.decode(known.get(), bytes, secrets) : Decoder.decode(bytes, secrets);
    }

    private byte[] read() throws UsageException, IOException {
        if (file == null) {
            return System.in.readAllBytes();
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + file);
        }
    }
}
