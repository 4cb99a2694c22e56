package dev.aikagi.ctapsim.uhid;

import dev.aikagi.ctapsim.Transport;
import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.hid.ReportSink;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A HID of this machine's kernel, made through {@code /dev/uhid}. It vanishes with this process, however that ends.
 *
 * <p>Threads: one, a daemon, reads the kernel's events; reports to the host are written by who makes them. It ends with
 * the transport.
 */
public final class UhidTransport implements Transport {
    public static final Path DEFAULT_PATH = Path.of("/dev/uhid");

    private static final Logger LOG = LoggerFactory.getLogger(UhidTransport.class);
    private static final int GLANCE_MILLIS = 200;

    private final RecordFile file;
    private final HidDevice device;
    private final UhidIdentity identity;
    private final Sink sink = new Sink();
    private final AtomicBoolean plugged = new AtomicBoolean();
    private volatile boolean closed;

    private UhidTransport(RecordFile file, HidDevice device, UhidIdentity identity) {
        this.file = file;
        this.device = device;
        this.identity = identity;
    }

    /**
     * Plugs the device into this machine.
     *
     * @throws IOException that says what to do where uhid is missing or forbidden
     */
    public static UhidTransport open(Path path, HidDevice device, UhidIdentity identity) throws IOException {
        try {
            return open(CharacterDevice.open(path), device, identity);
        } catch (FileNotFoundException e) {
            throw new IOException(
                    "there is no " + path
                            + ": load it by 'sudo modprobe uhid', or use --usbip, which needs no uhid here",
                    e);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "no permission to use " + path + ": as root, write the line\n"
                            + "  KERNEL==\"uhid\", SUBSYSTEM==\"misc\", TAG+=\"uaccess\", OPTIONS+=\"static_node=uhid\"\n"
                            + "to /etc/udev/rules.d/70-aikagi-uhid.rules, then run\n"
                            + "  udevadm control --reload && udevadm trigger --sysname-match=uhid\n"
                            + "and you may use it while you are logged in at this machine",
                    e);
        }
    }

    /** As the other, on a file that behaves like {@code /dev/uhid}. */
    static UhidTransport open(RecordFile file, HidDevice device, UhidIdentity identity) throws IOException {
        UhidTransport transport = new UhidTransport(file, device, identity);
        try {
            transport.create();
        } catch (IOException e) {
            file.close();
            throw e;
        }
        device.listen(transport.sink);
        Thread thread = new Thread(transport::run, "aikagi-uhid");
        thread.setDaemon(true);
        thread.start();
        return transport;
    }

    @Override
    public String where() {
        return "HID '" + identity.name() + "' of this machine";
    }

    @Override
    public void unplug() {
        if (plugged.compareAndSet(true, false)) {
            write(UhidEvent.destroy());
        }
    }

    @Override
    public void plug() {
        try {
            create();
        } catch (IOException e) {
            LOG.error("the key cannot be plugged in again", e);
        }
    }

    @Override
    public void close() {
        unplug();
        closed = true;
        device.unlisten(sink);
        file.close();
    }

    private void create() throws IOException {
        if (plugged.compareAndSet(false, true)) {
            device.powerUp();
            file.write(UhidEvent.create(identity));
        }
    }

    private void run() {
        byte[] event = new byte[UhidEvent.SIZE];
        try {
            while (!closed) {
                if (file.read(event, GLANCE_MILLIS) > 0) {
                    take(UhidEvent.parse(event));
                }
            }
        } catch (IOException e) {
            if (!closed) {
                LOG.error("the kernel has lost the key", e);
            }
        }
    }

    /** A host that opens or closes the key is nothing to it, nor are start and stop, which say that plugging is done. */
    private void take(ByteBuffer event) {
        int type = event.getInt(0);
        if (type == UhidEvent.OUTPUT) {
            UhidEvent.output(event)
                    .ifPresentOrElse(
                            report -> device.receive(report.toArray()),
                            () -> LOG.warn("an output report that is not of 64 bytes is ignored"));
        } else {
            UhidEvent.refusal(event).ifPresent(this::write);
            LOG.debug("uhid event {}", type);
        }
    }

    private void write(byte[] event) {
        try {
            file.write(event);
        } catch (IOException e) {
            LOG.debug("the kernel does not take an event", e);
        }
    }

    private final class Sink implements ReportSink {
        @Override
        public void accept(byte[] report) {
            if (plugged.get()) {
                write(UhidEvent.input(report));
            }
        }

        /** The device is gone. */
        @Override
        public void closed() {
            unplug();
        }
    }
}
