package dev.aikagi.harness.cli;

import dev.aikagi.ctapsim.Transport;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.socket.TcpTransport;
import dev.aikagi.ctapsim.socket.UdpTransport;
import dev.aikagi.ctapsim.uhid.UhidIdentity;
import dev.aikagi.ctapsim.uhid.UhidTransport;
import dev.aikagi.ctapsim.usb.UsbDevice;
import dev.aikagi.ctapsim.usb.UsbIdentity;
import dev.aikagi.ctapsim.usbip.UsbIpServer;
import dev.aikagi.ctapsim.vpcd.VpcdTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where {@code aikagi device} plugs its keys in: one option a kind of place, several at once if wanted. Of several keys
 * each has the next port, on USB/IP the next bus id.
 */
final class TransportOptions {
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5}):([0-9]{1,5})");
    private static final int LAST_PORT = 65_535;

    @Option(
            names = "--vpcd",
            arity = "0..1",
            paramLabel = "HOST:PORT",
            fallbackValue = "127.0.0.1:" + VpcdTransport.DEFAULT_PORT,
            description = "In a virtual card reader of pcscd, vpcd's, which listens there (${FALLBACK-VALUE}).")
    private @Nullable String vpcd;

    @Option(names = "--uhid", description = "On the HID bus of this machine, through Linux's /dev/uhid.")
    private boolean uhid;

    @Option(
            names = "--usbip",
            arity = "0..1",
            paramLabel = "HOST:PORT",
            fallbackValue = "127.0.0.1:" + UsbIpServer.DEFAULT_PORT,
            description =
                    "On USB, of whatever machine attaches it from here by USB/IP (${FALLBACK-VALUE}; port 0: a free"
                            + " one). Who reaches that address can use the key.")
    private @Nullable String usbip;

    @Option(
            names = "--udp",
            arity = "0..1",
            paramLabel = "PORT:ANSWERS",
            fallbackValue = UdpTransport.DEFAULT_PORT + ":" + UdpTransport.DEFAULT_HOST_PORT,
            description = "On the loopback address, a CTAPHID report a datagram, answered at the other port"
                    + " (${FALLBACK-VALUE}).")
    private @Nullable String udp;

    @Option(
            names = "--tcp",
            arity = "0..1",
            paramLabel = "PORT",
            fallbackValue = "" + TcpTransport.DEFAULT_PORT,
            description =
                    "On the loopback address, CTAPHID reports behind two bytes of length (${FALLBACK-VALUE}; 0: a free"
                            + " port).")
    private @Nullable Integer tcp;

    boolean none() {
        return vpcd == null && !uhid && usbip == null && udp == null && tcp == null;
    }

    /**
     * Plugs the keys in everywhere that was asked for.
     *
     * @param says told, in words for people, where the keys are and what becomes of them
     * @return to be closed by the caller, and the keys with it
     * @throws UsageException if a place cannot be understood
     * @throws IOException if a key cannot be plugged in; then all are nowhere
     */
    PluggedKeys plug(List<VirtualDevice> keys, Consumer<String> says) throws UsageException, IOException {
        List<List<Transport>> plugged = new ArrayList<>();
        Optional<UsbIpServer> server = Optional.empty();
        try {
            server = serve(keys);
            for (int key = 0; key < keys.size(); key++) {
                List<Transport> transports = new ArrayList<>();
                plugged.add(transports);
                if (server.isPresent()) {
                    transports.add(server.get().port(key));
                }
                plug(keys.get(key), key, transports, says);
            }
        } catch (IOException | UsageException e) {
            new PluggedKeys(keys, plugged, server).close();
            throw e;
        }
        return new PluggedKeys(keys, plugged, server);
    }

    private Optional<UsbIpServer> serve(List<VirtualDevice> keys) throws UsageException, IOException {
        if (usbip == null) {
            return Optional.empty();
        }
        List<UsbDevice> devices = new ArrayList<>();
        for (VirtualDevice key : keys) {
            UsbIdentity identity = UsbIdentity.test(key.profile().displayName(), serialNumber(devices.size()));
            devices.add(new UsbDevice(key.hid(), identity));
        }
        return Optional.of(UsbIpServer.open(resolved(HostPort.parse("--usbip", usbip)), devices));
    }

    private void plug(VirtualDevice device, int key, List<Transport> transports, Consumer<String> says)
            throws UsageException, IOException {
        if (uhid) {
            UsbIdentity usb = UsbIdentity.test(device.profile().displayName(), serialNumber(key));
            UhidIdentity identity =
                    new UhidIdentity(usb.productName(), usb.vendor(), usb.product(), usb.serialNumber());
            transports.add(UhidTransport.open(UhidTransport.DEFAULT_PATH, device.hid(), identity));
        }
        if (udp != null) {
            transports.add(udp(udp, device, key));
        }
        if (tcp != null) {
            transports.add(TcpTransport.open(loopback("--tcp", tcp, key), device.hid()));
        }
        transports.forEach(transport -> says.accept("key " + (key + 1) + ": " + transport.where()));
        if (vpcd != null) {
            InetSocketAddress reader = HostPort.parse("--vpcd", vpcd);
            int slot = reader.getPort() + key;
            transports.add(vpcd(InetSocketAddress.createUnresolved(reader.getHostString(), slot), device, says));
        }
    }

    private static Transport udp(String ports, VirtualDevice device, int key) throws UsageException, IOException {
        Matcher pair = PORTS.matcher(ports);
        if (!pair.matches()) {
            throw new UsageException("--udp " + ports + ": the ports are PORT:ANSWERS, as 8111:7112");
        }
        InetSocketAddress own = loopback("--udp", Integer.parseInt(pair.group(1)), key);
        InetSocketAddress hosts = loopback("--udp", Integer.parseInt(pair.group(2)), key);
        return UdpTransport.open(own, hosts, device.hid());
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

    /** The port of a key, or a free one for each where it is 0. */
    private static InetSocketAddress loopback(String option, int first, int key) throws UsageException {
        int port = first == 0 ? 0 : first + key;
        if (first < 0 || port > LAST_PORT) {
            throw new UsageException(option + ": there is no port " + port);
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Other for each key of a run, the same in the next run. */
    private static String serialNumber(int key) {
        return "%04d".formatted(key + 1);
    }

    private static InetSocketAddress resolved(InetSocketAddress address) throws IOException {
        InetSocketAddress found = new InetSocketAddress(address.getHostString(), address.getPort());
        if (found.isUnresolved()) {
            throw new IOException("--usbip: there is no host " + address.getHostString());
        }
        return found;
    }
}
