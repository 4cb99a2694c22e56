package dev.aikagi.ctapsim;

import dev.aikagi.authenticator.Authenticator;
import dev.aikagi.authenticator.apdu.AppletCard;
import dev.aikagi.authenticator.apdu.SmartCard;
import dev.aikagi.authenticator.attestation.AttestationFormat;
import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.attestation.EnterpriseAttestation;
import dev.aikagi.authenticator.attestation.FidoU2fAttestation;
import dev.aikagi.authenticator.attestation.NoneAttestation;
import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Environment;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.authenticator.fido.FidoApplet;
import dev.aikagi.authenticator.keyfile.KeyMemory;
import dev.aikagi.authenticator.keyfile.Snapshot;
import dev.aikagi.authenticator.message.AuthenticatorDataFilter;
import dev.aikagi.authenticator.oath.OathApplet;
import dev.aikagi.ctapsim.card.CardEngine;
import dev.aikagi.ctapsim.card.ManagementApplet;
import dev.aikagi.ctapsim.card.VirtualCard;
import dev.aikagi.ctapsim.fault.Faults;
import dev.aikagi.ctapsim.hid.CtapEngine;
import dev.aikagi.ctapsim.hid.CtapHidDevice;
import dev.aikagi.ctapsim.hid.DeviceVersion;
import dev.aikagi.ctapsim.hid.HidDevice;
import dev.aikagi.ctapsim.hid.HidTiming;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.ctapsim.trace.LoggingHidDevice;
import dev.aikagi.ctapsim.trace.LoggingSmartCard;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A whole key: one engine behind HID, one card with its applets, one user. Closing it pulls it out. */
public final class VirtualDevice implements AutoCloseable {
    private static final DeviceVersion VERSION = new DeviceVersion(0, 1, 0);

    private final AuthenticatorProfile profile;
    private final KeyMemory memory;
    private final SharedEngine engine;
    private final Faults faults;
    private final CtapEngine answering;
    private final HidDevice hid;
    private final CardEngine cardEngine;
    private final VirtualCard card;

    private VirtualDevice(Builder builder) {
        profile = builder.profile;
        memory = builder.memory;
        engine = new SharedEngine(new Authenticator(profile, builder.environment()), profile);
        faults = builder.faults;
        answering = faults.around(engine);
        HidDevice bare = faults.around(new CtapHidDevice(answering, VERSION, builder.timing, () -> {}));
        cardEngine = new CardEngine(answering);
        SmartCard applets = new AppletCard(List.of(
                faults.around(new OathApplet(builder.random, builder.presence, memory.oath())),
                new FidoApplet(cardEngine::begin, engine.u2f() ? Optional.of(cardEngine::beginMsg) : Optional.empty()),
                new ManagementApplet(profile)));
        FrameLog log = builder.frames;
        hid = log == null ? bare : new LoggingHidDevice(bare, log);
        card = new VirtualCard(log == null ? applets : new LoggingSmartCard(applets, log), engine::poweredUp);
    }

    /** Begins a key of that kind. Unless told otherwise it takes system time and chance, and a user who agrees. */
    public static Builder builder(AuthenticatorProfile profile) {
        return new Builder(profile);
    }

    public AuthenticatorProfile profile() {
        return profile;
    }

    /** What thinks in the key, for transports that carry whole CTAP2 messages. */
    public CtapEngine engine() {
        return answering;
    }

    /** What the key does wrong; it can be changed. */
    public Faults faults() {
        return faults;
    }

    public HidDevice hid() {
        return hid;
    }

    public VirtualCard card() {
        return card;
    }

    /** All that the key keeps, at this moment: {@link Builder#memory} makes a clone of it. */
    public Snapshot snapshot() {
        return memory.snapshot();
    }

    /**
     * As if unplugged and plugged in again: what is kept stays, tokens and selections are gone, and the ten seconds in
     * which the key can be reset begin. What runs over HID is cancelled; a request that is being answered is waited for.
     * No transport sees it.
     */
    public void powerCycle() {
        hid.powerUp();
        engine.powerCycle();
        card.powerOn();
    }

    @Override
    public void close() {
        hid.close();
        cardEngine.close();
    }

    /** What a key is made of. */
    public static final class Builder {
        private final AuthenticatorProfile profile;
        private InstantSource clock = InstantSource.system();
        private SecureRandom random = new SecureRandom();
        private UserPresence presence = UserPresence.ALWAYS;
        private UserVerification verification = UserVerification.ALWAYS;
        private AuthenticatorDataFilter filter = AuthenticatorDataFilter.IDENTITY;
        private Faults faults = Faults.none();
        private HidTiming timing = HidTiming.DEFAULT;
        private KeyMemory memory = KeyMemory.fresh();
        private @Nullable AttestationKey attestationKey;
        private @Nullable AttestationFormat attestation;
        private @Nullable EnterpriseAttestation enterprise;
        private @Nullable FrameLog frames;

        private Builder(AuthenticatorProfile profile) {
            this.profile = profile;
        }

        public AuthenticatorProfile profile() {
            return profile;
        }

        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        public Builder random(SecureRandom source) {
            random = source;
            return this;
        }

        public Builder user(UserPresence touch, UserVerification finger) {
            presence = touch;
            verification = finger;
            return this;
        }

        /** Where all is kept that outlasts power, for this key alone; unless told otherwise it lasts as long as the key. */
        public Builder memory(KeyMemory kept) {
            memory = kept;
            return this;
        }

        /** Needed by profiles whose attestation is basic. */
        public Builder attestationKey(AttestationKey key) {
            attestationKey = key;
            return this;
        }

        /** Vouches for credentials whatever the profile says; needed by profiles that vouch as a platform does. */
        public Builder attestation(AttestationFormat format) {
            attestation = format;
            return this;
        }

        /** Offers enterprise attestation, which authenticatorConfig has to enable. */
        public Builder enterprise(EnterpriseAttestation attestation) {
            enterprise = attestation;
            return this;
        }

        /** What this key alone does wrong; nothing unless told otherwise. */
        public Builder faults(Faults wrong) {
            faults = wrong;
            return this;
        }

        /** How patient it is with a host over HID. */
        public Builder timing(HidTiming patience) {
            timing = patience;
            return this;
        }

        /** Every report and APDU is written down there. */
        public Builder frames(FrameLog log) {
            frames = log;
            return this;
        }

        public Builder filter(AuthenticatorDataFilter seam) {
            filter = seam;
            return this;
        }

        /**
         * Plugs the key in.
         *
         * @throws IllegalStateException if the profile attests with something that was not given
         */
        public VirtualDevice build() {
            return new VirtualDevice(this);
        }

        private Environment environment() {
            return new Environment(
                    clock,
                    random,
                    presence,
                    verification,
                    memory.credentials(),
                    memory.state(),
                    attestation(),
                    Optional.ofNullable(enterprise),
                    faults.around(filter));
        }

        private AttestationFormat attestation() {
            if (attestation != null) {
                return attestation;
            }
            return switch (profile.attestation()) {
                case NONE -> new NoneAttestation();
                case SELF -> PackedAttestation.self();
                case BASIC -> PackedAttestation.basic(needed(attestationKey, "a batch key"));
                case FIDO_U2F -> new FidoU2fAttestation(needed(attestationKey, "a batch key"));
                case TPM, ANDROID_KEY, APPLE -> needed(attestation, "a format of its platform's");
            };
        }

        private <T> T needed(@Nullable T given, String what) {
            return Optional.ofNullable(given)
                    .orElseThrow(() -> new IllegalStateException(
                            "profile " + profile.name() + " attests with " + what + ", and none was given"));
        }
    }
}
