package dev.aikagi.harness.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.yubico.yubikit.core.fido.FidoConnection;
import dev.aikagi.authenticator.env.SeededRandom;
import dev.aikagi.ctapsim.DeviceControl;
import dev.aikagi.ctapsim.trace.Frame;
import dev.aikagi.ctapsim.trace.FrameLog;
import dev.aikagi.ctapsim.user.VirtualUser;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key a name means. */
class KeyNameTest {
    private final FrameLog frames = new FrameLog(InstantSource.system());
    private final VirtualUser user = new VirtualUser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sim",
                "sim:touch-id",
                "sim:my.key",
                "sim:./touch-id",
                "pcsc",
                "pcsc:Virtual PCD 00 00",
                "pcsc:Reader: left",
                "hid",
                "hid:/dev/hidraw0"
            })
    void name_read_isWrittenAsBefore(String text) {
        assertEquals(text, KeyName.parse(text).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "abacus ; there is no key 'abacus', only sim[:PROFILE|:FILE]",
                "'' ; there is no key '', only",
                "sim:abacus ; there is no profile 'abacus', only fips, google-password-manager, ",
                "sim: ; there is no profile '', only"
            })
    void name_ofNoKey_saysWhichThereAre(String text, String message) {
        String said = String.valueOf(assertThrows(IllegalArgumentException.class, () -> KeyName.parse(text))
                .getMessage());

        assertTrue(said.startsWith(message), said);
    }

    @ParameterizedTest
    @CsvSource({"sim, Windows Hello", "sim:touch-id, Touch ID", "sim:security-key, Aikagi Security Key"})
    void simulatedKey_opened_isOfItsProfileAndHeldByItsUser(String text, String name) throws Exception {
        try (SecurityKey key = KeyName.parse(text).open(context())) {
            assertTrue(key.name().contains(name), key.name());
            assertEquals(Optional.of(user), key.user());
            key.openCtap2().close();
        }

        List<Frame> written = frames.since(0);
        assertFalse(written.isEmpty());
    }

    @Test
    void simulatedKey_pulledOut_breaksWhatIsOpenAndComesBackWithItsCredentials() throws Exception {
        try (SecurityKey key = KeyName.parse("sim:security-key").open(context())) {
            DeviceControl hand = key.hand().orElseThrow();
            FidoConnection open = key.openFido();

            hand.unplug();

            assertFalse(key.pluggedIn());
            assertThrows(IOException.class, () -> open.send(new byte[64]));
            assertEquals(
                    key.name() + " is not plugged in",
                    assertThrows(IOException.class, key::openFido).getMessage());
            assertThrows(IOException.class, key::openSmartCard);
            hand.replug();
            key.openCtap2().close();
            key.openSmartCard().close();
        }
    }

    /** What the client tells of a key it asked is what the emulated one knows of itself. */
    @ParameterizedTest
    @ValueSource(strings = {"sim:touch-id", "sim:security-key"})
    void traits_asked_areTheProfiles(String text) throws Exception {
        try (SecurityKey key = KeyName.parse(text).open(context())) {
            KeyTraits asked = KeyTraits.ask(key, "nfc");

            assertEquals(key.traits().platform(), asked.platform());
            assertEquals(
                    key.traits().transports().stream().sorted().toList(),
                    asked.transports().stream().sorted().toList());
        }
    }

    @Test
    void parse_whichKeyIsMeant_doesNotLookForIt() {
        assertEquals("pcsc:no such reader", KeyName.parse("pcsc:no such reader").text());
    }

    private KeyContext context() {
        return new KeyContext("windows-hello", InstantSource.system(), new SeededRandom(1), user, frames);
    }
}
