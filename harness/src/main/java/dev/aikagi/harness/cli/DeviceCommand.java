package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.ctapsim.Transport;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.harness.device.AttestationAuthority;
import dev.aikagi.harness.device.CryptoProvider;
import dev.aikagi.harness.device.KeyFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code aikagi device}: an emulated key where programs of other people find it. */
@Command(
        name = "device",
        description = "Plug an emulated key in where other programs look for keys, until interrupted.",
        mixinStandardHelpOptions = true)
final class DeviceCommand implements Callable<Integer> {
    private static final String PROFILE = "security-key";

    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();

    @Spec
    private CommandSpec spec;

    @Mixin
    private TransportOptions transports = new TransportOptions();

    @Mixin
    private UserOptions user = new UserOptions();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description =
                    "The kind of a new key, one of those that 'aikagi list' shows; security-key unless told otherwise.")
    private @Nullable String profile;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A key that 'aikagi key create' made: what happens to it is kept.")
    private @Nullable Path keyFile;

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(names = "--trace", description = "Print every report and APDU; PINs and keys are withheld.")
    private boolean trace;

    @Mixin
    private CryptoOption crypto = new CryptoOption();

    @Override
    public Integer call() throws UsageException, IOException {
        if (transports.none()) {
            throw new UsageException("where is the key to be plugged in? Give --vpcd");
        }
        if (keyFile != null && profile != null) {
            throw new UsageException("give --profile or --key-file: the file says what kind of key it is");
        }
        CryptoProvider arithmetic = crypto.install(CryptoProvider.AUTO);
        say("keys are made and used by " + arithmetic);
        if (keyFile == null) {
            return plugIn(newKey(), "and nothing of it is kept");
        }
        try (KeyFile kept = passphrase.files().open(keyFile)) {
            // Ctrl-C ends the process without coming back here.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(kept), "aikagi-keep"));
            return plugIn(KeyFiles.plug(kept), "and all that happens to it is kept in " + keyFile);
        }
    }

    private int plugIn(VirtualDevice.Builder builder, String keeping) throws UsageException, IOException {
        try (VirtualDevice device = device(builder)) {
            Deque<Transport> plugged = transports.plug(device, this::say);
            Thread atExit = new Thread(() -> unplug(plugged), "aikagi-unplug");
            Runtime.getRuntime().addShutdownHook(atExit);
            try {
                say(device.profile().displayName() + "; Ctrl-C takes it out, " + keeping);
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                unplug(plugged);
                Runtime.getRuntime().removeShutdownHook(atExit);
            }
        }
        return ExitCode.PASSED;
    }

    private VirtualDevice.Builder newKey() throws UsageException {
        String name = profile == null ? PROFILE : profile;
        if (!ProfileReader.BUNDLED.contains(name)) {
            throw new UsageException(
                    "--profile: there is no profile '" + name + "', only " + String.join(", ", ProfileReader.BUNDLED));
        }
        AuthenticatorProfile kind = ProfileReader.bundled(name);
        VirtualDevice.Builder builder = VirtualDevice.builder(kind);
        if (kind.attestation() == AuthenticatorProfile.Attestation.BASIC) {
            builder.attestationKey(new AttestationAuthority(clock, random).batchKey(kind.aaguid()));
        }
        return builder;
    }

    private VirtualDevice device(VirtualDevice.Builder builder) {
        User who = user.open(builder.profile(), spec.commandLine().getOut());
        builder.clock(clock).random(random).user(who.presence(), who.verification());
        if (trace) {
            builder.frames(new FrameLog(clock, 1, frame -> say(frame.line())));
        }
        return builder.build();
    }

    private void close(KeyFile kept) {
        try {
            kept.close();
        } catch (IOException e) {
            spec.commandLine().getErr().println("aikagi: " + e.getMessage());
        }
    }

    private static void unplug(Deque<Transport> plugged) {
        plugged.forEach(Transport::close);
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
