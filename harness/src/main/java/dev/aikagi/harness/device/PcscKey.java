package dev.aikagi.harness.device;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.fido.FidoConnection;
import com.yubico.yubikit.core.smartcard.SmartCardConnection;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import dev.aikagi.ctapsim.trace.FrameLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;

/** A key in a card reader, real or emulated; its FIDO half is reached over its card. */
public final class PcscKey implements SecurityKey {
    /** Twice as long as most keys wait for their user. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CardTerminal reader;
    private final Duration patience;
    private final Optional<FrameLog> frames;

    private PcscKey(CardTerminal reader, Duration patience, Optional<FrameLog> frames) {
        this.reader = reader;
        this.patience = patience;
        this.frames = frames;
    }

    /**
     * The key in a reader of this machine.
     *
     * @param reader the reader's name, or a part of it that no other has; empty for the only reader with a card
     * @throws IOException that says what is missing or unclear, and names the readers there are
     */
    public static PcscKey open(String reader) throws IOException {
        return new PcscKey(PcscReaders.system().choose(reader), PATIENCE, Optional.empty());
    }

    /** As {@link #open(String)}, among readers of another provider. */
    public static PcscKey open(CardTerminals readers, String reader) throws IOException {
        return new PcscKey(new PcscReaders(readers).choose(reader), PATIENCE, Optional.empty());
    }

    /** The same key; what passes from now on is written down. */
    PcscKey writing(FrameLog log) {
        return new PcscKey(reader, patience, Optional.of(log));
    }

    /** The same key; a card that says nothing for so long is given up. */
    PcscKey patient(Duration most) {
        return new PcscKey(reader, most, frames);
    }

    /** The reader's. */
    @Override
    public String name() {
        return reader.getName();
    }

    @Override
    public KeyTraits traits() throws IOException {
        return KeyTraits.ask(this, "nfc");
    }

    /**
     * Always fails.
     *
     * @throws IOException since a card has no HID
     */
    @Override
    public FidoConnection openFido() throws IOException {
        throw new IOException("the key in " + name() + " is a card and has no HID");
    }

    @Override
    public Ctap2Session openCtap2() throws IOException, CommandException {
        SmartCardConnection connection = openSmartCard();
        try {
            return new Ctap2Session(connection);
        } catch (IOException | CommandException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public SmartCardConnection openSmartCard() throws IOException {
        SmartCardConnection connection = PcscConnection.open(reader, patience);
        return frames.<SmartCardConnection>map(log -> new WrittenConnection(connection, log))
                .orElse(connection);
    }

    /** The connections are their callers' to close: a reader itself is not opened. */
    @Override
    public void close() {}
}
