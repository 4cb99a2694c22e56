package dev.aikagi.ctapsim.killed;

import dev.aikagi.authenticator.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Counter-based accounts over APDUs, whose key is their name, and the codes of RFC 4226 that they must give. */
final class Oath {
    private Oath() {}

    static Bytes put(String name) {
        return command(0x01, 0, Bytes.concat(tlv(0x71, utf8(name)), tlv(0x73, Bytes.concat(hotp(), utf8(name)))));
    }

    static Bytes delete(String name) {
        return command(0x02, 0, tlv(0x71, utf8(name)));
    }

    static Bytes calculate(String name) {
        return command(0xa2, 1, Bytes.concat(tlv(0x71, utf8(name)), tlv(0x74, Bytes.of(new byte[8]))));
    }

    static Bytes list() {
        return Bytes.fromHex("00a10000");
    }

    /** The data of an answer whose status word is 9000. */
    static Bytes ok(byte[] answer) {
        Bytes octets = Bytes.of(answer);
        int end = octets.size() - 2;
        if (!octets.slice(end, end + 2).equals(Bytes.fromHex("9000"))) {
            throw new IllegalStateException("status word " + octets.slice(end, end + 2));
        }
        return octets.slice(0, end);
    }

    /** The names in the answer to LIST. */
    static List<String> names(Bytes listed) {
        List<String> names = new ArrayList<>();
        for (int at = 0; at < listed.size(); at += 2 + listed.at(at + 1)) {
            names.add(new String(
                    listed.slice(at + 3, at + 2 + listed.at(at + 1)).toArray(), StandardCharsets.UTF_8));
        }
        return names;
    }

    /** The 31 bits in the answer to CALCULATE. */
    static int code(Bytes answer) {
        return ByteBuffer.wrap(answer.toArray()).getInt(3);
    }

    /** RFC 4226 §5.3, before it is taken modulo a power of ten. */
    static int code(String name, long counter) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(utf8(name).toArray(), "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(counter).array());
            return ByteBuffer.wrap(hash).getInt(hash[19] & 0xf) & 0x7fff_ffff;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bytes hotp() {
        return Bytes.of((byte) 0x11, (byte) 6);
    }

    private static Bytes command(int ins, int p2, Bytes data) {
        return Bytes.concat(Bytes.of((byte) 0, (byte) ins, (byte) 0, (byte) p2, (byte) data.size()), data);
    }

    private static Bytes tlv(int tag, Bytes value) {
        return Bytes.concat(Bytes.of((byte) tag, (byte) value.size()), value);
    }

    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
