package dev.aikagi.harness.pcsc;

import dev.aikagi.harness.Requires;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A pcscd of our own with vpcd's two readers, in namespaces of its own: its socket stands in the folder it is given, and
 * nobody but the card processes beside it reaches its ports. It ends with us, also if we are killed.
 */
public final class Pcscd implements AutoCloseable {
    public static final String READER = "Virtual PCD 00 00";
    public static final String OTHER_READER = "Virtual PCD 00 01";

    static final String SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME";

    private static final String WHAT = "pcsc";
    private static final Path DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");

    /** sun_path less its end. */
    private static final int LONGEST_SOCKET = 107;

    /** The shell ends pcscd, and reaps it, when its own input ends; "restart" is all that it takes. */
    private static final String KEEPER = """
            ip link set lo up || exit 3
            mkdir -p /run/pcscd && mount --bind "$1" /run/pcscd || exit 3
            pcscd --foreground --info --config "$2" & pid=$!
            while read -r line; do
                kill $pid; wait $pid
                rm -f /run/pcscd/pcscd.comm
                pcscd --foreground --info --config "$2" & pid=$!
            done
            kill $pid; wait $pid
            """;

    private final Process process;
    private final Path folder;
    private final boolean asRoot;

    private Pcscd(Process process, Path folder, boolean asRoot) {
        this.process = process;
        this.folder = folder;
        this.asRoot = asRoot;
    }

    /**
     * Starts it; where that cannot be the test is skipped, or fails if {@code pcsc} is required.
     *
     * @param folder for its socket and its log; made if it is not there
     */
    public static Pcscd start(Path folder) throws IOException, InterruptedException {
        for (String program : List.of("pcscd", "unshare", "nsenter", "ip")) {
            // Debian keeps daemons where a user's PATH does not lead.
            if (!Files.isExecutable(Path.of("/usr/sbin", program))) {
                Requires.program(WHAT, program);
            }
        }
        if (!Files.exists(DRIVER)) {
            Requires.unavailable(WHAT, "the package vsmartcard-vpcd is not installed");
        }
        Path socket = folder.resolve("pcscd.comm");
        if (socket.toString().length() > LONGEST_SOCKET) {
            Requires.unavailable(WHAT, socket + " is too long for a socket");
        }
        boolean asRoot = works(unshare(true));
        if (!asRoot && !works(unshare(false))) {
            Requires.unavailable(WHAT, "unshare makes no namespaces here");
        }
        Files.createDirectories(folder);
        Files.deleteIfExists(socket);
        Files.deleteIfExists(folder.resolve("pcscd.pid"));
        Path config = Files.createDirectories(folder.resolve("reader.conf.d"));
        Files.writeString(config.resolve("vpcd"), """
                FRIENDLYNAME "Virtual PCD"
                DEVICENAME /dev/null:0x8C7B
                LIBPATH %s
                CHANNELID 0x8C7B
                """.formatted(DRIVER));
        List<String> words = new ArrayList<>(unshare(asRoot));
        words.addAll(List.of("bash", "-c", KEEPER, "keeper", folder.toString(), config.toString()));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pcscd.log").toFile())
                .start();
        Pcscd pcscd = new Pcscd(process, folder, asRoot);
        try {
            pcscd.awaitSocket();
            return pcscd;
        } catch (IOException | InterruptedException e) {
            pcscd.close();
            throw e;
        }
    }

    /** What clients have to have in their environment. */
    public Map<String, String> environment() {
        return Map.of(SOCKET_VARIABLE, folder.resolve("pcscd.comm").toString());
    }

    /** The beginning of a command line for a process that reaches the readers' ports. */
    List<String> beside() {
        String pid = Long.toString(process.pid());
        return asRoot
                ? List.of("nsenter", "--target", pid, "--net")
                : List.of("nsenter", "--target", pid, "--user", "--preserve-credentials", "--net");
    }

    /** Runs a program that finds this pcscd, to its end. */
    public Command run(String... words) throws IOException, InterruptedException {
        return Command.run(environment(), List.of(words));
    }

    void restart() throws IOException, InterruptedException {
        String before = pid();
        OutputStream input = process.getOutputStream();
        input.write("restart\n".getBytes(StandardCharsets.US_ASCII));
        input.flush();
        Patience.until("another pcscd", () -> !pid().isEmpty() && !pid().equals(before));
        awaitSocket();
    }

    private String pid() throws IOException {
        try {
            return Files.readString(folder.resolve("pcscd.pid")).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            Files.deleteIfExists(folder.resolve("pcscd.comm"));
        } catch (IOException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitSocket() throws IOException, InterruptedException {
        Patience.until("pcscd's socket", () -> {
            if (!process.isAlive() && process.exitValue() == 3) {
                Requires.unavailable(WHAT, "no namespace for pcscd: " + Files.readString(folder.resolve("pcscd.log")));
            }
            if (!process.isAlive()) {
                throw new IOException("pcscd ended: " + Files.readString(folder.resolve("pcscd.log")));
            }
            return Files.exists(folder.resolve("pcscd.comm"));
        });
    }

    private static List<String> unshare(boolean asRoot) {
        return asRoot
                ? List.of("unshare", "--net", "--mount")
                : List.of("unshare", "--user", "--map-root-user", "--net", "--mount");
    }

    private static boolean works(List<String> unshare) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(unshare);
        words.add("true");
        return Command.run(Map.of(), words).exit() == 0;
    }
}
