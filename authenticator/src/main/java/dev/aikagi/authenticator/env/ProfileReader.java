package dev.aikagi.authenticator.env;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.env.AuthenticatorProfile.Attestation;
import dev.aikagi.authenticator.pin.PinPolicy;
import dev.aikagi.authenticator.state.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a profile from lines of name=value. Some properties are needed, some have defaults, no others are allowed. */
public final class ProfileReader {
    private static final Set<String> NEEDED = Set.of(
            "display-name",
            "aaguid",
            "platform",
            "transports",
            "algorithms",
            "backup-eligible",
            "backed-up",
            "counting",
            "attestation",
            "capacity");

    private static final Set<String> OPTIONAL = Set.of(
            "features",
            "versions",
            "firmware-version",
            "sensor",
            "max-msg-size",
            "max-credentials-in-list",
            "max-credential-id-length",
            "max-large-blobs",
            "max-min-pin-length-readers",
            "max-fingers",
            "min-pin-length",
            "complex-pins",
            "pin-policy-url",
            "always-uv",
            "long-touch-for-reset",
            "transports-for-reset");

    /** CTAP 2.3 §6.4: there is no FIDO_2_2. */
    private static final List<String> VERSIONS = List.of("U2F_V2", "FIDO_2_0", "FIDO_2_1_PRE", "FIDO_2_1", "FIDO_2_3");

    private static final List<String> TRANSPORTS = List.of("usb", "nfc", "ble", "smart-card", "hybrid", "internal");

    /** The names that {@link #bundled} knows. */
    public static final List<String> BUNDLED = List.of(
            "fips",
            "google-password-manager",
            "icloud-keychain",
            "minimal-ctap20",
            "security-key",
            "touch-id",
            "u2f-only",
            "windows-hello",
            "yubikey-5");

    private final String name;
    private final PropertyLines lines;

    private ProfileReader(String name, PropertyLines lines) {
        this.name = name;
        this.lines = lines;
    }

    /**
     * A profile that comes with the key.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public static AuthenticatorProfile bundled(String name) {
        if (!BUNDLED.contains(name)) {
            throw new IllegalArgumentException("there is no profile " + name + ", only " + String.join(", ", BUNDLED));
        }
        try (InputStream resource = ProfileReader.class.getResourceAsStream(name + ".properties")) {
            InputStream found = Optional.ofNullable(resource)
                    .orElseThrow(() -> new IllegalStateException("the jar lacks " + name + ".properties"));
            return read(name, new InputStreamReader(found, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a profile.
     *
     * @param name what the profile is called, in messages, too
     * @throws IllegalArgumentException if a property is missing, unknown or cannot be read; the message says which, in
     *     which line, and what could stand there
     */
    public static AuthenticatorProfile read(String name, Reader text) throws IOException {
        PropertyLines lines = PropertyLines.read(name, text);
        lines.requireKnown(Stream.concat(NEEDED.stream(), OPTIONAL.stream()).toList());
        NEEDED.stream().sorted().forEach(lines::text);
        return new ProfileReader(name, lines).profile();
    }

    private AuthenticatorProfile profile() {
        Set<Feature> features = features();
        return new AuthenticatorProfile(
                name,
                lines.text("display-name"),
                aaguid(),
                versions(features),
                number("firmware-version", 1, Integer.MAX_VALUE, 1),
                flag("platform"),
                known("transports", TRANSPORTS),
                chosen("algorithms", CoseAlgorithm.values()),
                sensor(),
                flag("backup-eligible"),
                backedUp(),
                flag("counting"),
                one("attestation", Attestation.values()),
                number("capacity", 0, 999_999, 0),
                limits(),
                features,
                factory());
    }

    private Bytes aaguid() {
        String digits = lines.text("aaguid").replace("-", "");
        if (!digits.matches("[0-9a-fA-F]{32}")) {
            throw lines.wrong("aaguid", "a UUID: it has 16 bytes, or 32 hexadecimal digits");
        }
        return Bytes.fromHex(digits);
    }

    private boolean backedUp() {
        boolean backedUp = flag("backed-up");
        if (backedUp && !flag("backup-eligible")) {
            throw lines.about(
                    "backed-up",
                    "what is backed up is backup eligible (WebAuthn L3 §6.1.3): set backup-eligible=true, too");
        }
        return backedUp;
    }

