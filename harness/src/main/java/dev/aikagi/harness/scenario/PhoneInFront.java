package dev.aikagi.harness.scenario;

import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.ctapsim.hybrid.Eid;
import dev.aikagi.ctapsim.hybrid.Surroundings;
import dev.aikagi.ctapsim.hybrid.TunnelDomain;
import dev.aikagi.ctapsim.hybrid.TunnelService;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.harness.device.HybridKey;
import dev.aikagi.harness.device.SimulatedKey;
import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.otp.QrImage;
import dev.aikagi.harness.scenario.Evidence.Block;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;

/** A phone held in front of the screen: it scans QR codes off a picture, and meets the device in a tunnel service of ours. */
final class PhoneInFront implements HybridKey.Scene {
    /** How long device and phone wait for each other; people get minutes. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TunnelService service;
    private final EvidenceLog evidence;

    private PhoneInFront(TunnelService service, EvidenceLog evidence) {
        this.service = service;
        this.evidence = evidence;
    }

    /**
     * Starts the tunnel service.
     *
     * @param seed what both ends take their chance from
     * @throws IOException if no port can be had
     */
    static PhoneInFront start(long seed, EvidenceLog evidence) throws IOException {
        return new PhoneInFront(TunnelService.start(chance(seed, "tunnel")), evidence);
    }

    HybridKey with(SimulatedKey phone, long seed, InstantSource clock, FrameLog frames) {
        return new HybridKey(
                phone,
                new HybridKey.Meeting(
                        Surroundings.around(service, PATIENCE),
                        this,
                        clock,
                        chance(seed, "client"),
                        chance(seed, "phone"),
                        frames));
    }

    @Override
    public String scan(String shown) throws IOException {
        BufferedImage screen = QrImage.draw(shown);
        evidence.add(
                Lane.CLIENT,
                evidence.words().of("hybrid-qr"),
                new Block("qr", "image/png", Base64.getEncoder().encodeToString(QrImage.encodePng(screen))));
        try {
            String read = QrImage.read(screen);
            evidence.say(Lane.USER, "hybrid-scans");
            return read;
        } catch (OtpAuthException e) {
            throw new IOException("the phone cannot read the QR code: " + e.getMessage(), e);
        }
    }

    @Override
    public void met(Eid eid, URI tunnel) {
        evidence.add(
                Lane.KEY,
                evidence.words()
                        .of("hybrid-met", TunnelDomain.host(eid.domain()).orElse("?"), tunnel.getAuthority()),
                Block.plain(
                        "advertisement",
                        "nonce " + eid.nonce() + "\nrouting id " + eid.routingId() + "\ndomain " + eid.domain()));
    }

    @Override
    public void close() {
        service.close();
    }

    private static SeededRandom chance(long seed, String end) {
        return new SeededRandom(seed ^ Persona.hash("hybrid/" + end));
    }
}
