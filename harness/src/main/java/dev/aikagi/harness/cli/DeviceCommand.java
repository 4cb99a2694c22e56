package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.authenticator.keyfile.VaultReference;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.harness.control.ControlServer;
import dev.aikagi.harness.device.AttestationAuthority;
import dev.aikagi.harness.device.CryptoProvider;
import dev.aikagi.harness.device.KeyFiles;
import dev.aikagi.harness.pkcs11.Pkcs11Vault;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
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
    private static final int MOST_KEYS = 100;

    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();

    @Spec
    private CommandSpec spec;

    @Mixin
    private TransportOptions transports = new TransportOptions();

    @Mixin
    private UserOptions user = new UserOptions();

    @Mixin
    private ControlOptions control = new ControlOptions();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            split = ",",
            description =
                    "The kind of a new key, one of those that 'aikagi list' shows, or one for each of several keys;"
                            + " security-key unless told otherwise.")
    private List<String> profiles = List.of();

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "So many keys, each with a serial number and a memory of its own (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private int count = 1;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A key that 'aikagi key create' made: what happens to it is kept.")
    private @Nullable Path keyFile;

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Mixin
    private FaultOptions faults = new FaultOptions();

    @Option(names = "--trace", description = "Print every report and APDU; PINs and keys are withheld.")
    private boolean trace;

    @Mixin
    private CryptoOption crypto = new CryptoOption();

    @Override
    public Integer call() throws UsageException, IOException {
        requireSense();
        CryptoProvider arithmetic = crypto.install(CryptoProvider.AUTO);
        try {
            return keyFile == null ? plugInNew(arithmetic) : plugInKept(keyFile, arithmetic);
        } finally {
            CryptoProvider.JDK.install();
        }
    }

    private int plugInNew(CryptoProvider arithmetic) throws UsageException, IOException {
        say("keys are made and used by " + arithmetic);
        List<VirtualDevice.Builder> keys = new ArrayList<>();
        for (int key = 0; key < count; key++) {
            keys.add(newKey(profiles.isEmpty() ? PROFILE : profiles.get(key % profiles.size())));
        }
        return plugIn(keys, "and nothing of it is kept");
    }

    private int plugInKept(Path file, CryptoProvider arithmetic) throws UsageException, IOException {
        try (KeyFile kept = passphrase.files().open(file)) {
            Optional<VaultReference> vault = kept.identity().vault();
            say("keys are made and used by " + (vault.isPresent() ? Pkcs11Vault.token(vault.get()) : arithmetic));
            // Ctrl-C ends the process without coming back here.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(kept), "aikagi-keep"));
            return plugIn(List.of(KeyFiles.plug(kept, clock, random)), "and all that happens to it is kept in " + file);
        }
    }

    private void requireSense() throws UsageException {
        if (transports.none()) {
            throw new UsageException("where is the key to be plugged in? Give --vpcd, --uhid, --usbip, --udp or --tcp");
        }
        if (keyFile != null && !profiles.isEmpty()) {
            throw new UsageException("give --profile or --key-file: the file says what kind of key it is");
        }
        if (count < 1 || count > MOST_KEYS) {
            throw new UsageException("--count: keys are 1 to " + MOST_KEYS);
        }
        faults.requireKeys(count);
        if (count > 1 && (keyFile != null || user.atTerminal())) {
            throw new UsageException(
                    "--count is for new keys, and not for --touch ask: who is at the terminal, and what is"
                            + " in a file, is one");
        }
    }

    private int plugIn(List<VirtualDevice.Builder> builders, String keeping) throws UsageException, IOException {
        List<User> users = new ArrayList<>();
        List<VirtualDevice> keys = new ArrayList<>();
        for (VirtualDevice.Builder builder : builders) {
            User who = user.open(builder.profile(), spec.commandLine().getOut());
            users.add(who);
            keys.add(device(builder.faults(faults.faults(keys.size() + 1)), who));
        }
        try (PluggedKeys plugged = transports.plug(keys, this::say)) {
            AtExit stopped = AtExit.of("aikagi-unplug", plugged::close);
            try {
                Optional<ControlServer> moved = control.open(plugged.hands(users), this::say);
                say(names(keys) + "; Ctrl-C takes it out, " + keeping);
                await();
                moved.ifPresent(ControlServer::close);
            } finally {
                stopped.close();
            }
        }
        return ExitCode.PASSED;
    }

    private static String names(List<VirtualDevice> keys) {
        return keys.stream().map(key -> key.profile().displayName()).distinct().collect(Collectors.joining(", "));
    }

    /** Until interrupted. That is the end of it, not to be told on: an interrupted thread could put no key file away. */
    private static void await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException end) {
            return;
        }
    }

    private VirtualDevice.Builder newKey(String name) throws UsageException {
        if (!ProfileReader.BUNDLED.contains(name)) {
            throw new UsageException(
                    "--profile: there is no profile '" + name + "', only " + String.join(", ", ProfileReader.BUNDLED));
        }
        AuthenticatorProfile kind = ProfileReader.bundled(name);
        VirtualDevice.Builder builder = VirtualDevice.builder(kind);
        if (AttestationAuthority.neededBy(kind)) {
            builder.attestation(new AttestationAuthority(clock, random).format(kind));
        }
        return builder;
    }

    private VirtualDevice device(VirtualDevice.Builder builder, User who) {
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

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
