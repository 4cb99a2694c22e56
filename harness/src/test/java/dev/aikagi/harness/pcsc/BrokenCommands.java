package dev.aikagi.harness.pcsc;

import dev.aikagi.authenticator.apdu.SmartCard;
import dev.aikagi.authenticator.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A recorded session's commands, each cut short everywhere and each with every byte changed in three ways. */
record BrokenCommands(List<Bytes> recorded) {
    private static final int SELECT = 0xa4;
    private static final int CHAINED = 0x10;
    private static final int[] CHANGES = {0x01, 0x80, 0xff};

    /**
     * One command and the way to it.
     *
     * @param before the applet's selection, and what of a chain came before
     */
    record Attempt(List<Bytes> before, Bytes command) {
        /** What is wrong with the answer, if anything is. */
        Optional<String> complaint(SmartCard card) {
            before.forEach(each -> card.transmit(each.toArray()));
            byte[] answer = card.transmit(command.toArray());
            return isStatusWord(answer)
                    ? Optional.empty()
                    : Optional.of(command + " after " + before + " → " + Bytes.of(answer));
        }
    }

    /** ISO/IEC 7816-4 §5.1.3: whatever comes before it, 6XXX (not 60XX) or 9XXX. */
    static boolean isStatusWord(byte[] answer) {
        if (answer.length < 2) {
            return false;
        }
        int first = answer[answer.length - 2] & 0xff;
        return (first & 0xf0) == 0x90 || ((first & 0xf0) == 0x60 && first != 0x60);
    }

    /** All attempts at each recorded command; a command that came several times in the same way counts once. */
    List<List<Attempt>> attempts() {
        return waysIn().stream()
                .distinct()
                .map(whole -> broken(whole.command())
                        .map(command -> new Attempt(whole.before(), command))
                        .toList())
                .toList();
    }

    private List<Attempt> waysIn() {
        List<Attempt> ways = new ArrayList<>();
        List<Bytes> selection = List.of();
        List<Bytes> chain = List.of();
        for (Bytes command : recorded) {
            ways.add(new Attempt(
                    Stream.concat(selection.stream(), chain.stream()).toList(), command));
            if ((command.at(0) & CHAINED) != 0) {
                chain = Stream.concat(chain.stream(), Stream.of(command)).toList();
            } else {
                chain = List.of();
            }
            if ((command.at(1) & 0xff) == SELECT && command.at(2) == 0x04) {
                selection = List.of(command);
            }
        }
        return ways;
    }

    private static Stream<Bytes> broken(Bytes command) {
        Stream<Bytes> cut = IntStream.range(0, command.size()).mapToObj(size -> command.slice(0, size));
        Stream<Bytes> changed = IntStream.range(0, command.size() * CHANGES.length)
                .mapToObj(i -> {
                    byte[] mutant = command.toArray();
                    mutant[i / CHANGES.length] ^= (byte) CHANGES[i % CHANGES.length];
                    return Bytes.of(mutant);
                });
        return Stream.concat(cut, changed);
    }
}
