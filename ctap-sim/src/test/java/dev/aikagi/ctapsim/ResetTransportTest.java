package dev.aikagi.ctapsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import dev.aikagi.ctapsim.yubikit.VirtualSmartCardConnection;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

/** CTAP 2.2 §6.4 transportsForReset, heeded on each wire of a key that has two. */
class ResetTransportTest {
    @Test
    void reset_overACard_isRefusedWhereUsbAloneMayDoIt() throws Exception {
        try (VirtualDevice device = device("usb")) {
            try (Ctap2Session card = new Ctap2Session(new VirtualSmartCardConnection(device.card()))) {
                var refused = assertThrows(CtapException.class, () -> card.reset(null));
                assertEquals(CtapException.ERR_NOT_ALLOWED, refused.getCtapError());
            }
            try (Ctap2Session usb = new Ctap2Session(new VirtualFidoConnection(device.hid()))) {
                usb.reset(null);
            }
        }
    }

    @Test
    void reset_overACard_isDoneWhereNfcMayDoIt_andThenNotOverUsb() throws Exception {
        try (VirtualDevice device = device("nfc, smart-card")) {
            try (Ctap2Session card = new Ctap2Session(new VirtualSmartCardConnection(device.card()))) {
                card.reset(null);
            }
            try (Ctap2Session usb = new Ctap2Session(new VirtualFidoConnection(device.hid()))) {
                var refused = assertThrows(CtapException.class, () -> usb.reset(null));
                assertEquals(CtapException.ERR_NOT_ALLOWED, refused.getCtapError());
            }
        }
    }

    private static VirtualDevice device(String transports) throws Exception {
        AuthenticatorProfile profile = ProfileReader.read("reset", new StringReader("""
                display-name=Key
                aaguid=00112233-4455-6677-8899-aabbccddeeff
                platform=false
                transports=usb, nfc
                algorithms=ES256
                backup-eligible=false
                backed-up=false
                counting=true
                attestation=self
                capacity=5
                transports-for-reset=%s
                """.formatted(transports)));
        return VirtualDevice.builder(profile).build();
    }
}
