package dev.aikagi.harness.pcsc;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.fault.Fault;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.ctapsim.vpcd.VpcdTransport;
import dev.aikagi.harness.device.AttestationAuthority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A key in a virtual reader, in a process that stands where the reader's port is; told what to do on its input. */
public final class CardProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final InetSocketAddress reader;
    private final AttestationAuthority authority = new AttestationAuthority(InstantSource.system(), new SecureRandom());
    private String profile = "security-key";
    private VirtualUser user = new VirtualUser();
    private VirtualDevice device = device(true);
    private WatchedCard card = new WatchedCard(device.card());
    private VpcdTransport transport;

    private CardProgram(InetSocketAddress reader) {
        this.reader = reader;
        this.transport = VpcdTransport.open(reader, card.inserted());
    }

    /** One line in, one line out; it ends with its input. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        CardProgram program = new CardProgram(
                new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(program.obey(line.split(" ", -1)));
        }
        program.transport.close();
        program.device.close();
    }

    private String obey(String[] words) throws InterruptedException {
        switch (words[0]) {
            case "new" -> {
                profile = "security-key";
                renew(true);
            }
            case "kind" -> {
                profile = words[1];
                renew(true);
            }
            case "lie" -> renew(false);
            case "faults" ->
                device.faults()
                        .set(Arrays.stream(words).skip(1).map(Fault::parse).toList());
            case "out" -> transport.close();
            case "in" -> {
                transport.close();
                transport = VpcdTransport.open(reader, card.inserted());
            }
            case "silent" -> card.fallSilent();
            case "speak" -> card.speak();
            case "touch" -> user.touch(Behaviour.valueOf(words[1]));
            case "finger" -> user.finger(Behaviour.valueOf(words[1]));
            case "enrol" -> user.enroll(true);
            case "release" -> user.release();
            case "commands" -> {
                return card.commands().stream().map(Bytes::hex).collect(Collectors.joining(" "));
            }
            case "threads" -> {
                return Integer.toString(Thread.activeCount());
            }
            case "heap" -> {
                return Long.toString(heap());
            }
            case "inserted" -> {
                return Boolean.toString(transport.await(VpcdTransport.State.INSERTED, PATIENCE));
            }
            case "asked" -> {
                return Boolean.toString(user.awaitPrompts(Integer.parseInt(words[1]), PATIENCE));
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
        return "ok";
    }

    /** What is in use when nothing is left to be collected, in bytes. */
    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            runtime.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private void renew(boolean honest) {
        card.speak();
        transport.close();
        device.close();
        user = new VirtualUser();
        device = device(honest);
        card = new WatchedCard(device.card());
        transport = VpcdTransport.open(reader, card.inserted());
    }

    /** A dishonest key attests with the certificate of another model. */
    private VirtualDevice device(boolean honest) {
        var kind = ProfileReader.bundled(profile);
        Bytes model = honest ? kind.aaguid() : Bytes.of(new byte[16]);
        VirtualDevice.Builder builder = VirtualDevice.builder(kind)
                .user(user.presence(), user.verification())
                .attestationKey(authority.batchKey(model))
                .frames(new FrameLog(InstantSource.system()));
        return (honest ? builder.attestation(authority.format(kind)) : builder).build();
    }
}
