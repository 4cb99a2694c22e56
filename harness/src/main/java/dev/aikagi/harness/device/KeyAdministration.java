package dev.aikagi.harness.device;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.ctap.ClientPin;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocol;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV1;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import java.io.IOException;
import java.util.List;

/** What is done with a key itself, by yubikit's hand. IOException for whatever the key refuses, and why. */
public final class KeyAdministration {
    private final SecurityKey key;

    public KeyAdministration(SecurityKey key) {
        this.key = key;
    }

    /** Whether a PIN is set; false, too, of a key that has none. */
    public boolean hasPin() throws IOException {
        return ask(session -> Boolean.TRUE.equals(session.getInfo().getOptions().get("clientPin")));
    }

    /** Sets the first PIN, 4 to 63 bytes of UTF-8. */
    public void setPin(char[] pin) throws IOException {
        ask(session -> {
            pin(session).setPin(pin);
            return pin;
        });
    }

    public void changePin(char[] from, char[] to) throws IOException {
        ask(session -> {
            pin(session).changePin(from, to);
            return to;
        });
    }

    /** authenticatorReset: credentials, PIN and settings are gone. */
    public void reset() throws IOException {
        ask(session -> {
            session.reset(null);
            return session;
        });
    }

    private static ClientPin pin(Ctap2Session session) throws IOException, CommandException {
        List<Integer> protocols = session.getInfo().getPinUvAuthProtocols();
        if (!session.getInfo().getOptions().containsKey("clientPin") || protocols.isEmpty()) {
            throw new IOException("this kind of key has no PIN");
        }
        PinUvAuthProtocol protocol = protocols.get(0) == 1 ? new PinUvAuthProtocolV1() : new PinUvAuthProtocolV2();
        return new ClientPin(session, protocol);
    }

    private <T> T ask(Question<T> question) throws IOException {
        try (Ctap2Session session = key.openCtap2()) {
            return question.of(session);
        } catch (CtapException e) {
            throw new IOException(
                    switch (e.getCtapError()) {
                        case CtapException.ERR_PIN_INVALID -> "the PIN is wrong";
                        case CtapException.ERR_PIN_BLOCKED -> "the PIN is blocked: only a reset of the key helps";
                        case CtapException.ERR_PIN_AUTH_BLOCKED -> "too many wrong PINs: plug the key in again";
                        case CtapException.ERR_PIN_POLICY_VIOLATION ->
                            "the key wants another PIN: longer, or not so long";
                        case CtapException.ERR_NOT_ALLOWED ->
                            "the key refuses: a reset has to come within ten seconds after it was plugged in";
                        default -> key.name() + " refuses: CTAP error 0x%02x".formatted(e.getCtapError());
                    },
                    e);
        } catch (CommandException e) {
            throw new IOException(key.name() + " does not answer as CTAP2 has it: " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T of(Ctap2Session session) throws IOException, CommandException;
    }
}
