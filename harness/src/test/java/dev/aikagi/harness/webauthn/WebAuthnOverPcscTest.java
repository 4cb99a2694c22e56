package dev.aikagi.harness.webauthn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.webauthn.data.COSEAlgorithmIdentifier;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.harness.device.PcscKey;
import dev.aikagi.harness.pcsc.PcscStage;
import dev.aikagi.harness.pcsc.PcscStage.Props;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The client with a key in a card reader, judged by java-webauthn-server. */
@ExtendWith(PcscStage.class)
class WebAuthnOverPcscTest {
    private static final URI PAGE = URI.create("http://localhost:8080/enrol/passkey");

    private final Props props;

    WebAuthnOverPcscTest(Props props) {
        this.props = props;
    }

    @Test
    void cardInAReader_registersAndSignsIn() throws Exception {
        props.card().tell("enrol");
        var party = new YubicoRelyingParty(
                "http://localhost:8080", List.of(COSEAlgorithmIdentifier.ES256), Optional.empty());
        try (PcscKey key = PcscKey.open("")) {
            var profile = ClientProfile.of(ProfileReader.bundled("security-key"));
            WebAuthnClient client = new WebAuthnClient(key, profile, AccountChooser.FIRST);

            var options = party.startRegistration("taro");
            String created =
                    client.create(YubicoRelyingParty.json(options), PAGE).json();
            assertTrue(party.finishRegistration(options, created).isUserVerified());
            var request = party.startAssertion(Optional.empty());
            String got = client.get(YubicoRelyingParty.json(request), PAGE).json();
            assertEquals("taro", party.finishAssertion(request, got).getUsername());

            props.card().tell("finger REFUSE");
            var again = party.startRegistration("jiro");
            var refused =
                    assertThrows(WebAuthnException.class, () -> client.create(YubicoRelyingParty.json(again), PAGE));
            assertEquals("NotAllowedError", refused.name());
        }
    }
}
