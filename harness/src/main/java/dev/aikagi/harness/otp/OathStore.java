package dev.aikagi.harness.otp;

import com.yubico.yubikit.core.application.ApplicationNotAvailableException;
import com.yubico.yubikit.core.smartcard.Apdu;
import com.yubico.yubikit.core.smartcard.ApduException;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import com.yubico.yubikit.core.smartcard.SmartCardProtocol;
import com.yubico.yubikit.core.util.Tlv;
import com.yubico.yubikit.core.util.Tlvs;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.harness.device.SecurityKey;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one-time passwords on a smart card, over YKOATH.
 *
 * <p>A card can have a password. Then {@link #unlock} comes first; everything else but {@link #reset} is refused.
 */
public final class OathStore implements Closeable {
    private static final byte[] AID = Bytes.fromHex("a0000005272101").toArray();
    private static final byte SEND_REMAINING = (byte) 0xa5;
    private static final int USUAL_PERIOD = 30;
    private static final int SHORTEST_KEY = 14;
    private static final int LONGEST_NAME = 64;
    private static final int LOCKED = 0x6982;
    private static final int UNKNOWN_NAME = 0x6984;
    private static final int UNTOUCHED = 0x6985;
    private static final int WRONG = 0x6a80;
    private static final int FULL = 0x6a84;

    /** The one part of the protocol that has no length. */
    private static final byte[] TOUCH_REQUIRED = {0x78, 0x02};

    private final SmartCardProtocol protocol;
    private OathSelection selection;

    private OathStore(SmartCardProtocol protocol, OathSelection selection) {
        this.protocol = protocol;
        this.selection = selection;
    }

    /**
     * Selects the applet of a key that is plugged in; closing the store closes the connection, not the key.
     *
     * @throws OtpAuthException if the key has no OATH applet
     * @throws IOException if the key does not answer
     */
    public static OathStore open(SecurityKey key) throws IOException, OtpAuthException {
        return open(key.openSmartCard());
    }

    /**
     * Selects the applet; closing the store closes the connection.
     *
     * @throws OtpAuthException if the card has no OATH applet
     * @throws IOException if the card does not answer
     */
    public static OathStore open(SmartCardConnection connection) throws IOException, OtpAuthException {
        SmartCardProtocol protocol = new SmartCardProtocol(connection, SEND_REMAINING);
        return new OathStore(protocol, select(protocol));
    }

    /** Whether the card wants its password before anything else. */
    public boolean locked() {
        return selection.challenge().isPresent();
    }

    /**
     * Opens a card that has a password, and sees to it that the card knows it too.
     *
     * @throws OtpAuthException if the password is not the card's; another can be tried
     */
    public void unlock(char[] password, SecureRandom random) throws IOException, OtpAuthException {
        selection = select(protocol);
        Optional<Bytes> asked = selection.challenge();
        if (asked.isEmpty()) {
            return;
        }
        OathPassword key = OathPassword.derive(password, selection.deviceId());
        Bytes challenge = challenge(random);
        byte[] data = Tlvs.encodeList(
                List.of(new Tlv(0x75, key.answer(asked.get()).toArray()), new Tlv(0x74, challenge.toArray())));
        byte[] answer;
        try {
            answer = protocol.sendAndReceive(new Apdu(0, 0xa3, 0, 0, data));
        } catch (ApduException e) {
            throw new OtpAuthException(
                    e.getSw() == WRONG
                            ? "the password is wrong"
                            : "the card refused, status %04X".formatted(e.getSw()));
        }
        if (!key.answers(challenge, Bytes.of(Tlv.parse(answer).getValue()))) {
            throw new OtpAuthException("the card does not know the password itself: it is not the card it was");
        }
        selection = selection.unlocked();
    }

    /** Sets the password, or changes it; the card keeps a key that is made of it, and asks for it from now on. */
    public void setPassword(char[] password, SecureRandom random) throws IOException, OtpAuthException {
        if (password.length == 0) {
            throw new OtpAuthException("an empty password is none; a password is removed by itself");
        }
        OathPassword key = OathPassword.derive(password, selection.deviceId());
        Bytes challenge = challenge(random);
        List<Tlv> parts = List.of(
                new Tlv(0x73, Bytes.concat(Bytes.of((byte) 0x21), key.key()).toArray()),
                new Tlv(0x74, challenge.toArray()),
                new Tlv(0x75, key.answer(challenge).toArray()));
        send(new Apdu(0, 0x03, 0, 0, Tlvs.encodeList(parts)), "");
    }

    public void removePassword() throws IOException, OtpAuthException {
        send(new Apdu(0, 0x03, 0, 0, Tlvs.encodeList(List.of(new Tlv(0x73, new byte[0])))), "");
    }

    /** Deletes every account and the password; needs no password. */
    public void reset() throws IOException, OtpAuthException {
        send(new Apdu(0, 0x04, 0xde, 0xad, null), "");
        selection = select(protocol);
    }

    /** As {@link #put(OtpAuthUri, boolean)}, and no touch is needed. */
    public String put(OtpAuthUri uri) throws IOException, OtpAuthException {
        return put(uri, false);
    }

    /**
     * Puts an account on the card, in the place of one of the same name.
     *
     * @param touch whether the card gives a code only to who touches it
     * @return its name there, see {@link #name}
     */
    public String put(OtpAuthUri uri, boolean touch) throws IOException, OtpAuthException {
        String name = name(uri);
        byte[] utf8 = utf8Name(name);
        int kind = uri.type() == OtpAuthUri.Type.TOTP ? 0x20 : 0x10;
        byte[] secret = OathPassword.shortened(uri.secret(), uri.algorithm()).toArray();
        byte[] key = ByteBuffer.allocate(2 + Math.max(SHORTEST_KEY, secret.length))
                .put((byte) (kind | algorithmCode(uri.algorithm())))
                .put((byte) uri.digits())
                .put(secret)
                .array();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(Tlvs.encodeList(List.of(new Tlv(0x71, utf8), new Tlv(0x73, key))));
        if (touch) {
            data.writeBytes(TOUCH_REQUIRED);
        }
        if (uri.type() == OtpAuthUri.Type.HOTP) {
            byte[] counter = ByteBuffer.allocate(4).putInt((int) uri.counter()).array();
            data.writeBytes(Tlvs.encodeList(List.of(new Tlv(0x7a, counter))));
        }
        send(new Apdu(0, 0x01, 0, 0, data.toByteArray()), name);
        return name;
    }

    /** The account's code at a moment, with its leading zeros; the card never says its secret. */
    public String code(String name, Instant at) throws IOException, OtpAuthException {
        byte[] challenge = timeStep(at, period(name));
        List<Tlv> parts = List.of(new Tlv(0x71, name.getBytes(StandardCharsets.UTF_8)), new Tlv(0x74, challenge));
        byte[] answer = send(new Apdu(0, 0xa2, 0, 1, Tlvs.encodeList(parts)), name);
        return OathCode.digits(Tlv.parse(answer));
    }

    /** Every account, with its code at a moment where the card gives one without being asked by name. */
    public List<OathCode> codes(Instant at) throws IOException, OtpAuthException {
        byte[] challenge = timeStep(at, USUAL_PERIOD);
        byte[] answer = send(new Apdu(0, 0xa4, 0, 1, Tlvs.encodeList(List.of(new Tlv(0x74, challenge)))), "");
        List<OathCode> codes = new ArrayList<>();
        for (OathCode each : OathCode.parse(answer)) {
            boolean otherPeriod = each.code().isPresent() && period(each.name()) != USUAL_PERIOD;
            codes.add(otherPeriod ? each.with(code(each.name(), at)) : each);
        }
        return codes;
    }

    /** How long the code of a time-based account that is asked for now will still be right: up to its period. */
    public static Duration validity(String name, Instant now) {
        long period = period(name);
        Instant end = Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), period) + 1) * period);
        return Duration.between(now, end);
    }

    /** The names of all accounts, in the card's order. */
    public List<String> list() throws IOException, OtpAuthException {
        byte[] answer = send(new Apdu(0, 0xa1, 0, 0, null), "");
        return Tlvs.decodeList(answer).stream()
                .map(entry -> new String(entry.getValue(), 1, entry.getLength() - 1, StandardCharsets.UTF_8))
                .toList();
    }

    /** Gives an account another name, with all that YKOATH reads from it: period, issuer, account. */
    public void rename(String name, String newName) throws IOException, OtpAuthException {
        List<Tlv> names = List.of(new Tlv(0x71, utf8Name(name)), new Tlv(0x71, utf8Name(newName)));
        if (list().contains(newName)) {
            throw new OtpAuthException("the card has an account " + newName + " already");
        }
        send(new Apdu(0, 0x05, 0, 0, Tlvs.encodeList(names)), name);
    }

    public void delete(String name) throws IOException, OtpAuthException {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        send(new Apdu(0, 0x02, 0, 0, Tlvs.encodeList(List.of(new Tlv(0x71, utf8)))), name);
    }

    @Override
    public void close() throws IOException {
        protocol.close();
    }

    /** YKOATH's convention: {@code issuer:account}, before it the period and a slash where it is not 30 seconds. */
    public static String name(OtpAuthUri uri) {
        String issuer = uri.issuer().isEmpty() ? "" : uri.issuer() + ":";
        boolean usual = uri.period() == USUAL_PERIOD || uri.type() == OtpAuthUri.Type.HOTP;
        return (usual ? "" : uri.period() + "/") + issuer + uri.account();
    }

    private static int algorithmCode(OtpAuthUri.Algorithm algorithm) {
        return switch (algorithm) {
            case SHA1 -> 1;
            case SHA256 -> 2;
            case SHA512 -> 3;
        };
    }

    private static byte[] timeStep(Instant at, int period) {
        return ByteBuffer.allocate(8)
                .putLong(Math.floorDiv(at.getEpochSecond(), period))
                .array();
    }

    private static int period(String name) {
        int slash = name.indexOf('/');
        boolean named = slash > 0 && name.substring(0, slash).matches("[1-9][0-9]{0,4}");
        return named ? Integer.parseInt(name.substring(0, slash)) : USUAL_PERIOD;
    }

    private static byte[] utf8Name(String name) throws OtpAuthException {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        if (utf8.length == 0 || utf8.length > LONGEST_NAME) {
            throw new OtpAuthException(
                    utf8.length == 0
                            ? "an account needs a name"
                            : "the name " + name + " is longer than " + LONGEST_NAME + " bytes");
        }
        return utf8;
    }

    private static OathSelection select(SmartCardProtocol protocol) throws IOException, OtpAuthException {
        try {
            return OathSelection.parse(protocol.select(AID));
        } catch (ApplicationNotAvailableException e) {
            throw new OtpAuthException("the card has no OATH applet");
        }
    }

    private static Bytes challenge(SecureRandom random) {
        byte[] octets = new byte[8];
        random.nextBytes(octets);
        return Bytes.of(octets);
    }

    private byte[] send(Apdu command, String name) throws IOException, OtpAuthException {
        try {
            return protocol.sendAndReceive(command);
        } catch (ApduException e) {
            throw new OtpAuthException(
                    switch (e.getSw()) {
                        case LOCKED -> "the card's OATH applet is locked with a password";
                        case UNKNOWN_NAME -> "the card has no account " + name;
                        case UNTOUCHED -> "the card was not touched";
                        case FULL -> "the card has no room for another account";
                        default -> "the card refused, status %04X".formatted(e.getSw());
                    });
        }
    }
}
