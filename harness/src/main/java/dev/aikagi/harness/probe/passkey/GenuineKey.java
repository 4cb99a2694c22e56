package dev.aikagi.harness.probe.passkey;

import dev.aikagi.authenticator.env.AuthenticatorProfile;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.harness.device.AttestationAuthority;
import dev.aikagi.harness.device.SimulatedKey;
import dev.aikagi.harness.probe.NotApplicableException;
import dev.aikagi.harness.webauthn.AccountChooser;
import dev.aikagi.harness.webauthn.ClientProfile;
import dev.aikagi.harness.webauthn.WebAuthnClient;
import dev.aikagi.harness.webauthn.WebAuthnException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import tools.jackson.databind.node.ObjectNode;

/** An honest key and an honest client that were told something else than the portal said. */
final class GenuineKey {
    /** A key of many algorithms, whose user is not verified unless somebody asks for it. */
    private static final String PROFILE = "security-key";

    private static final int ES384 = -35;

    private GenuineKey() {}

    static void withoutVerification(RegistrationSeams seams, Enrolment here) throws IOException {
        Ceremonies.requireVerificationAsked(here);
        ObjectNode options = here.forge().options().deepCopy();
        ObjectNode selection = options.withObject("/authenticatorSelection");
        selection.put("userVerification", "discouraged");
        selection.put("residentKey", "discouraged");
        selection.put("requireResidentKey", false);
        // Without verification the key makes no discoverable credential; that the client would say so is no part of
        // this.
        options.remove("extensions");
        genuine(seams, here, options);
    }

    static void otherAlgorithm(RegistrationSeams seams, Enrolment here) throws IOException {
        if (Ceremonies.offers(here, ES384)) {
            throw new NotApplicableException("the portal offers ES384");
        }
        ObjectNode options = here.forge().options().deepCopy();
        options.putArray("pubKeyCredParams")
                .addObject()
                .put("type", "public-key")
                .put("alg", ES384);
        genuine(seams, here, options);
    }

    /** The response of client and key to these options, whole, in place of the forged one. */
    private static void genuine(RegistrationSeams seams, Enrolment here, ObjectNode options) throws IOException {
        String response = response(ProfileReader.bundled(PROFILE), options.toString(), here);
        seams.body(forged -> response);
    }

    private static String response(AuthenticatorProfile profile, String options, Enrolment here) throws IOException {
        SecureRandom random = here.bench().random();
        InstantSource clock = here.bench().clock();
        VirtualDevice.Builder builder =
                VirtualDevice.builder(profile).clock(clock).random(random);
        if (AttestationAuthority.neededBy(profile)) {
            builder.attestation(new AttestationAuthority(clock, random).format(profile));
        }
        try (SimulatedKey key = new SimulatedKey(builder.build())) {
            WebAuthnClient client = new WebAuthnClient(key, ClientProfile.of(profile), AccountChooser.FIRST);
            return client.create(options, here.window().page().uri()).json();
        } catch (WebAuthnException e) {
            throw new IOException("the honest client or its key refused: " + e.getMessage(), e);
        }
    }
}
