package dev.aikagi.ctapsim.hid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CTAP 2.1 §11.2, rule by rule: conversations.txt says what is said, and explains how to read it. */
class CtapHidConversationTest {
    @ParameterizedTest
    @MethodSource("conversations")
    void rule_asTheSpecificationHasIt(List<String> lines) throws Exception {
        try (var conversation = new HidConversation()) {
            for (String line : lines) {
                conversation.follow(line);
            }
        }
    }

    /** The table itself can fail: each kind of line is shown one that does not hold. */
    @ParameterizedTest
    @MethodSource("falseConversations")
    void conversation_thatIsNotSo_fails(List<String> lines) throws Exception {
        try (var conversation = new HidConversation()) {
            conversation.follow("open A");
            for (String line : lines.subList(0, lines.size() - 1)) {
                conversation.follow(line);
            }

            String last = lines.get(lines.size() - 1);

            assertThrows(AssertionError.class, () -> conversation.follow(last), last);
        }
    }

    @Test
    void table_namesASectionForEachRule() throws Exception {
        List<Named<List<String>>> all = conversations().toList();

        assertTrue(all.size() > 30, all.size() + " conversations");
        all.forEach(one -> assertTrue(one.getName().matches("11\\.2\\.[0-9.]+ .{5,}"), one.getName()));
        all.forEach(one -> assertFalse(one.getPayload().isEmpty(), one.getName()));
        assertEquals(all.size(), all.stream().map(Named::getName).distinct().count());
    }

    /** LOCK_REQUIRED is for commands that need a lock: CTAP has none, and neither has this device. */
    @Test
    void table_hasEveryCommandAndEveryError() throws Exception {
        String table = table();

        for (CtapHidCommand command : CtapHidCommand.values()) {
            String name = command.name();
            boolean said = table.lines().anyMatch(line -> line.matches("[<>] \\S+ " + name + "\\b.*"));
            assertTrue(said || (command == CtapHidCommand.KEEPALIVE && table.contains("\nalive ")), name);
        }
        for (CtapHidError error : CtapHidError.values()) {
            boolean said = table.lines().anyMatch(line -> line.matches("< \\S+ ERROR 1 %02x".formatted(error.code())));
            assertEquals(error != CtapHidError.LOCK_REQUIRED, said, error.name());
        }
    }

    static Stream<List<String>> falseConversations() {
        return Stream.of(
                List.of("> A PING 1 01", "< A PING 1 02"),
                List.of("> A PING 1 01", "< A PING 2 01"),
                List.of("> A PING 1 01", "< A WINK 1 01"),
                List.of("> A PING 1 01", "< ! PING 1 01"),
                List.of("> A PING 58 11*57", "> A #0 22", "< A PING 58 11*57", "< A #1 22"),
                List.of("> A PING 1 01", "silent A"),
                List.of("> A CBOR 1 01", "cancelled"),
                List.of("> A CBOR 1 01", "alive A 02"),
                List.of("> A PING 0", "alive A 01"),
                List.of("> A CBOR 1 01", "engine breaks", "< A CBOR 1 00"),
                List.of("> A PING 58 11*57", "silent A"));
    }

    static Stream<Named<List<String>>> conversations() throws IOException {
        List<Named<List<String>>> all = new ArrayList<>();
        for (String part : table().split("(?m)^== ", -1)) {
            List<String> lines = part.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (!lines.isEmpty()) {
                all.add(Named.of(lines.get(0), lines.subList(1, lines.size())));
            }
        }
        return all.stream();
    }

    private static String table() throws IOException {
        try (var in = CtapHidConversationTest.class.getResourceAsStream("conversations.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
