package dev.aikagi.ctapsim.usbip;

import dev.aikagi.ctapsim.Transport;
import dev.aikagi.ctapsim.socket.SocketServer;
import dev.aikagi.ctapsim.usb.UsbDevice;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Exports devices for {@code usbip attach}. Each can be attached once; attaching, detaching and attaching again is one
 * connection after another.
 *
 * <p>Threads, all daemons: one accepts, two for each connection. Closing ends them and every connection: the clients'
 * kernels see their devices unplugged.
 */
public final class UsbIpServer implements AutoCloseable {
    /** As IANA has it. */
    public static final int DEFAULT_PORT = 3240;

    private final SocketServer server;
    private final List<ExportedDevice> devices;

    private UsbIpServer(SocketServer server, List<ExportedDevice> devices) {
        this.server = server;
        this.devices = devices;
    }

    /**
     * Begins to listen.
     *
     * @param address port 0 for a free one
     * @param devices in the order of their ports
     * @throws IOException if the address is taken or not this machine's
     */
    public static UsbIpServer open(InetSocketAddress address, List<UsbDevice> devices) throws IOException {
        List<ExportedDevice> exported = new ArrayList<>();
        for (UsbDevice device : devices) {
            exported.add(new ExportedDevice(device, exported.size() + 1));
        }
        List<ExportedDevice> all = List.copyOf(exported);
        return new UsbIpServer(
                SocketServer.open(address, "aikagi-usbip", client -> UsbIpSession.serve(client, all)), all);
    }

    public InetSocketAddress address() {
        return server.address();
    }

    /** What clients call the devices by, in their order: {@code 1-1} is the first. */
    public List<String> busIds() {
        return devices.stream().map(ExportedDevice::busId).toList();
    }

    /** Whether a client has the device attached; they are counted from 0. */
    public boolean attached(int device) {
        return devices.get(device).taken();
    }

    /** One device as it is plugged and unplugged, counted from 0; closing it unplugs it. */
    public Transport port(int device) {
        return new Port(devices.get(device));
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Port implements Transport {
        private final ExportedDevice device;

        private Port(ExportedDevice device) {
            this.device = device;
        }

        @Override
        public String where() {
            int port = address().getPort();
            String program = port == DEFAULT_PORT ? "usbip" : "usbip --tcp-port " + port;
            return program + " attach -r " + address().getAddress().getHostAddress() + " -b " + device.busId();
        }

        @Override
        public void unplug() {
            device.unplug();
        }

        @Override
        public void plug() {
            device.plug();
        }

        @Override
        public void close() {
            device.unplug();
        }
    }
}
