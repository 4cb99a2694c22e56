package dev.aikagi.ctapsim.card;

import dev.aikagi.authenticator.apdu.ApduException;
import dev.aikagi.authenticator.apdu.Applet;
import dev.aikagi.authenticator.apdu.CommandApdu;
import dev.aikagi.authenticator.apdu.StatusWord;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.Feature;
import dev.aikagi.authenticator.oath.OathApplet;
import java.nio.charset.StandardCharsets;

/**
 * What programs that know YubiKeys ask first: which applications the key has. It can be read (READ CONFIG, 00 1D 00 00)
 * and not changed. Yubico, "YubiKey Management Application".
 *
 * <pre>
 *   length, then tag, length, value:
 *   01 applications over USB   03 those switched on   0D, 0E the same over NFC   (two bytes of flags)
 *   04 form factor   05 version   06, 07 time-outs   08 flags   0A whether the configuration is locked
 * </pre>
 *
 * <p>There is no serial number (02): real keys without one exist, and no two of ours could promise not to share it.
 */
public final class ManagementApplet implements Applet {
    public static final Bytes AID = Bytes.fromHex("a000000527471117");

    private static final int READ_CONFIG = 0x1d;
    private static final int U2F = 0x0002;
    private static final int OATH = 0x0020;
    private static final int FIDO2 = 0x0200;
    private static final int FORM_UNKNOWN = 0;
    private static final int FORM_KEYCHAIN = 1;

    private final Bytes info;

    /** The form factor is that of a key on a ring, or unknown for an authenticator built into something. */
    public ManagementApplet(AuthenticatorProfile profile) {
        int flags = OATH | FIDO2 | (profile.has(Feature.U2F) ? U2F : 0);
        Bytes applications = Bytes.of((byte) (flags >>> 8), (byte) flags);
        Bytes parts = Bytes.concat(
                part(0x01, applications),
                part(0x03, applications),
                part(0x04, Bytes.of((byte) (profile.platform() ? FORM_UNKNOWN : FORM_KEYCHAIN))),
                part(0x05, OathApplet.VERSION),
                part(0x06, Bytes.of(new byte[2])),
                part(0x07, Bytes.of((byte) 0x0f)),
                part(0x08, Bytes.of((byte) 0)),
                part(0x0d, applications),
                part(0x0e, applications),
                part(0x0a, Bytes.of((byte) 0)));
        info = Bytes.concat(Bytes.of((byte) parts.size()), parts);
    }

    @Override
    public Bytes aid() {
        return AID;
    }

    /** A line of text with the version in it. */
    @Override
    public Bytes select() {
        Bytes version = OathApplet.VERSION;
        String text = "Virtual mgr - FW version %d.%d.%d".formatted(version.at(0), version.at(1), version.at(2));
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Bytes process(CommandApdu command) {
        if (command.cla() != 0) {
            throw new ApduException(StatusWord.CLA_NOT_SUPPORTED);
        }
        if (command.ins() != READ_CONFIG) {
            throw new ApduException(StatusWord.INS_NOT_SUPPORTED);
        }
        if (command.p1() != 0 || command.p2() != 0) {
            throw new ApduException(StatusWord.INCORRECT_P1_P2);
        }
        return info;
    }

    @Override
    public void deselect() {}

    private static Bytes part(int tag, Bytes value) {
        return Bytes.concat(Bytes.of((byte) tag, (byte) value.size()), value);
    }
}
