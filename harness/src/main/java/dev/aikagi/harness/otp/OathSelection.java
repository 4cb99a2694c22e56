package dev.aikagi.harness.otp;

import com.yubico.yubikit.core.util.Tlv;
import com.yubico.yubikit.core.util.Tlvs;
import dev.aikagi.authenticator.bytes.Bytes;
import java.util.Optional;

/**
 * What a card's OATH applet says when it is selected.
 *
 * @param deviceId changes with each reset; the salt of the password's key
 * @param challenge what a locked card wants answered
 */
record OathSelection(Bytes deviceId, Optional<Bytes> challenge) {
    static OathSelection parse(byte[] answer) throws OtpAuthException {
        Optional<Bytes> deviceId = Optional.empty();
        Optional<Bytes> challenge = Optional.empty();
        for (Tlv part : Tlvs.decodeList(answer)) {
            switch (part.getTag()) {
                case 0x71 -> deviceId = Optional.of(Bytes.of(part.getValue()));
                case 0x74 -> challenge = Optional.of(Bytes.of(part.getValue()));
                default -> {
                    // version and algorithm: there is one of each that matters
                }
            }
        }
        return new OathSelection(
                deviceId.orElseThrow(() -> new OtpAuthException("the card's OATH applet does not name itself")),
                challenge);
    }

    OathSelection unlocked() {
        return new OathSelection(deviceId, Optional.empty());
    }
}
