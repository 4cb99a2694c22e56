package dev.aikagi.harness.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.harness.Aside;
import dev.aikagi.harness.Requires;
import dev.aikagi.harness.pcsc.PcscStage.Props;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** python-fido2, as Debian has it, registers and signs in with the card. */
@ExtendWith(PcscStage.class)
class PythonFido2Test {
    private final Props props;

    PythonFido2Test(Props props) {
        this.props = props;
    }

    @BeforeEach
    void needs() throws Exception {
        if (props.pcscd().run("/usr/bin/python3", "-c", "import fido2.pcsc").exit() != 0) {
            Requires.unavailable("pcsc", "python3-fido2 or python3-pyscard is not installed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "extended"})
    void ceremonies_bothLengths_areVerifiedAndCanonical(String length) throws Exception {
        String said = ceremonies(length).ok();

        assertTrue(said.startsWith("versions U2F_V2 FIDO_2_"), said);
        assertTrue(said.contains("\naaguid 61696b6167694b658000000000000001\n"), said);
        assertTrue(said.endsWith("attestation packed\nuser 0101\ncanonical 4\n"), said);
    }

    @Test
    void u2f_registeredAndAuthenticated_isVerifiedAndTheSameCredentialAsInCtap2() throws Exception {
        props.card().tell("kind yubikey-5");
        assertEquals("true", props.card().ask("inserted"));
        props.awaitCard();

        assertEquals("""
                version U2F_V2
                registered, verified
                known CONDITIONS_NOT_SATISFIED
                unknown WRONG_DATA
                authenticated, verified
                CTAP2, verified
                """, u2f().ok());
        assertTrue(props.pcscd()
                .run("ykman", "--reader", Pcscd.READER, "info")
                .ok()
                .matches("(?s).*\nFIDO U2F +\tEnabled +\tEnabled.*"));

        props.card().tell("touch REFUSE");
        Command refused = u2f();
        assertNotEquals(0, refused.exit());
        assertTrue(refused.output().contains("0x6985"), refused.output());
    }

    @Test
    void u2f_keyWithoutIt_isNotOffered() throws Exception {
        props.card().tell("kind touch-id");
        assertEquals("true", props.card().ask("inserted"));
        props.awaitCard();

        Command said = u2f();

        assertNotEquals(0, said.exit());
        assertTrue(said.output().contains("0x6D00"), said.output());
    }

    @Test
    void makeCredential_userHesitates_isKeptAlive() throws Exception {
        props.card().tell("touch HOLD_UNTIL_RELEASED");
        var said = Aside.supply(() -> {
            try {
                return ceremonies("short");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        for (int touches = 1; touches <= 3; touches++) {
            assertEquals("true", props.card().ask("asked " + touches));
            props.card().tell("release");
        }

        assertTrue(said.get(20, TimeUnit.SECONDS).ok().contains("\nattestation packed\n"));
    }

    @Test
    void makeCredential_userRefuses_isAnError() throws Exception {
        props.card().tell("touch REFUSE");

        Command said = ceremonies("short");

        assertNotEquals(0, said.exit());
        assertTrue(said.output().contains("OPERATION_DENIED"), said.output());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void clientPin_bothProtocols_openWhatThePinGuards(int protocol) throws Exception {
        String said = props.pcscd()
                .run("/usr/bin/python3", script("fido2_pin.py"), Pcscd.READER, Integer.toString(protocol))
                .ok();

        assertEquals("""
                PIN_INVALID 7
                verified True
                hmac-secret True
                secrets True False 64
                credentials 1
                sites ['kosmo.example']
                blob True
                """, said);
    }

    /** The check of above fails where it should. */
    @Test
    void makeCredential_attestedForAnotherModel_isFound() throws Exception {
        props.card().tell("lie");
        assertEquals("true", props.card().ask("inserted"));
        props.awaitCard();

        Command said = ceremonies("short");

        assertNotEquals(0, said.exit());
        assertTrue(said.output().contains("fido2.attestation.base.InvalidData"), said.output());
    }

    private Command u2f() throws Exception {
        return props.pcscd().run("/usr/bin/python3", script("fido2_u2f.py"), Pcscd.READER);
    }

    static String script(String name) throws URISyntaxException {
        return Path.of(Optional.ofNullable(PythonFido2Test.class.getResource(name))
                        .orElseThrow()
                        .toURI())
                .toString();
    }

    private Command ceremonies(String length) throws Exception {
        return props.pcscd().run("/usr/bin/python3", script("fido2_ceremonies.py"), Pcscd.READER, length);
    }
}
