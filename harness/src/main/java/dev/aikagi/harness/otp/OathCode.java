package dev.aikagi.harness.otp;

import com.yubico.yubikit.core.util.Tlv;
import com.yubico.yubikit.core.util.Tlvs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An account on a card and, where it gives one without being asked by name, its code.
 *
 * @param code empty for accounts that count or want a touch
 */
public record OathCode(String name, Kind kind, Optional<String> code) {
    /** What it takes to get a code. */
    public enum Kind {
        /** Nothing. */
        TIME_BASED,
        /** The counter moves on with every code, so it is asked for by name. */
        COUNTER_BASED,
        /** A touch. */
        TOUCH
    }

    /** YKOATH CALCULATE ALL: of each account its name (71), then a truncated code (76), or that there is none (77, 7C). */
    static List<OathCode> parse(byte[] answer) throws OtpAuthException {
        List<Tlv> parts = Tlvs.decodeList(answer);
        if (parts.size() % 2 != 0) {
            throw new OtpAuthException("the card's answer ends within an account");
        }
        List<OathCode> codes = new ArrayList<>();
        for (int at = 0; at < parts.size(); at += 2) {
            String name = new String(parts.get(at).getValue(), StandardCharsets.UTF_8);
            codes.add(one(name, parts.get(at + 1)));
        }
        return codes;
    }

    private static OathCode one(String name, Tlv said) throws OtpAuthException {
        return switch (said.getTag()) {
            case 0x76 -> new OathCode(name, Kind.TIME_BASED, Optional.of(digits(said)));
            case 0x77 -> new OathCode(name, Kind.COUNTER_BASED, Optional.empty());
            case 0x7c -> new OathCode(name, Kind.TOUCH, Optional.empty());
            default -> throw new OtpAuthException("the card says %02x of %s".formatted(said.getTag(), name));
        };
    }

    /** A truncated code, RFC 4226 §5.3: how many digits, then 31 bits. */
    static String digits(Tlv truncated) {
        ByteBuffer value = ByteBuffer.wrap(truncated.getValue());
        int digits = value.get();
        long number = value.getInt() % Math.round(Math.pow(10, digits));
        return ("%0" + digits + "d").formatted(number);
    }

    /** How long a code of now stays right, up to the account's period; not for counter-based ones. */
    public Duration validity(Instant now) {
        return OathStore.validity(name, now);
    }

    /** With the code that was asked for by name. */
    public OathCode with(String asked) {
        return new OathCode(name, kind, Optional.of(asked));
    }
}
