package dev.aikagi.ctapsim.usbip;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.ctapsim.usb.UsbDevice;
import dev.aikagi.ctapsim.usb.UsbIdentity;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A device at one port of a bus that is not there, and the one client that has it, if any. */
final class ExportedDevice {
    private static final Logger LOG = LoggerFactory.getLogger(ExportedDevice.class);
    private static final int SIZE = 312;
    private static final int BUS_ID_AT = 256;
    private static final int BUS_ID_SIZE = 32;
    private static final int NUMBERS_AT = 288;
    private static final int BUS = 1;
    private static final int FULL_SPEED = 2;

    private final UsbDevice device;
    private final int number;
    private boolean plugged = true;
    private @Nullable Closeable holder;

    /** {@code number}: its port's, from 1. */
    ExportedDevice(UsbDevice device, int number) {
        this.device = device;
        this.number = number;
    }

    /** What clients call it by. */
    String busId() {
        return BUS + "-" + number;
    }

    UsbDevice device() {
        return device;
    }

    synchronized boolean plugged() {
        return plugged;
    }

    synchronized boolean taken() {
        return holder != null;
    }

    /** Gives the device to a client, of which there can be one. */
    synchronized UsbIpStatus take(Closeable client) {
        if (!plugged) {
            return UsbIpStatus.NO_DEVICE;
        }
        if (holder != null) {
            return UsbIpStatus.BUSY;
        }
        holder = client;
        return UsbIpStatus.OK;
    }

    /** The client has gone. */
    synchronized void release(Closeable client) {
        if (holder == client) {
            holder = null;
        }
    }

    /** Whoever has the device loses it. */
    synchronized void unplug() {
        plugged = false;
        if (holder != null) {
            try {
                holder.close();
            } catch (IOException e) {
                LOG.debug("a client's socket does not close", e);
            }
        }
    }

    synchronized void plug() {
        plugged = true;
    }

    /**
     * As the list of devices and the answer to an import have it.
     *
     * <pre>
     *   0            256         288      292         296      300     302      304     306     309             312
     *   | path, 0 …  | id, 0 …   | bus 4  | device 4  | speed 4| vendor| product| 01.00 | class | config 1, of 1, ifs 1
     * </pre>
     */
    Bytes describe() {
        UsbIdentity identity = device.identity();
        byte[] path = ("/sys/devices/aikagi/usb" + BUS + "/" + busId()).getBytes(StandardCharsets.US_ASCII);
        byte[] busId = busId().getBytes(StandardCharsets.US_ASCII);
        return Bytes.of(ByteBuffer.allocate(SIZE)
                .put(path)
                .put(BUS_ID_AT, busId)
                .position(NUMBERS_AT)
                .putInt(BUS)
                .putInt(number)
                .putInt(FULL_SPEED)
                .putShort((short) identity.vendor())
                .putShort((short) identity.product())
                .putShort((short) 0x0100)
                .put(new byte[] {0, 0, 0, 1, 1, 1})
                .array());
    }

    /** Whether a client means this device. */
    boolean is(byte[] name) {
        byte[] busId = busId().getBytes(StandardCharsets.US_ASCII);
        return name.length == BUS_ID_SIZE
                && ByteBuffer.wrap(ByteBuffer.allocate(BUS_ID_SIZE).put(busId).array())
                        .equals(ByteBuffer.wrap(name));
    }
}
