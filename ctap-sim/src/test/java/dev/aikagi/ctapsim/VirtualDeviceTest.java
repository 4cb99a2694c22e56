package dev.aikagi.ctapsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aikagi.authenticator.attestation.PackedAttestation;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualDeviceTest {
    @ParameterizedTest
    @CsvSource({"windows-hello, a format of its platform's", "security-key, a batch key", "u2f-only, a batch key"})
    void build_withoutWhatTheProfileVouchesWith_saysWhatIsMissing(String profile, String what) {
        VirtualDevice.Builder builder = VirtualDevice.builder(ProfileReader.bundled(profile));

        var refused = assertThrows(IllegalStateException.class, builder::build);

        assertEquals("profile " + profile + " attests with " + what + ", and none was given", refused.getMessage());
    }

    @Test
    void build_withAnotherFormat_vouchesWithThat() {
        try (VirtualDevice device = VirtualDevice.builder(ProfileReader.bundled("windows-hello"))
                .attestation(PackedAttestation.self())
                .build()) {
            assertEquals(0, device.engine().processCbor(new byte[] {4}, Transaction.UNATTENDED)[0]);
        }
    }
}
