package dev.aikagi.harness.device;

import com.yubico.yubikit.core.fido.FidoConnection;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import dev.aikagi.ctapsim.hid.CtapHidDevice;
import dev.aikagi.ctapsim.hid.DeviceVersion;
import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.hybrid.Eid;
import dev.aikagi.ctapsim.hybrid.HybridClient;
import dev.aikagi.ctapsim.hybrid.HybridPhone;
import dev.aikagi.ctapsim.hybrid.QrContents;
import dev.aikagi.ctapsim.hybrid.Surroundings;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.ctapsim.trace.LoggingHidDevice;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A phone whose passkeys are used from this device, over the hybrid transport. Each connection shows a QR code of its own,
 * which the phone scans; closing the key switches the phone off.
 */
public final class HybridKey implements SecurityKey {
    private static final DeviceVersion VERSION = new DeviceVersion(0, 1, 0);
    private static final long GOODBYE_SECONDS = 5;

    private final SimulatedKey phone;
    private final Meeting meeting;
    private final ExecutorService pocket = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hybrid-phone");
        thread.setDaemon(true);
        return thread;
    });
    private volatile String hint = QrContents.GET_ASSERTION;

    /** What stands between a screen and the phone in front of it. */
    public interface Scene extends AutoCloseable {
        /**
         * The phone's camera is held to the screen.
         *
         * @param shown the text of the QR code on the screen
         * @return what the camera read
         * @throws IOException if it reads nothing
         */
        String scan(String shown) throws IOException;

        /** The two have found each other: the identifier that the phone advertised, and the tunnel that both came to. */
        void met(Eid eid, URI tunnel);

        @Override
        void close();
    }

    /**
     * How and where device and phone come together.
     *
     * @param clientRandom the device's chance
     * @param phoneRandom the phone's, used on another thread
     * @param frames what the client's CTAPHID reports are written down in, before they go through the tunnel
     */
    public record Meeting(
            Surroundings surroundings,
            Scene scene,
            InstantSource clock,
            SecureRandom clientRandom,
            SecureRandom phoneRandom,
            FrameLog frames) {}

    public HybridKey(SimulatedKey phone, Meeting meeting) {
        this.phone = phone;
        this.meeting = meeting;
    }

    @Override
    public String name() {
        return phone.name();
    }

    /** A phone's passkeys can be used at itself, too. */
    @Override
    public KeyTraits traits() {
        return new KeyTraits(false, List.of("hybrid", "internal"));
    }

    @Override
    public Optional<VirtualUser> user() {
        return phone.user();
    }

    /** The QR codes to come say it, so that the phone can guide its user. */
    @Override
    public void announce(String operation) {
        hint = operation;
    }

    @Override
    public FidoConnection openFido() throws IOException {
        var invitation = new HybridClient.Invitation(hint, meeting.clock(), meeting.clientRandom());
        String scanned = meeting.scene().scan(invitation.text());
        Future<?> phoneSide = pocket.submit(() -> {
            new HybridPhone(phone.device().engine(), meeting.surroundings(), meeting.phoneRandom()).scan(scanned);
            return null;
        });
        HybridClient client = await(invitation, phoneSide);
        meeting.scene().met(client.eid(), client.tunnel());
        HidDevice hid = new LoggingHidDevice(new CtapHidDevice(client, VERSION), meeting.frames());
        return new Connection(client, hid, phoneSide);
    }

    private HybridClient await(HybridClient.Invitation invitation, Future<?> phoneSide) throws IOException {
        try {
            return invitation.await(meeting.surroundings(), meeting.clientRandom());
        } catch (IOException e) {
            throw whyThePhoneGaveUp(phoneSide).orElse(e);
        }
    }

    /** The phone knows why it did not come; the device has only waited in vain. */
    private static Optional<IOException> whyThePhoneGaveUp(Future<?> phoneSide) {
        if (!phoneSide.isDone()) {
            phoneSide.cancel(true);
            return Optional.empty();
        }
        try {
            phoneSide.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(new IOException("the phone gave up: " + said(e), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String said(ExecutionException e) {
        Throwable cause = e.getCause();
        return cause == null ? "it does not say why" : String.valueOf(cause.getMessage());
    }

    /**
     * Always fails.
     *
     * @throws IOException since a phone has no smart card here
     */
    @Override
    public SmartCardConnection openSmartCard() throws IOException {
        throw new IOException("a phone over the hybrid transport has no smart card");
    }

    @Override
    public void close() {
        pocket.shutdownNow();
        phone.close();
        meeting.scene().close();
    }

    /** yubikit speaks CTAPHID only: a HID of this process takes its reports, and hands whole messages to the tunnel. */
    private static final class Connection implements FidoConnection {
        private final HybridClient client;
        private final HidDevice hid;
        private final Future<?> phoneSide;
        private final VirtualFidoConnection reports;

        Connection(HybridClient client, HidDevice hid, Future<?> phoneSide) {
            this.client = client;
            this.hid = hid;
            this.phoneSide = phoneSide;
            this.reports = new VirtualFidoConnection(hid);
        }

        @Override
        public void send(byte[] packet) throws IOException {
            reports.send(packet);
        }

        @Override
        public void receive(byte[] packet) throws IOException {
            reports.receive(packet);
        }

        /** Ends the transaction, and waits until the phone has put it away. */
        @Override
        public void close() throws IOException {
            reports.close();
            client.close();
            hid.close();
            try {
                phoneSide.get(GOODBYE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new IOException("the phone ended with an error: " + said(e), e);
            } catch (TimeoutException e) {
                phoneSide.cancel(true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
