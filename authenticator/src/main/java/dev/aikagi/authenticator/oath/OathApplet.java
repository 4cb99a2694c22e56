package dev.aikagi.authenticator.oath;

import dev.aikagi.authenticator.apdu.ApduException;
import dev.aikagi.authenticator.apdu.Applet;
import dev.aikagi.authenticator.apdu.CommandApdu;
import dev.aikagi.authenticator.apdu.StatusWord;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.env.UserPresence;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The YKOATH applet: accounts whose secrets go in by PUT and never come out, only their codes do. */
public final class OathApplet implements Applet {
    public static final Bytes AID = Bytes.fromHex("a000000527210101");

    /** Of the YubiKey whose manners these are: 5.4.3. */
    public static final Bytes VERSION = Bytes.fromHex("050403");

    private static final int CAPACITY = 64;
    private static final int CHALLENGE_SIZE = 8;

    private final SecureRandom random;
    private final UserPresence userPresence;
    private final OathMemory memory;
    private final Map<Bytes, OathCredential> credentials = new LinkedHashMap<>();
    private OathState kept;
    private Bytes deviceId;
    private Optional<AccessKey> accessKey;
    private Bytes challenge = Bytes.EMPTY;
    private boolean unlocked;

    /** An applet whose accounts last as long as itself. */
    public OathApplet(SecureRandom random, UserPresence userPresence) {
        this(random, userPresence, OathMemory.NONE);
    }

    /**
     * An applet with the accounts that are kept there.
     *
     * @throws IllegalArgumentException if what is kept cannot be read
     */
    public OathApplet(SecureRandom random, UserPresence userPresence, OathMemory memory) {
        this.random = random;
        this.userPresence = userPresence;
        this.memory = memory;
        OathState kept = memory.read()
                .map(OathState::decode)
                .orElseGet(() -> new OathState(chance(), Optional.empty(), List.of()));
        this.kept = kept;
        this.deviceId = kept.deviceId();
        this.accessKey = kept.accessKey();
        kept.credentials().forEach(credential -> credentials.put(credential.name(), credential));
    }

    @Override
    public Bytes aid() {
        return AID;
    }

    @Override
    public int sendRemaining() {
        return 0xa5;
    }

    @Override
    public void deselect() {
        unlocked = false;
        challenge = Bytes.EMPTY;
    }

    /** Version and device id; a challenge and its algorithm where the applet is locked. */
    @Override
    public Bytes select() {
        unlocked = accessKey.isEmpty();
        Bytes open = Bytes.concat(new Tlv(Tlv.VERSION, VERSION).encode(), new Tlv(Tlv.NAME, deviceId).encode());
        return accessKey.map(key -> Bytes.concat(open, lock(key))).orElse(open);
    }

    @Override
    public Bytes process(CommandApdu command) {
        if (command.cla() != 0) {
            throw new ApduException(StatusWord.CLA_NOT_SUPPORTED);
        }
        return switch (command.ins()) {
            case 0x04 -> reset(command);
            case 0xa3 -> validate(parts(command, Tlv.FULL_RESPONSE, Tlv.CHALLENGE));
            default -> processUnlocked(command);
        };
    }

