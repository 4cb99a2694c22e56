package dev.aikagi.harness.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aikagi.harness.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's kernel in QEMU, by software emulation, over the root of this machine: what is installed here is there. It has
 * uhid and USB, no network but what leads here, and carries out scripts; it ends with us, also if we are killed.
 */
final class Guest implements AutoCloseable {
    /** A browser there, which takes a minute more. */
    static final String BROWSER = "guest-browser";

    private static final String WHAT = "kernel";
    private static final List<String> PROGRAMS = List.of(
            "qemu-system-x86_64", "busybox", "socat", "usbip", "fido2-token", "ssh-keygen", "depmod", "modprobe", "xz");
    private static final List<String> SCRIPTS =
            List.of("prepare.sh", "init", "agent.sh", "bridge.sh", "guest-keys.sh", "clients.sh");
    private static final int BOOT_SECONDS = 400;
    private static final int PREPARE_SECONDS = 300;
    private static final int GRACE_SECONDS = 30;

    private final Path folder;
    private final Process qemu;
    private final SocketChannel agent;
    private final int forwarded;
    private final Map<Integer, CompletableFuture<Integer>> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final AtomicInteger last = new AtomicInteger();

    private Guest(Path folder, Process qemu, SocketChannel agent, int forwarded) {
        this.folder = folder;
        this.qemu = qemu;
        this.agent = agent;
        this.forwarded = forwarded;
    }

    /** How a script ended, and all that it said. */
    record Result(int exit, String output) {
        /** What it said, where it succeeded. */
        String ok() {
            assertEquals(0, exit, output);
            return output;
        }
    }

