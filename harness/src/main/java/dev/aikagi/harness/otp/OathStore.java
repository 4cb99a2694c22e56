package dev.aikagi.harness.otp;

import com.yubico.yubikit.core.application.ApplicationNotAvailableException;
import com.yubico.yubikit.core.smartcard.Apdu;
import com.yubico.yubikit.core.smartcard.ApduException;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import com.yubico.yubikit.core.smartcard.SmartCardProtocol;
import com.yubico.yubikit.core.util.Tlv;
import com.yubico.yubikit.core.util.Tlvs;
import dev.aikagi.authenticator.bytes.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The one-time passwords on a smart card, over YKOATH. A card with an access key is refused with a clear error. */
public final class OathStore implements Closeable {
    private static final byte[] AID = Bytes.fromHex("a0000005272101").toArray();
    private static final byte SEND_REMAINING = (byte) 0xa5;
    private static final int SHORTEST_KEY = 14;
    private static final int LONGEST_NAME = 64;
    private static final int LOCKED = 0x6982;
    private static final int UNKNOWN_NAME = 0x6984;
    private static final int FULL = 0x6a84;

    private final SmartCardProtocol protocol;

    private OathStore(SmartCardProtocol protocol) {
        this.protocol = protocol;
    }

    /**
     * Selects the applet; closing the store closes the connection.
     *
     * @throws OtpAuthException if the card has no OATH applet
     * @throws IOException if the card does not answer
     */
    public static OathStore open(SmartCardConnection connection) throws IOException, OtpAuthException {
        SmartCardProtocol protocol = new SmartCardProtocol(connection, SEND_REMAINING);
        try {
            protocol.select(AID);
        } catch (ApplicationNotAvailableException e) {
            throw new OtpAuthException("the card has no OATH applet");
        }
        return new OathStore(protocol);
    }

    /**
     * Puts an account on the card, in the place of one of the same name.
     *
     * @return its name there, see {@link #name}
     */
    public String put(OtpAuthUri uri) throws IOException, OtpAuthException {
        String name = name(uri);
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > LONGEST_NAME) {
            throw new OtpAuthException("the name " + name + " is longer than " + LONGEST_NAME + " bytes");
        }
        int kind = uri.type() == OtpAuthUri.Type.TOTP ? 0x20 : 0x10;
        byte[] secret = uri.secret().toArray();
        byte[] key = ByteBuffer.allocate(2 + Math.max(SHORTEST_KEY, secret.length))
                .put((byte) (kind | algorithmCode(uri.algorithm())))
                .put((byte) uri.digits())
                .put(secret)
                .array();
        byte[] counter = ByteBuffer.allocate(4).putInt((int) uri.counter()).array();
        List<Tlv> parts = uri.type() == OtpAuthUri.Type.TOTP
                ? List.of(new Tlv(0x71, utf8), new Tlv(0x73, key))
                : List.of(new Tlv(0x71, utf8), new Tlv(0x73, key), new Tlv(0x7a, counter));
        send(new Apdu(0, 0x01, 0, 0, Tlvs.encodeList(parts)), name);
        return name;
    }

    /** The account's code at a moment, with its leading zeros; the card never says its secret. */
    public String code(String name, Instant at) throws IOException, OtpAuthException {
        byte[] challenge = ByteBuffer.allocate(8)
                .putLong(Math.floorDiv(at.getEpochSecond(), period(name)))
                .array();
        List<Tlv> parts = List.of(new Tlv(0x71, name.getBytes(StandardCharsets.UTF_8)), new Tlv(0x74, challenge));
        byte[] answer = send(new Apdu(0, 0xa2, 0, 1, Tlvs.encodeList(parts)), name);
        ByteBuffer value = ByteBuffer.wrap(Tlv.parse(answer).getValue());
        int digits = value.get();
        long number = value.getInt() % Math.round(Math.pow(10, digits));
        return ("%0" + digits + "d").formatted(number);
    }

    /** The names of all accounts, in the card's order. */
    public List<String> list() throws IOException, OtpAuthException {
        byte[] answer = send(new Apdu(0, 0xa1, 0, 0, null), "");
        return Tlvs.decodeList(answer).stream()
                .map(entry -> new String(entry.getValue(), 1, entry.getLength() - 1, StandardCharsets.UTF_8))
                .toList();
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
    static String name(OtpAuthUri uri) {
        String issuer = uri.issuer().isEmpty() ? "" : uri.issuer() + ":";
        boolean usual = uri.period() == 30 || uri.type() == OtpAuthUri.Type.HOTP;
        return (usual ? "" : uri.period() + "/") + issuer + uri.account();
    }

    private static int algorithmCode(OtpAuthUri.Algorithm algorithm) {
        return switch (algorithm) {
            case SHA1 -> 1;
            case SHA256 -> 2;
            case SHA512 -> 3;
        };
    }

    private static int period(String name) {
        int slash = name.indexOf('/');
        boolean named = slash > 0 && name.substring(0, slash).matches("[1-9][0-9]{0,4}");
        return named ? Integer.parseInt(name.substring(0, slash)) : 30;
    }

    private byte[] send(Apdu command, String name) throws IOException, OtpAuthException {
        try {
            return protocol.sendAndReceive(command);
        } catch (ApduException e) {
            throw new OtpAuthException(
                    switch (e.getSw()) {
                        case LOCKED -> "the card's OATH applet is locked with a password";
                        case UNKNOWN_NAME -> "the card has no account " + name;
                        case FULL -> "the card has no room for another account";
                        default -> "the card refused, status %04X".formatted(e.getSw());
                    });
        }
    }
}
