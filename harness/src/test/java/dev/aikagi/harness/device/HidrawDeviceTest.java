package dev.aikagi.harness.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.fido.ctap.Ctap2Session;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.uhid.RecordFile;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a file that behaves as hidraw does, with a key behind it. */
class HidrawDeviceTest {
    private final VirtualDevice key =
            VirtualDevice.builder(ProfileReader.bundled("touch-id")).build();
    private final HidrawFile file = new HidrawFile();
    private final HidrawDevice device = HidrawDevice.open(file);

    @AfterEach
    void close() {
        device.close();
        key.close();
    }

    @Test
    void yubikit_overHidraw_asksTheKeyWhatItIs() throws Exception {
        try (Ctap2Session session = new Ctap2Session(new VirtualFidoConnection(device))) {
            assertArrayEquals(
                    key.profile().aaguid().toArray(), session.getInfo().getAaguid());
        }
    }

    @Test
    void unplugged_endsWaitingAndTellsWhy() throws Exception {
        VirtualFidoConnection connection = new VirtualFidoConnection(device);

        file.unplug();

        IOException e = assertThrows(IOException.class, () -> connection.receive(new byte[64]));
        assertTrue(e.getMessage().contains("gone"), e.getMessage());
        assertThrows(IOException.class, () -> connection.send(new byte[64]));
    }

    @Test
    void unplugged_isSeenWhenSending() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        file.mute();
        device.listen(new dev.aikagi.ctapsim.hid.ReportSink() {
            @Override
            public void accept(byte[] report) {}

            @Override
            public void closed() {
                told.countDown();
            }
        });

        device.receive(new byte[64]);

        assertTrue(told.await(10, TimeUnit.SECONDS));
    }

    @Test
    void listening_toWhatIsGone_endsAtOnce() throws Exception {
        device.close();
        CountDownLatch told = new CountDownLatch(1);

        device.listen(new dev.aikagi.ctapsim.hid.ReportSink() {
            @Override
            public void accept(byte[] report) {}

            @Override
            public void closed() {
                told.countDown();
            }
        });

        assertEquals(0, told.getCount());
        assertTrue(file.closed);
    }

    @Test
    void report_ofWrongSize_isRefused_andNobodySwitchesItsPower() {
        assertThrows(IllegalArgumentException.class, () -> device.receive(new byte[65]));
        assertThrows(UnsupportedOperationException.class, device::powerUp);
    }

    /** Takes 65 bytes, the first 0, and gives 64. */
    private final class HidrawFile implements RecordFile {
        private final BlockingQueue<byte[]> reports = new LinkedBlockingQueue<>();
        private volatile boolean unplugged;
        private volatile boolean mute;
        private volatile boolean closed;

        private HidrawFile() {
            key.hid().listen(reports::add);
        }

        void unplug() {
            unplugged = true;
        }

        void mute() {
            mute = true;
        }

        @Override
        public int read(byte[] buffer, int millis) throws IOException {
            try {
                byte[] report = reports.poll(millis, TimeUnit.MILLISECONDS);
                if (unplugged) {
                    throw new IOException("unplugged on purpose");
                }
                if (report == null) {
                    return 0;
                }
                System.arraycopy(report, 0, buffer, 0, report.length);
                return report.length;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        @Override
        public void write(byte[] record) throws IOException {
            if (unplugged || mute) {
                throw new IOException("unplugged on purpose");
            }
            assertEquals(65, record.length);
            assertEquals(0, record[0]);
            key.hid().receive(Arrays.copyOfRange(record, 1, 65));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
