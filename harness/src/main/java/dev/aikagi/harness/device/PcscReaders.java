package dev.aikagi.harness.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import org.jspecify.annotations.Nullable;

/** The card readers of this machine, and which of them is meant. */
final class PcscReaders {
    /** Names the library that the JDK's provider loads; by itself it looks where few distributions put it. */
    private static final String LIBRARY_PROPERTY = "sun.security.smartcardio.library";

    private static final List<String> LIBRARIES = List.of(
            "/usr/lib/x86_64-linux-gnu/libpcsclite.so.1",
            "/usr/lib/aarch64-linux-gnu/libpcsclite.so.1",
            "/usr/lib64/libpcsclite.so.1",
            "/usr/lib/libpcsclite.so.1");

    private final CardTerminals readers;

    PcscReaders(CardTerminals readers) {
        this.readers = readers;
    }

    /**
     * The readers of the system.
     *
     * @throws IOException if its smart card service cannot be reached
     */
    static PcscReaders system() throws IOException {
        nameLibrary(Path.of("/"));
        try {
            return new PcscReaders(TerminalFactory.getInstance("PC/SC", null).terminals());
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("the smart card service cannot be reached, is pcscd running? (" + reason(e) + ")", e);
        }
    }

    /** Unless the user has named one. The JDK reads it once, when the first reader is asked for. */
    static Optional<Path> nameLibrary(Path root) {
        if (System.getProperty(LIBRARY_PROPERTY) != null
                || !System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        Optional<Path> library = LIBRARIES.stream()
                .map(name -> root.resolve(name.substring(1)))
                .filter(Files::isRegularFile)
                .findFirst();
        library.ifPresent(file -> System.setProperty(LIBRARY_PROPERTY, file.toString()));
        return library;
    }

    /**
     * The reader that is meant.
     *
     * @param name the reader's name, or a part of it that no other has; empty for the only one with a card
     * @throws IOException that names the readers, if it is not clear which, or it has no card
     */
    CardTerminal choose(String name) throws IOException {
        List<CardTerminal> all = list();
        if (all.isEmpty()) {
            throw new IOException("there is no card reader");
        }
        if (name.isEmpty()) {
            return only(withCard(all), "no card in " + names(all), "have a card");
        }
        List<CardTerminal> exact =
                all.stream().filter(reader -> reader.getName().equals(name)).toList();
        List<CardTerminal> matching = exact.isEmpty() ? containing(all, name) : exact;
        CardTerminal reader =
                only(matching, "there is no card reader " + name + ", only " + names(all), "match " + name);
        if (withCard(List.of(reader)).isEmpty()) {
            throw new IOException("no card in " + reader.getName());
        }
        return reader;
    }

    /** All readers, and which of them have a card. */
    List<String> describe() throws IOException {
        List<CardTerminal> all = list();
        List<CardTerminal> occupied = withCard(all);
        return all.stream()
                .map(reader -> reader.getName() + (occupied.contains(reader) ? " (a card)" : " (no card)"))
                .toList();
    }

    private List<CardTerminal> list() throws IOException {
        try {
            return readers.list();
        } catch (CardException e) {
            if (reason(e).equals("SCARD_E_NO_READERS_AVAILABLE")) {
                return List.of();
            }
            throw new IOException("the card readers cannot be listed: " + reason(e), e);
        }
    }

    private static List<CardTerminal> containing(List<CardTerminal> all, String part) {
        String wanted = part.toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(reader -> reader.getName().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }

    private static List<CardTerminal> withCard(List<CardTerminal> all) throws IOException {
        List<CardTerminal> present = new ArrayList<>();
        for (CardTerminal reader : all) {
            try {
                if (reader.isCardPresent()) {
                    present.add(reader);
                }
            } catch (CardException e) {
                throw new IOException(reader.getName() + " does not say whether it has a card: " + reason(e), e);
            }
        }
        return present;
    }

    private static CardTerminal only(List<CardTerminal> found, String none, String several) throws IOException {
        if (found.isEmpty()) {
            throw new IOException(none);
        }
        if (found.size() > 1) {
            throw new IOException("%d card readers %s: %s; say which, as in pcsc:%s"
                    .formatted(found.size(), several, names(found), found.get(0).getName()));
        }
        return found.get(0);
    }

    private static String names(List<CardTerminal> readers) {
        return readers.stream().map(CardTerminal::getName).collect(Collectors.joining(", "));
    }

    /** What PC/SC said, which stands innermost. */
    static String reason(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, each -> each == null ? null : each.getCause())
                .takeWhile(each -> each != null)
                .reduce((outer, inner) -> inner)
                .map(innermost -> String.valueOf(innermost == null ? null : innermost.getMessage()))
                .orElse("");
    }
}
