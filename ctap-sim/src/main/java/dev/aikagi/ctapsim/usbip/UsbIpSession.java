package dev.aikagi.ctapsim.usbip;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.hid.ReportSink;
import dev.aikagi.ctapsim.socket.SocketWriter;
import dev.aikagi.ctapsim.usb.SetupPacket;
import dev.aikagi.ctapsim.usb.UsbDevice;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * One connection: it asks what there is, or takes one device and has it until it ends.
 *
 * <pre>
 *   0          2       4         8
 *   | version  | code  | status  |
 *   list (8005)     → 0005 | number of devices 4 | each: device 312, interfaces 4 each
 *   import (8003) | id 32 | → 0003 | device 312, if the status is 0
 * </pre>
 *
 * <p>Threads: whoever calls {@link #serve} reads and carries out; a {@link SocketWriter} writes.
 */
final class UsbIpSession {
    private static final int VERSION = 0x0111;
    private static final int REQUEST_LIST = 0x8005;
    private static final int REPLY_LIST = 0x0005;
    private static final int REQUEST_IMPORT = 0x8003;
    private static final int REPLY_IMPORT = 0x0003;
    private static final Bytes INTERFACE = Bytes.of((byte) 3, (byte) 0, (byte) 0, (byte) 0);

    private final Socket socket;
    private final List<ExportedDevice> devices;
    private final SocketWriter replies;
    private final PendingTransfers pending;

    private UsbIpSession(Socket socket, List<ExportedDevice> devices, SocketWriter replies) {
        this.socket = socket;
        this.devices = devices;
        this.replies = replies;
        this.pending = new PendingTransfers((seqnum, report) -> replies.add(UsbIpReply.brought(seqnum, report)));
    }

    /**
     * Serves a connection until it ends; its device is then free again.
     *
     * @throws IOException when the connection ends or breaks, or what comes is not USB/IP
     */
    static void serve(Socket socket, List<ExportedDevice> devices) throws IOException {
        try (SocketWriter replies = SocketWriter.start(socket, "aikagi-usbip-writer")) {
            UsbIpSession session = new UsbIpSession(socket, devices, replies);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                session.operate(in);
            }
        }
    }

    private void operate(DataInputStream in) throws IOException {
        int version = in.readUnsignedShort();
        int code = in.readUnsignedShort();
        in.readInt(); // status: a request has none
        if (version != VERSION) {
            throw new IOException("USB/IP version %04x, where this is 0111".formatted(version));
        }
        switch (code) {
            case REQUEST_LIST -> replies.add(list());
            case REQUEST_IMPORT -> give(in);
            default -> throw new IOException("USB/IP has no operation %04x".formatted(code));
        }
    }

    private byte[] list() {
        List<ExportedDevice> present =
                devices.stream().filter(ExportedDevice::plugged).toList();
        Bytes all = Bytes.concat(present.stream()
                .map(device -> Bytes.concat(device.describe(), INTERFACE))
                .toArray(Bytes[]::new));
        byte[] number = new byte[Integer.BYTES];
        ByteBuffer.wrap(number).putInt(present.size());
        return operation(REPLY_LIST, UsbIpStatus.OK, Bytes.concat(Bytes.of(number), all));
    }

    private void give(DataInputStream in) throws IOException {
        byte[] name = new byte[32];
        in.readFully(name);
        Optional<ExportedDevice> wanted =
                devices.stream().filter(device -> device.is(name)).findFirst();
        UsbIpStatus status = wanted.map(device -> device.take(socket)).orElse(UsbIpStatus.NO_DEVICE);
        if (wanted.isEmpty() || status != UsbIpStatus.OK) {
            replies.add(operation(REPLY_IMPORT, status, Bytes.EMPTY));
            return;
        }
        ExportedDevice device = wanted.get();
        try {
            replies.add(operation(REPLY_IMPORT, UsbIpStatus.OK, device.describe()));
            transfer(device.device(), in);
        } finally {
            device.release(socket);
        }
    }

    private static byte[] operation(int code, UsbIpStatus status, Bytes content) {
        return ByteBuffer.allocate(8 + content.size())
                .putShort((short) VERSION)
                .putShort((short) code)
                .putInt(status.code())
                .put(content.toArray())
                .array();
    }

    private void transfer(UsbDevice device, DataInputStream in) throws IOException {
        Endpoint endpoint = new Endpoint();
        device.attach(endpoint);
        try {
            while (true) {
                UsbIpRequest request = UsbIpRequest.read(in);
                if (request instanceof UsbIpRequest.Submit submit) {
                    submit(device, submit);
                } else if (request instanceof UsbIpRequest.Unlink unlink) {
                    replies.add(UsbIpReply.unlinked(unlink.seqnum(), pending.remove(unlink.unlinked())));
                }
            }
        } finally {
            device.detach(endpoint);
        }
    }

    private void submit(UsbDevice device, UsbIpRequest.Submit submit) {
        if (submit.endpoint() == 0) {
            control(device, submit);
        } else if (!submit.toHost()) {
            out(device, submit);
        } else if (submit.endpoint() == UsbDevice.ENDPOINT) {
            pending.add(submit.seqnum());
        } else {
            replies.add(UsbIpReply.stalled(submit.seqnum()));
        }
    }

    private void control(UsbDevice device, UsbIpRequest.Submit submit) {
        SetupPacket setup = SetupPacket.parse(submit.setup().toArray());
        replies.add(device.control(setup, submit.data())
                .map(answer -> setup.toHost()
                        ? UsbIpReply.brought(submit.seqnum(), answer)
                        : UsbIpReply.taken(submit.seqnum(), submit.length()))
                .orElseGet(() -> UsbIpReply.stalled(submit.seqnum())));
    }

    /** The transfer ends before the answer that it brings about, or the host would take one for the other's end. */
    private void out(UsbDevice device, UsbIpRequest.Submit submit) {
        if (submit.endpoint() != UsbDevice.ENDPOINT || submit.length() != HidDevice.REPORT_SIZE) {
            replies.add(UsbIpReply.stalled(submit.seqnum()));
            return;
        }
        replies.add(UsbIpReply.taken(submit.seqnum(), submit.length()));
        device.out(submit.endpoint(), submit.data());
    }

    /** Endpoint 81. */
    private final class Endpoint implements ReportSink {
        @Override
        public void accept(byte[] report) {
            pending.add(Bytes.of(report));
        }

        /** The device is gone: so is the connection, which is how USB/IP says so. */
        @Override
        public void closed() {
            replies.close();
        }
    }
}