    /** Without the property: CTAP 2.1 where the profile has what that makes mandatory, else CTAP 2.0. */
    private List<String> versions(Set<Feature> features) {
        boolean full = features.containsAll(AuthenticatorProfile.MANDATORY);
        if (lines.optional("versions").isEmpty()) {
            return full ? List.of("FIDO_2_0", "FIDO_2_1_PRE", "FIDO_2_1") : List.of("FIDO_2_0");
        }
        List<String> versions = known("versions", VERSIONS);
        if (versions.contains(AuthenticatorProfile.U2F) != features.contains(Feature.U2F)) {
            throw lines.about("versions", "U2F_V2 and the feature u2f go together: write both, or neither");
        }
        if (!full && versions.stream().anyMatch(version -> version.matches("FIDO_2_[1-9].*"))) {
            throw lines.about(
                    "versions",
                    "versions after FIDO_2_0 take the features client-pin, credential-management, cred-protect and"
                            + " hmac-secret (CTAP 2.1 §9): add them, or leave the versions out");
        }
        return versions.stream()
                .filter(version -> !version.equals(AuthenticatorProfile.U2F))
                .toList();
    }

    private Optional<UserVerificationMethod> sensor() {
        return switch (lines.optional("sensor").orElse("none")) {
            case "none" -> Optional.empty();
            case "fingerprint" -> Optional.of(UserVerificationMethod.FINGERPRINT_INTERNAL);
            case "face" -> Optional.of(UserVerificationMethod.FACEPRINT_INTERNAL);
            default -> throw lines.wrong("sensor", "none, fingerprint or face");
        };
    }

    private Set<Feature> features() {
        Set<Feature> features =
                lines.optional("features").isEmpty() ? Set.of() : Set.copyOf(chosen("features", Feature.values()));
        if (features.contains(Feature.LARGE_BLOBS) && features.contains(Feature.LARGE_BLOB_EXTENSION)) {
            throw lines.about(
                    "features",
                    "large-blobs and large-blob-extension exclude each other (CTAP 2.3 §12.4): leave one of them out");
        }
        return features;
    }

    private Limits limits() {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                number("max-msg-size", 1024, usual.maxMsgSize(), usual.maxMsgSize()),
                number("max-credentials-in-list", 1, 255, usual.maxCredentialsInList()),
                number("max-credential-id-length", 64, 1023, usual.maxCredentialIdLength()),
                number("max-large-blobs", 1024, 65_535, usual.maxLargeBlobs()),
                number("max-min-pin-length-readers", 0, 255, usual.maxMinPinLengthReaders()),
                number("max-fingers", 1, 100, usual.maxFingers()));
    }

    private AuthenticatorProfile.Factory factory() {
        PinPolicy least = PinPolicy.LEAST;
        return new AuthenticatorProfile.Factory(
                new PinPolicy(
                        number("min-pin-length", least.minLength(), PinPolicy.MAX_LENGTH, least.minLength()),
                        List.of(),
                        flag("complex-pins", false),
                        false),
                new Settings(flag("always-uv", false), false, flag("long-touch-for-reset", false)),
                lines.optional("transports-for-reset").isEmpty()
                        ? List.of()
                        : known("transports-for-reset", TRANSPORTS),
                lines.optional("pin-policy-url"));
    }

    private boolean flag(String property) {
        return switch (lines.text(property)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw lines.wrong(property, "true or false");
        };
    }

    private boolean flag(String property, boolean otherwise) {
        return lines.optional(property).isEmpty() ? otherwise : flag(property);
    }

    private int number(String property, int least, int most, int otherwise) {
        String text = lines.optional(property).orElse(String.valueOf(otherwise));
        long number = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            throw lines.wrong(property, "a number from " + least + " to " + most);
        }
        return (int) number;
    }

    private List<String> list(String property) {
        return Arrays.stream(lines.text(property).split(",")).map(String::strip).toList();
    }

    private List<String> known(String property, List<String> all) {
        List<String> listed = list(property);
        if (!all.containsAll(listed)) {
            throw lines.wrong(property, "a list of " + String.join(", ", all));
        }
        return listed;
    }

    private <T extends Enum<T>> List<T> chosen(String property, T[] all) {
        return list(property).stream()
                .map(text -> find(text, all).orElseThrow(() -> lines.wrong(property, "a list of " + names(all))))
                .toList();
    }

    private <T extends Enum<T>> T one(String property, T[] all) {
        return find(lines.text(property), all).orElseThrow(() -> lines.wrong(property, "one of " + names(all)));
    }

    private static <T extends Enum<T>> Optional<T> find(String text, T[] all) {
        return Arrays.stream(all)
                .filter(one -> name(one).equalsIgnoreCase(text.replace('_', '-')))
                .findFirst();
    }

    private static <T extends Enum<T>> String names(T[] all) {
        return String.join(", ", Arrays.stream(all).map(ProfileReader::name).toList());
    }

    /** Algorithms are written as in COSE, everything else in small letters. */
    private static String name(Enum<?> one) {
        String name = one.name().replace('_', '-');
        return one instanceof CoseAlgorithm ? name : name.toLowerCase(Locale.ROOT);
    }
}