    /**
     * Boots, where {@code aikagi.required} names {@code kernel} or {@code guest-browser}; the test is skipped otherwise,
     * since it takes minutes, and fails where it cannot be.
     */
    static Guest boot() throws IOException, InterruptedException {
        if (!required(WHAT) && !required(BROWSER)) {
            Assumptions.abort("a kernel is booted only with -Daikagi.required=kernel: it takes minutes");
        }
        for (String program : PROGRAMS) {
            // Debian keeps some where a user's PATH does not lead.
            if (!Files.isExecutable(Path.of("/usr/sbin", program))) {
                Requires.program(WHAT, program);
            }
        }
        if (!Files.isExecutable(Path.of("/lib/systemd/systemd-udevd"))) {
            Requires.unavailable(WHAT, "the package udev is not installed");
        }
        Path folder = Files.createTempDirectory("aikagi-guest-");
        for (String script : SCRIPTS) {
            try (InputStream in = Guest.class.getResourceAsStream(script)) {
                Files.copy(in, folder.resolve(script));
            }
        }
        Path tree = prepare(folder);
        Path share = Files.createDirectory(folder.resolve("share"));
        for (String script : List.of("agent.sh", "guest-keys.sh", "clients.sh")) {
            Files.copy(folder.resolve(script), share.resolve(script));
        }
        Files.writeString(share.resolve("modules"), tree.resolve("kernel/lib/modules") + "\n");
        int forwarded = freePort();
        Process qemu = new ProcessBuilder(qemu(tree, folder, forwarded))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("qemu.log").toFile())
                .start();
        Guest guest = new Guest(folder, qemu, connect(folder.resolve("agent"), qemu), forwarded);
        try {
            guest.listen();
            guest.ready.get(BOOT_SECONDS, TimeUnit.SECONDS);
            return guest;
        } catch (ExecutionException | TimeoutException e) {
            String console = Files.readString(folder.resolve("console.log"));
            guest.close();
            throw new IOException("the guest does not boot: " + console, e);
        }
    }

    /** Whether a run has to have it. */
    static boolean required(String what) {
        return List.of(System.getProperty("aikagi.required", "").split(",", -1)).contains(what);
    }

    /** Where the server listens that the guest finds at 10.0.2.100, port 3240. */
    void bridgeTo(int port) throws IOException {
        Files.writeString(folder.resolve("port"), port + "\n");
    }

    /** Where the portal listens that the guest finds at 10.0.2.100, port 8080. */
    void portalAt(int port) throws IOException {
        Files.writeString(folder.resolve("portal"), port + "\n");
    }

    /** The port of this machine that leads to the guest's 10.0.2.15:9222. */
    int forwarded() {
        return forwarded;
    }

    /** Carries a script out, which may take so long. */
    Result run(int seconds, String script) throws IOException, InterruptedException {
        int number = last.incrementAndGet();
        Path share = folder.resolve("share");
        Files.writeString(share.resolve(number + ".sh"), "set -euo pipefail\n. /share/guest-keys.sh\n" + script);
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        running.put(number, exit);
        agent.write(ByteBuffer.wrap((number + " " + seconds + "\n").getBytes(StandardCharsets.US_ASCII)));
        try {
            int code = exit.get(seconds + GRACE_SECONDS, TimeUnit.SECONDS);
            return new Result(code, Files.readString(share.resolve(number + ".out")));
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the guest does not answer: " + script, e);
        }
    }

    @Override
    public void close() {
        try {
            agent.close();
            if (!qemu.waitFor(10, TimeUnit.SECONDS)) {
                qemu.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            qemu.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Path prepare(Path folder) throws IOException, InterruptedException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "aikagi", "kernel");
        Path said = folder.resolve("prepare.log");
        Process prepare = new ProcessBuilder(
                        "bash",
                        folder.resolve("prepare.sh").toString(),
                        cache.toString(),
                        folder.resolve("init").toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!prepare.waitFor(PREPARE_SECONDS, TimeUnit.SECONDS)) {
            prepare.descendants().forEach(ProcessHandle::destroyForcibly);
            prepare.destroyForcibly();
        }
        String output = Files.readString(said);
        if (prepare.waitFor() != 0) {
            Requires.unavailable(WHAT, "no kernel to boot: " + output);
        }
        String[] lines = output.strip().split("\n", -1);
        return Path.of(lines[lines.length - 1]);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static List<String> qemu(Path tree, Path folder, int forwarded) {
        List<String> words = new ArrayList<>(List.of("qemu-system-x86_64", "-accel", "tcg,thread=multi"));
        words.addAll(List.of("-M", "pc", "-cpu", "max", "-m", "1536M", "-smp", "2"));
        words.addAll(List.of("-nodefaults", "-display", "none", "-no-reboot"));
        words.addAll(List.of("-kernel", tree.resolve("vmlinux").toString()));
        words.addAll(List.of("-initrd", tree.resolve("initramfs").toString()));
        words.addAll(List.of("-append", "console=ttyS0 quiet panic=-1 mitigations=off random.trust_cpu=on"));
        words.addAll(List.of("-serial", "file:" + folder.resolve("console.log")));
        words.addAll(List.of(
                "-fsdev",
                "local,id=host,path=/,security_model=none,readonly=on,multidevs=remap",
                "-device",
                "virtio-9p-pci,fsdev=host,mount_tag=host"));
        words.addAll(List.of(
                "-fsdev",
                "local,id=share,path=" + folder.resolve("share") + ",security_model=none",
                "-device",
                "virtio-9p-pci,fsdev=share,mount_tag=share"));
        words.addAll(List.of("-device", "virtio-rng-pci", "-device", "virtio-serial-pci"));
        words.addAll(List.of(
                "-chardev",
                "socket,path=" + folder.resolve("agent") + ",server=on,wait=off,id=agent",
                "-device",
                "virtserialport,chardev=agent,name=agent"));
        // No network but one address, behind which stand key and portal under test; and the way to a browser in there.
        String bridge = "cmd:sh " + folder.resolve("bridge.sh") + " ";
        words.addAll(List.of(
                "-netdev",
                "user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:%d-10.0.2.15:9222".formatted(forwarded)
                        + ",guestfwd=tcp:10.0.2.100:3240-" + bridge + folder.resolve("port")
                        + ",guestfwd=tcp:10.0.2.100:8080-" + bridge + folder.resolve("portal"),
                "-device",
                "virtio-net-pci,netdev=net,romfile="));
        return words;
    }

    private static SocketChannel connect(Path socket, Process qemu) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
                return channel;
            } catch (IOException notYet) {
                channel.close();
                if (System.nanoTime() > end || !qemu.isAlive()) {
                    qemu.destroyForcibly();
                    throw new IOException("QEMU does not start, see qemu.log beside " + socket, notYet);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private void listen() {
        Thread reader = new Thread(this::read, "guest");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(Channels.newReader(agent, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (words.length == 2) {
                    CompletableFuture<Integer> exit = running.remove(Integer.valueOf(words[0]));
                    if (exit != null) {
                        exit.complete(Integer.valueOf(words[1]));
                    }
                } else if (line.equals("ready")) {
                    ready.complete(null);
                }
            }
            gone(new IOException("the guest is gone"));
        } catch (IOException e) {
            gone(e);
        }
    }

    private void gone(IOException why) {
        ready.completeExceptionally(why);
        running.values().forEach(exit -> exit.completeExceptionally(why));
    }
}
