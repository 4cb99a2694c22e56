package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.Transport;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.harness.device.AttestationAuthority;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
    @Spec
    private CommandSpec spec;

    @Mixin
    private TransportOptions transports = new TransportOptions();

    @Mixin
    private UserOptions user = new UserOptions();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "The kind of key, one of those that 'aikagi list' shows (default: ${DEFAULT-VALUE}).",
            defaultValue = "security-key")
    private String profile = "security-key";

    @Option(names = "--trace", description = "Print every report and APDU; PINs and keys are withheld.")
    private boolean trace;

    @Override
    public Integer call() throws UsageException, IOException {
        if (transports.none()) {
            throw new UsageException("where is the key to be plugged in? Give --vpcd");
        }
        try (VirtualDevice device = device()) {
            Deque<Transport> plugged = transports.plug(device, this::say);
            Thread atExit = new Thread(() -> unplug(plugged), "aikagi-unplug");
            Runtime.getRuntime().addShutdownHook(atExit);
            try {
                say(device.profile().displayName() + "; Ctrl-C takes it out, and nothing of it is kept");
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

    private VirtualDevice device() throws UsageException {
        if (!ProfileReader.BUNDLED.contains(profile)) {
            throw new UsageException("--profile: there is no profile '" + profile + "', only "
                    + String.join(", ", ProfileReader.BUNDLED));
        }
        AuthenticatorProfile kind = ProfileReader.bundled(profile);
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        User who = user.open(kind, spec.commandLine().getOut());
        VirtualDevice.Builder builder =
                VirtualDevice.builder(kind).clock(clock).random(random).user(who.presence(), who.verification());
        if (kind.attestation() == AuthenticatorProfile.Attestation.BASIC) {
            builder.attestationKey(new AttestationAuthority(clock, random).batchKey(kind.aaguid()));
        }
        if (trace) {
            builder.frames(new FrameLog(clock, 1, frame -> say(frame.line())));
        }
        return builder.build();
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
