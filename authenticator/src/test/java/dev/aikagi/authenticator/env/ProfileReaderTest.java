package dev.aikagi.authenticator.env;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.cose.CoseAlgorithm;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Profiles as data: what is read, and what is refused with which word. */
class ProfileReaderTest {
    static final List<String> NAMES = ProfileReader.BUNDLED;

    private static final String GOOD = """
            display-name=A key
            aaguid=00000000-0000-0000-0000-000000000001
            platform=false
            transports=usb, nfc
            algorithms=ES256, EDDSA
            backup-eligible=true
            backed-up=false
            counting=true
            attestation=self
            capacity=10
            """;

    @ParameterizedTest
    @FieldSource("NAMES")
    void bundledProfile_isReadable(String name) {
        assertEquals(name, ProfileReader.bundled(name).name());
    }

    @Test
    void profile_isReadAsWritten() throws Exception {
        AuthenticatorProfile profile = ProfileReader.read("mine", new StringReader(GOOD));

        assertEquals(List.of("usb", "nfc"), profile.transports());
        assertEquals(List.of(CoseAlgorithm.ES256, CoseAlgorithm.EDDSA), profile.algorithms());
        assertEquals(AuthenticatorProfile.Attestation.SELF, profile.attestation());
        assertTrue(profile.backupEligible());
    }

    @ParameterizedTest
    @CsvSource({
        "platform=false, platform=maybe, platform is maybe",
        "'aaguid=00000000-0000-0000-0000-000000000001', aaguid=12, 16 bytes",
        "'aaguid=00000000-0000-0000-0000-000000000001', aaguid=xyz, aaguid is xyz",
        "'algorithms=ES256, EDDSA', algorithms=ES257, algorithms is ES257",
        "attestation=self, attestation=mutual, attestation is mutual",
        "capacity=10, capacity=-1, line 10: capacity is -1",
        "capacity=10, capacity, line 10: \"capacity\" is no property",
        "capacity=10, 'capacity=10\ncapacity=10', line 11: capacity stands already in line 10",
        "capacity=10, 'capacity=10\nversions=FIDO_2_2', line 11: versions is FIDO_2_2",
        "capacity=10, 'capacity=10\nversions=FIDO_2_3', line 11: versions after FIDO_2_0 take the features",
        "capacity=10, 'capacity=10\nfeatures=u2f\nversions=FIDO_2_0', line 12: U2F_V2 and the feature u2f go together",
        "capacity=10, 'capacity=10\nfeatures=large-blobs, \\\n large-blob-extension', line 11: large-blobs and",
        "capacity=10, 'capacity=10\nsensor=nose', line 11: sensor is nose",
        "capacity=10, 'capacity=10\nmax-msg-size=1023', 'max-msg-size is 1023, not a number from 1024 to 7609'",
        "capacity=10, 'capacity=10\ncolour=red', line 11: unknown property colour: there are aaguid",
        "display-name=A key, '', display-name is missing: add a line",
        "'backup-eligible=true\nbacked-up=false', 'backup-eligible=false\nbacked-up=true', backup eligible",
    })
    void profile_withAMistake_isRefusedByName(String from, String to, String word) {
        String text = GOOD.replace(from, to);
        assertTrue(!text.equals(GOOD));

        var refused =
                assertThrows(IllegalArgumentException.class, () -> ProfileReader.read("mine", new StringReader(text)));
        assertTrue(refused.getMessage().contains(word), refused.getMessage());
    }

    @Test
    void unknownName_listsTheKnownOnes() {
        var refused = assertThrows(IllegalArgumentException.class, () -> ProfileReader.bundled("other"));
        assertTrue(refused.getMessage().contains("touch-id"), refused.getMessage());
    }
}
