package dev.aikagi.harness.scenario;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.trace.Frame;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.harness.decode.Decoder;
import dev.aikagi.harness.decode.Kind;
import dev.aikagi.harness.device.SecurityKey;
import dev.aikagi.harness.device.SimulatedKey;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.scenario.Evidence.Block;
import dev.aikagi.harness.webauthn.AccountChooser;
import dev.aikagi.harness.webauthn.CeremonyResult;
import dev.aikagi.harness.webauthn.ClientProfile;
import dev.aikagi.harness.webauthn.WebAuthnClient;
import dev.aikagi.harness.webauthn.WebAuthnException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** A walk's key, the client that uses it, and the frames between them. */
final class KeyRing implements AutoCloseable {
    private final SimulatedKey key;
    private final VirtualUser user;
    private final FrameLog frames;
    private final WebAuthnClient client;
    private final EvidenceLog evidence;
    private final InstantSource wall;

    KeyRing(VirtualDevice.Builder builder, VirtualUser user, EvidenceLog evidence, InstantSource wall) {
        this.user = user;
        user.enroll(true);
        this.evidence = evidence;
        this.wall = wall;
        this.frames = new FrameLog(wall);
        VirtualDevice device = builder.user(user.presence(), user.verification())
                .frames(frames)
                .build();
        this.key = new SimulatedKey(device);
        this.client = new WebAuthnClient(key, ClientProfile.of(device.profile()), AccountChooser.FIRST);
    }

    String name() {
        return key.name();
    }

    /**
     * Registers on a page, the user doing as told.
     *
     * @return RegistrationResponseJSON
     */
    String create(Page page, Behaviour finger) throws WebAuthnException, IOException {
        return ceremony("create", page, finger, options -> client.create(options, page.uri()));
    }

    /**
     * Signs in on a page, the user doing as told.
     *
     * @return AuthenticationResponseJSON
     */
    String get(Page page, Behaviour finger) throws WebAuthnException, IOException {
        return ceremony("get", page, finger, options -> client.get(options, page.uri()));
    }

    SecurityKey key() {
        return key;
    }

    /** Runs something that talks to the key, and keeps the frames as evidence. */
    <T, E extends Exception> T traced(String title, Action<T, E> action) throws E, IOException {
        int mark = frames.mark();
        Instant since = wall.instant();
        try {
            return action.run();
        } finally {
            List<Frame> passed = frames.since(mark);
            evidence.add(
                    Lane.KEY,
                    since,
                    evidence.words().of("frames-with", title, passed.size(), key.name()),
                    Block.plain("frames", passed.stream().map(KeyRing::line).collect(Collectors.joining("\n"))));
        }
    }

    @Override
    public void close() {
        key.close();
    }

    private String ceremony(String method, Page page, Behaviour finger, Ceremony ceremony)
            throws WebAuthnException, IOException {
        String options = page.place("webauthn-options");
        user.finger(finger);
        user.touch(finger);
        evidence.say(Lane.USER, "finger." + finger.name());
        Instant since = wall.instant();
        try {
            CeremonyResult result = traced("navigator.credentials." + method, () -> ceremony.run(options));
            evidence.add(Lane.CLIENT, since, "navigator.credentials." + method, blocks(method, options, result));
            return result.json();
        } catch (WebAuthnException e) {
            evidence.add(
                    Lane.CLIENT,
                    since,
                    "navigator.credentials." + method + " → " + e.name(),
                    new Block("options", "application/json", options),
                    Block.plain("rejected", e.name() + ": " + e.getMessage()));
            throw e;
        }
    }

    private static Block[] blocks(String method, String options, CeremonyResult result) {
        boolean create = method.equals("create");
        Kind request = create ? Kind.CREATION_OPTIONS : Kind.REQUEST_OPTIONS;
        Kind response = create ? Kind.REGISTRATION_RESPONSE : Kind.AUTHENTICATION_RESPONSE;
        return new Block[] {
            new Block("options", "application/json", options),
            Block.plain("options-decoded", Decoder.text(request, utf8(options))),
            new Block("response", "application/json", result.json()),
            Block.plain("response-decoded", Decoder.text(response, utf8(result.json())))
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String line(Frame frame) {
        String arrow = frame.direction() == Frame.Direction.TO_KEY ? "→" : "←";
        return "%s %s %s  %s"
                .formatted(
                        frame.at(),
                        arrow,
                        frame.summary(),
                        frame.payload().map(Bytes::hex).orElse("‹" + frame.size() + " bytes withheld›"));
    }

    @FunctionalInterface
    private interface Ceremony {
        CeremonyResult run(String options) throws WebAuthnException, IOException;
    }

    /** Something that may fail in its own way. */
    @FunctionalInterface
    interface Action<T, E extends Exception> {
        T run() throws E, IOException;
    }
}
