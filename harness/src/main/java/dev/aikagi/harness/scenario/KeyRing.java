package dev.aikagi.harness.scenario;

import dev.aikagi.ctapsim.DeviceControl;
import dev.aikagi.ctapsim.hybrid.QrContents;
import dev.aikagi.ctapsim.trace.Frame;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.ctapsim.user.Behaviour;
import dev.aikagi.ctapsim.user.VirtualUser;
import dev.aikagi.harness.decode.Decoder;
import dev.aikagi.harness.decode.Kind;
import dev.aikagi.harness.device.SecurityKey;
import dev.aikagi.harness.otp.OathStore;
import dev.aikagi.harness.otp.OtpAuthException;
import dev.aikagi.harness.portal.Page;
import dev.aikagi.harness.scenario.Evidence.Block;
import dev.aikagi.harness.webauthn.AccountChooser;
import dev.aikagi.harness.webauthn.CeremonyResult;
import dev.aikagi.harness.webauthn.ClientProfile;
import dev.aikagi.harness.webauthn.WebAuthnClient;
import dev.aikagi.harness.webauthn.WebAuthnException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A walk's key, the client that uses it, and the frames between them. */
final class KeyRing implements AutoCloseable {
    private final SecurityKey key;
    private final KeySecrets secrets;
    private final FrameLog frames;
    private final EvidenceLog evidence;
    private @Nullable WebAuthnClient client;

    /**
     * Takes a key; closing the ring closes it.
     *
     * @param secrets of the key, which client and app type where they are asked for
     * @param frames where the key writes down what passes
     */
    KeyRing(SecurityKey key, KeySecrets secrets, FrameLog frames, EvidenceLog evidence) {
        this.key = key;
        this.secrets = secrets;
        this.frames = frames;
        this.evidence = evidence;
    }

    String name() {
        return key.name();
    }

    /**
     * Registers on a page, the user doing as told.
     *
     * @return RegistrationResponseJSON
     */
    String create(Page page, Optional<Behaviour> finger) throws WebAuthnException, IOException {
        return ceremony("create", page, finger, options -> client().create(options, page.uri()));
    }

    /**
     * Signs in on a page, the user doing as told.
     *
     * @return AuthenticationResponseJSON
     */
    String get(Page page, Optional<Behaviour> finger) throws WebAuthnException, IOException {
        return ceremony("get", page, finger, options -> client().get(options, page.uri()));
    }

    /**
     * Opens the key's one-time passwords, with the card's password where it has one. The caller closes it.
     *
     * @throws IOException also if the password is wrong or missing, which no portal can help
     */
    OathStore openOath(SecureRandom random) throws OtpAuthException, IOException {
        OathStore store = OathStore.open(key);
        try {
            if (store.locked()) {
                unlock(store, random);
            }
            return store;
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private void unlock(OathStore store, SecureRandom random) throws IOException {
        if (secrets.oathPassword().isEmpty()) {
            throw new IOException(evidence.words().of("card-locked", key.name()));
        }
        try {
            store.unlock(secrets.oathPassword().toCharArray(), random);
        } catch (OtpAuthException e) {
            throw new IOException(key.name() + ": " + e.getMessage(), e);
        }
    }

    /** Runs something that talks to the key, and keeps the frames as evidence. */
    <T, E extends Exception> T traced(String title, Action<T, E> action) throws E, IOException {
        int mark = frames.mark();
        Instant since = evidence.now();
        try {
            return action.run();
        } finally {
            List<Frame> passed = frames.since(mark);
            evidence.add(
                    Lane.KEY,
                    since,
                    evidence.words().of("frames-with", title, passed.size(), key.name()),
                    Block.plain("frames", passed.stream().map(Frame::line).collect(Collectors.joining("\n"))));
        }
    }

    @Override
    public void close() {
        key.close();
    }

    /**
     * The hand at the key.
     *
     * @throws IOException if it is not ours
     */
    DeviceControl hand() throws IOException {
        return key.hand().orElseThrow(() -> new IOException(evidence.words().of("user-not-ours", key.name())));
    }

    private String ceremony(String method, Page page, Optional<Behaviour> finger, Ceremony ceremony)
            throws WebAuthnException, IOException {
        if (finger.isEmpty()) {
            evidence.say(
                    Lane.USER, "finger." + key.user().map(VirtualUser::finger).orElse(Behaviour.APPROVE));
            return ceremony(method, page, ceremony);
        }
        VirtualUser user =
                key.user().orElseThrow(() -> new IOException(evidence.words().of("user-not-ours", key.name())));
        Behaviour touchBefore = user.touch();
        Behaviour fingerBefore = user.finger();
        user.touch(finger.get());
        user.finger(finger.get());
        evidence.say(Lane.USER, "finger." + finger.get());
        try {
            return ceremony(method, page, ceremony);
        } finally {
            user.touch(touchBefore);
            user.finger(fingerBefore);
        }
    }

    private String ceremony(String method, Page page, Ceremony ceremony) throws WebAuthnException, IOException {
        String options = page.place("webauthn-options");
        key.announce(method.equals("create") ? QrContents.MAKE_CREDENTIAL : QrContents.GET_ASSERTION);
        Instant since = evidence.now();
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

    /** Not before a ceremony: a card that only knows one-time passwords has no traits. */
    private WebAuthnClient client() throws IOException {
        if (client == null) {
            client = new WebAuthnClient(key, ClientProfile.of(key.traits()), AccountChooser.FIRST, secrets.pin());
        }
        return client;
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
