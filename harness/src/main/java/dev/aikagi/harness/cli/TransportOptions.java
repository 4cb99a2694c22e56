package dev.aikagi.harness.cli;

import dev.aikagi.ctapsim.Transport;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.vpcd.VpcdTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where {@code aikagi device} plugs its key in: one option a kind of place, several at once if wanted. */
final class TransportOptions {
    @Option(
            names = "--vpcd",
            arity = "0..1",
            paramLabel = "HOST:PORT",
            fallbackValue = "127.0.0.1:" + VpcdTransport.DEFAULT_PORT,
            description = "In a virtual card reader of pcscd, vpcd's, which listens there (${FALLBACK-VALUE}).")
    private @Nullable String vpcd;

    boolean none() {
        return vpcd == null;
    }

    /**
     * Plugs the device in everywhere that was asked for.
     *
     * @param says told, in words for people, where the device is and what becomes of it
     * @return to be closed by the caller, the last one first
     * @throws UsageException if a place cannot be understood
     * @throws IOException if the device cannot be plugged in; then it is nowhere
     */
    Deque<Transport> plug(VirtualDevice device, Consumer<String> says) throws UsageException, IOException {
        Deque<Transport> plugged = new ArrayDeque<>();
        if (vpcd != null) {
            plugged.push(vpcd(HostPort.parse("--vpcd", vpcd), device, says));
        }
        return plugged;
    }

    private static Transport vpcd(InetSocketAddress reader, VirtualDevice device, Consumer<String> says) {
        String place = "vpcd at " + HostPort.text(reader) + ": ";
        says.accept(place + "looking for the reader");
        return VpcdTransport.open(reader, device.card(), state -> says.accept(place + told(state)));
    }

    private static String told(VpcdTransport.State state) {
        return switch (state) {
            case WAITING -> "the reader is gone; waiting for pcscd";
            case CONNECTED -> "somebody listens; not yet in the reader";
            case INSERTED -> "the card is in the reader";
            case OUT, CLOSED -> "the card is out";
        };
    }
}