    private Bytes processUnlocked(CommandApdu command) {
        if (!unlocked) {
            throw new ApduException(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
        }
        return switch (command.ins()) {
            case 0x01 -> put(OathCredential.parse(Tlv.parse(command.data())));
            case 0x02 -> delete(parts(command, Tlv.NAME).get(0).value());
            case 0x03 -> setCode(Tlv.parse(command.data()));
            case 0x05 -> rename(parts(command, Tlv.NAME, Tlv.NAME));
            case 0xa1 -> list();
            case 0xa2 -> calculate(parts(command, Tlv.NAME, Tlv.CHALLENGE), truncated(command));
            case 0xa4 -> calculateAll(parts(command, Tlv.CHALLENGE).get(0).value(), truncated(command));
            default -> throw new ApduException(StatusWord.INS_NOT_SUPPORTED);
        };
    }

    private Bytes put(OathCredential credential) {
        if (credentials.size() >= CAPACITY && !credentials.containsKey(credential.name())) {
            throw new ApduException(StatusWord.NOT_ENOUGH_MEMORY);
        }
        credentials.put(credential.name(), credential);
        return saved();
    }

    private Bytes delete(Bytes name) {
        credentials.remove(existing(name).name());
        return saved();
    }

    private Bytes rename(List<Tlv> names) {
        OathCredential credential = existing(names.get(0).value());
        Bytes newName = names.get(1).value();
        OathCredential.requireName(newName);
        if (credentials.containsKey(newName)) {
            throw new ApduException(StatusWord.WRONG_DATA);
        }
        credentials.remove(credential.name());
        credentials.put(newName, credential.renamed(newName));
        return saved();
    }

    /** Sets the access key once the host has shown that it has it; an empty key removes it. */
    private Bytes setCode(List<Tlv> parts) {
        if (parts.size() == 1
                && parts.get(0).tag() == Tlv.KEY
                && parts.get(0).value().isEmpty()) {
            accessKey = Optional.empty();
            return saved();
        }
        requireTags(parts, Tlv.KEY, Tlv.CHALLENGE, Tlv.FULL_RESPONSE);
        AccessKey candidate = AccessKey.parse(parts.get(0).value());
        if (!candidate.answers(parts.get(1).value(), parts.get(2).value())) {
            throw new ApduException(StatusWord.REFERENCED_DATA_NOT_USABLE);
        }
        accessKey = Optional.of(candidate);
        return saved();
    }

    /** Mutual: the host answers our challenge, then we answer its. A challenge serves once. */
    private Bytes validate(List<Tlv> parts) {
        AccessKey key = accessKey.orElseThrow(() -> new ApduException(StatusWord.REFERENCED_DATA_NOT_USABLE));
        Bytes asked = challenge;
        challenge = Bytes.EMPTY;
        if (asked.isEmpty() || !key.answers(asked, parts.get(0).value())) {
            throw new ApduException(StatusWord.WRONG_DATA);
        }
        unlocked = true;
        return new Tlv(Tlv.FULL_RESPONSE, key.answer(parts.get(1).value())).encode();
    }

    private Bytes list() {
        return Bytes.concat(credentials.values().stream()
                .map(c -> new Tlv(Tlv.NAME_LIST, Bytes.concat(Bytes.of((byte) c.typeByte()), c.name())).encode())
                .toArray(Bytes[]::new));
    }

    private Bytes calculate(List<Tlv> parts, boolean truncated) {
        OathCredential credential = existing(parts.get(0).value());
        if (credential.touch()) {
            requireTouch(credential);
        }
        Bytes response = credential.response(parts.get(1).value(), truncated);
        if (credential.counts()) {
            credentials.put(credential.name(), credential.counted());
            saved();
        }
        return new Tlv(responseTag(truncated), response).encode();
    }

    /** Codes of all accounts but those that count or want a touch: of these the digits alone. */
    private Bytes calculateAll(Bytes hostChallenge, boolean truncated) {
        return Bytes.concat(credentials.values().stream()
                .map(c -> Bytes.concat(new Tlv(Tlv.NAME, c.name()).encode(), oneOfAll(c, hostChallenge, truncated)))
                .toArray(Bytes[]::new));
    }

    private static Bytes oneOfAll(OathCredential credential, Bytes hostChallenge, boolean truncated) {
        Bytes digits = Bytes.of((byte) credential.digits());
        if (credential.counts()) {
            return new Tlv(Tlv.NO_RESPONSE, digits).encode();
        }
        if (credential.touch()) {
            return new Tlv(Tlv.TOUCH, digits).encode();
        }
        return new Tlv(responseTag(truncated), credential.response(hostChallenge, truncated)).encode();
    }

    private Bytes reset(CommandApdu command) {
        if (command.p1() != 0xde || command.p2() != 0xad) {
            throw new ApduException(StatusWord.INCORRECT_P1_P2);
        }
        credentials.clear();
        accessKey = Optional.empty();
        deviceId = chance();
        saved();
        unlocked = true;
        return Bytes.EMPTY;
    }

    /** A change that cannot be kept has not happened. */
    private Bytes saved() {
        OathState changed = new OathState(deviceId, accessKey, List.copyOf(credentials.values()));
        try {
            memory.write(changed.encode());
        } catch (UncheckedIOException e) {
            takeBack();
            throw new ApduException(StatusWord.MEMORY_FAILURE);
        }
        kept = changed;
        return Bytes.EMPTY;
    }

    private void takeBack() {
        deviceId = kept.deviceId();
        accessKey = kept.accessKey();
        credentials.clear();
        kept.credentials().forEach(credential -> credentials.put(credential.name(), credential));
    }

    private void requireTouch(OathCredential credential) {
        String account = new String(credential.name().toArray(), StandardCharsets.UTF_8);
        var prompt = new ConsentPrompt(ConsentPrompt.Purpose.OATH_CALCULATE, "", account);
        if (userPresence.request(prompt, Transaction.UNATTENDED) != Consent.GRANTED) {
            throw new ApduException(StatusWord.CONDITIONS_NOT_SATISFIED);
        }
    }

    private OathCredential existing(Bytes name) {
        return Optional.ofNullable(credentials.get(name))
                .orElseThrow(() -> new ApduException(StatusWord.REFERENCED_DATA_NOT_USABLE));
    }

    private Bytes lock(AccessKey key) {
        challenge = chance();
        Bytes algorithm = Bytes.of((byte) key.algorithm().code);
        return Bytes.concat(new Tlv(Tlv.CHALLENGE, challenge).encode(), new Tlv(Tlv.ALGORITHM, algorithm).encode());
    }

    private Bytes chance() {
        byte[] octets = new byte[CHALLENGE_SIZE];
        random.nextBytes(octets);
        return Bytes.of(octets);
    }

    private static int responseTag(boolean truncated) {
        return truncated ? Tlv.TRUNCATED_RESPONSE : Tlv.FULL_RESPONSE;
    }

    private static boolean truncated(CommandApdu command) {
        return switch (command.p2()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new ApduException(StatusWord.INCORRECT_P1_P2);
        };
    }

    private static List<Tlv> parts(CommandApdu command, Integer... tags) {
        List<Tlv> parts = Tlv.parse(command.data());
        requireTags(parts, tags);
        return parts;
    }

    private static void requireTags(List<Tlv> parts, Integer... tags) {
        if (!parts.stream().map(Tlv::tag).toList().equals(List.of(tags))) {
            throw new ApduException(StatusWord.WRONG_DATA);
        }
    }
}
