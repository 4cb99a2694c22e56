package dev.aikagi.authenticator.oath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aikagi.authenticator.apdu.AppletCard;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.Consent;
import dev.aikagi.authenticator.env.UserPresence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes are judged by the tables of RFC 4226 appendix D and RFC 6238 appendix B, the lock by the JDK's HMAC. */
class OathAppletTest {
    private static final String SEED = "1234567890";
    private static final String SELECT = "00a4040007a0000005272101";

    private Consent touch = Consent.GRANTED;
    private AppletCard card;

    @BeforeEach
    void selectApplet() {
        UserPresence user = (prompt, transaction) -> touch;
        card = new AppletCard(List.of(new OathApplet(new SecureRandom(), user)));
        send(SELECT);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 20, 59, 94287082",
        "1, 20, 1111111109, 07081804",
        "1, 20, 1111111111, 14050471",
        "1, 20, 1234567890, 89005924",
        "1, 20, 2000000000, 69279037",
        "1, 20, 20000000000, 65353130",
        "2, 32, 59, 46119246",
        "2, 32, 1111111109, 68084774",
        "2, 32, 20000000000, 77737706",
        "3, 64, 59, 90693936",
        "3, 64, 1111111109, 25091201",
        "3, 64, 20000000000, 47863826"
    })
    void calculate_totp_isTheTableOfRfc6238(int algorithm, int keySize, long seconds, String code) {
        put("a", 0x20 | algorithm, 8, key(keySize), "");

        assertEquals(code, code(calculate("a", seconds / 30)));
    }

    @Test
    void calculate_hotpTenTimes_isTheTableOfRfc4226() {
        put("h", 0x11, 6, key(20), "");

        for (String code : List.of(
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489")) {
            assertEquals(code, code(calculate("h", 0)));
        }
    }

    @Test
    void calculate_hotpWithMovingFactor_beginsThere() {
        put("h", 0x11, 6, key(20), "7a0400000009");

        assertEquals("520489", code(calculate("h", 0)));
    }

    @Test
    void calculate_full_isTheHmac() {
        put("a", 0x21, 6, key(20), "");

        String full = send(apdu("00a20000", tlv(0x71, ascii("a")) + tlv(0x74, challenge(1))));

        assertEquals("751506" + hmac(key(20), challenge(1)) + "9000", full);
    }

    @Test
    void calculate_unknownName_is6984() {
        assertEquals("6984", calculate("nobody", 1));
    }

    @Test
    void calculate_touchRefused_is6985AndGrantedIsTheCode() {
        put("t", 0x21, 6, key(20), "7802");
        touch = Consent.REFUSED;
        assertEquals("6985", calculate("t", 1));

        touch = Consent.GRANTED;
        assertEquals("287082", code(calculate("t", 1)));
    }

    @Test
    void calculateAll_threeKinds_codeForTheOneThatMayHaveIt() {
        put("a", 0x21, 6, key(20), "");
        put("h", 0x11, 7, key(20), "");
        put("t", 0x21, 8, key(20), "7802");

        String all = send(apdu("00a40001", tlv(0x74, challenge(1))));

        assertEquals("7101617605064139" + "7eea" + "71016877010771017" + "47c01089000", all);
    }

    @Test
    void list_afterRenameAndDelete_showsWhatIsLeft() {
        put("one", 0x21, 6, key(20), "");
        put("two", 0x22, 6, key(20), "");
        assertEquals("9000", send(apdu("00050000", tlv(0x71, ascii("one")) + tlv(0x71, ascii("eins")))));
        assertEquals("9000", send(apdu("00020000", tlv(0x71, ascii("two")))));
        assertEquals("6984", send(apdu("00020000", tlv(0x71, ascii("two")))));

        assertEquals("720521" + ascii("eins") + "9000", send("00a10000"));
    }

    @Test
    void list_longerThanAShortAnswer_comesInPartsBySendRemaining() {
        for (int i = 0; i < 20; i++) {
            put("account-number-%02d".formatted(i), 0x21, 6, key(20), "");
        }
        String first = send("00a10000");
        assertEquals(2 * (256 + 2), first.length());
        assertTrue(first.endsWith("6190"), first);

        String rest = send("00a50000");

        assertEquals(20 * 20 - 256, rest.length() / 2 - 2);
        assertTrue(rest.endsWith(ascii("account-number-19") + "9000"), rest);
    }

    @Test
    void put_sixtyFifthAccount_is6a84() {
        for (int i = 0; i < 64; i++) {
            put("a" + i, 0x21, 6, key(20), "");
        }
        assertEquals("6a84", send(putApdu("one more", 0x21, 6, key(20), "")));
        assertEquals("9000", send(putApdu("a7", 0x21, 6, key(20), "")));
    }

    @ParameterizedTest
    @CsvSource({"'', 33, 6", "a, 33, 5", "a, 33, 9", "a, 36, 6", "a, 49, 6"})
    void put_wrongParameter_is6a80(String name, int type, int digits) {
        assertEquals("6a80", send(putApdu(name, type, digits, key(20), "")));
    }

    @Test
    void locked_everythingButValidateAndReset_is6982() {
        put("a", 0x21, 6, key(20), "");
        String code = "00112233445566778899aabbccddeeff";
        assertEquals("6984", send(apdu("00030000", tlv(0x73, "01" + code) + tlv(0x74, "01") + tlv(0x75, "02"))));
        assertEquals("9000", send(setCode(code)));

        String challenge = challengeOf(send(SELECT));
        assertEquals("6982", send("00a10000"));
        assertEquals("6a80", send(apdu("00a30000", tlv(0x75, hmac(code, "00")) + tlv(0x74, "01"))));
        assertEquals("6a80", send(apdu("00a30000", tlv(0x75, hmac(code, challenge)) + tlv(0x74, "01"))));

        String next = challengeOf(send(SELECT));
        assertNotEquals(challenge, next);
        String mutual = send(apdu("00a30000", tlv(0x75, hmac(code, next)) + tlv(0x74, "0a0b")));
        assertEquals(tlv(0x75, hmac(code, "0a0b")) + "9000", mutual);
        assertEquals("72022161" + "9000", send("00a10000"));

        card.reset();
        send(SELECT);
        assertEquals("6982", send("00a10000"));
        assertEquals("9000", send("0004dead"));
        assertEquals("9000", send("00a10000"));
    }

    @Test
    void memory_newAppletOverIt_hasAccountsCountersAndLock() {
        var memory = new Memory();
        insert(memory);
        put("h", 0x11, 6, key(20), "7802");
        put("b".repeat(64), 0x23, 8, key(64), "");
        assertEquals("755224", code(calculate("h", 0)));
        String code = "00112233445566778899aabbccddeeff";
        assertEquals("9000", send(setCode(code)));
        String selected = send(SELECT);

        insert(memory);

        assertEquals(selected.substring(0, 30), send(SELECT).substring(0, 30), "version and device id");
        assertEquals("6982", send("00a10000"));
        String challenge = challengeOf(send(SELECT));
        send(apdu("00a30000", tlv(0x75, hmac(code, challenge)) + tlv(0x74, "01")));
        assertEquals("720211" + ascii("h") + "724123" + ascii("b".repeat(64)) + "9000", send("00a10000"));
        assertEquals("287082", code(calculate("h", 0)));
        touch = Consent.REFUSED;
        assertEquals("6985", calculate("h", 0));
        assertEquals("9000", send("0004dead"));

        insert(memory);

        assertEquals("9000", send("00a10000"));
    }

    @ParameterizedTest
    @CsvSource({"''", "02", "017108", "01730105", "017200", "017205" + "7101617300", "017f00"})
    void memory_notWhatWasKept_isRefused(String kept) {
        var memory = new Memory();
        memory.write(Bytes.fromHex(kept));

        assertThrows(IllegalArgumentException.class, () -> insert(memory));
    }

    @Test
    void names_zeroOr65Or300Bytes_are6a80And64Is9000() {
        String key = tlv(0x73, "2106" + key(20));
        for (int size : new int[] {0, 65, 300}) {
            String name = "71" + (size < 128 ? "%02x" : "82%04x").formatted(size) + ascii("n".repeat(size));
            String data = name + key;
            assertEquals("6a80", send("0001000000%04x".formatted(data.length() / 2) + data));
        }
        put("n".repeat(64), 0x21, 6, key(20), "");
        String tooLong = tlv(0x71, ascii("n".repeat(64))) + tlv(0x71, ascii("n".repeat(65)));
        assertEquals("6a80", send(apdu("00050000", tooLong)));
        assertEquals("6a80", send(apdu("00050000", tlv(0x71, ascii("n".repeat(64))) + "7100")));
    }

    private void insert(OathMemory memory) {
        UserPresence user = (prompt, transaction) -> touch;
        card = new AppletCard(List.of(new OathApplet(new SecureRandom(), user, memory)));
        send(SELECT);
    }

    /** Whatever of a recorded session is cut short or changed, the card answers with a status word. */
    @Test
    void anyCommand_truncatedOrMutated_answersAStatusWord() {
        put("a", 0x21, 6, key(20), "");
        List<String> session = List.of(
                SELECT,
                putApdu("b", 0x22, 8, key(32), "78027a0400000001"),
                apdu("00a20001", tlv(0x71, ascii("a")) + tlv(0x74, challenge(1))),
                apdu("00a40001", tlv(0x74, challenge(1))),
                setCode("00112233445566778899aabbccddeeff"));
        for (String command : session) {
            byte[] whole = Bytes.fromHex(command).toArray();
            for (int size = 0; size < whole.length; size++) {
                assertStatusWord(Bytes.of(whole).slice(0, size).toArray());
            }
            for (int i = 0; i < whole.length * 8; i++) {
                byte[] mutant = whole.clone();
                mutant[i / 8] ^= (byte) (1 << i % 8);
                assertStatusWord(mutant);
            }
        }
    }

    /** ISO/IEC 7816-4 §5.6: 6581, memory failure. */
    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x02, 0x03, 0x04, 0x05, 0xa2})
    void change_thatCannotBeKept_is6581_andHasNotHappened(int ins) {
        Memory memory = new Memory();
        card = new AppletCard(List.of(new OathApplet(new SecureRandom(), (prompt, transaction) -> touch, memory)));
        String selected = send(SELECT);
        put("h", 0x11, 6, key(20), "");
        String listed = send("00a10000");
        memory.full = true;

        assertEquals("6581", send(changing(ins)));

        assertEquals(listed, send("00a10000"));
        assertEquals(selected, send(SELECT), "neither locked nor another card");
        memory.full = false;
        assertEquals("755224", code(calculate("h", 0)), "the first code was not given, and so not used up");
        assertTrue(send(changing(ins)).endsWith("9000"));
    }

    /** A command that changes a card with a counting account "h". */
    private static String changing(int ins) {
        return switch (ins) {
            case 0x01 -> putApdu("b", 0x21, 6, key(20), "");
            case 0x02 -> apdu("00020000", tlv(0x71, ascii("h")));
            case 0x03 -> setCode(key(16));
            case 0x04 -> "0004dead";
            case 0x05 -> apdu("00050000", tlv(0x71, ascii("h")) + tlv(0x71, ascii("i")));
            default -> apdu("00a20001", tlv(0x71, ascii("h")) + tlv(0x74, challenge(0)));
        };
    }

    private void assertStatusWord(byte[] command) {
        byte[] answer = card.transmit(command);
        int sw1 = answer[answer.length - 2] & 0xf0;
        assertTrue(sw1 == 0x60 || sw1 == 0x90, () -> Bytes.of(command) + " → " + Bytes.of(answer));
        send(SELECT);
        send("0004dead");
    }

    private void put(String name, int type, int digits, String key, String more) {
        assertEquals("9000", send(putApdu(name, type, digits, key, more)));
    }

    private static String putApdu(String name, int type, int digits, String key, String more) {
        return apdu("00010000", tlv(0x71, ascii(name)) + tlv(0x73, "%02x%02x".formatted(type, digits) + key) + more);
    }

    private static String setCode(String code) {
        return apdu("00030000", tlv(0x73, "01" + code) + tlv(0x74, "0102") + tlv(0x75, hmac(code, "0102")));
    }

    private String calculate(String name, long timeStep) {
        return send(apdu("00a20001", tlv(0x71, ascii(name)) + tlv(0x74, challenge(timeStep))));
    }

    /** RFC 4226 §5.3: the last digits of the 31-bit number. */
    private static String code(String answer) {
        int digits = Integer.parseInt(answer.substring(4, 6), 16);
        long value = Long.parseLong(answer.substring(6, 14), 16);
        return ("%0" + digits + "d").formatted(value % (long) Math.pow(10, digits));
    }

    private static String challengeOf(String selectAnswer) {
        int at = selectAnswer.lastIndexOf("7408");
        return selectAnswer.substring(at + 4, at + 20);
    }

    private String send(String hex) {
        return Bytes.of(card.transmit(Bytes.fromHex(hex).toArray())).hex();
    }

    private static String apdu(String header, String data) {
        return header + "%02x".formatted(data.length() / 2) + data;
    }

    private static String tlv(int tag, String value) {
        return "%02x%02x".formatted(tag, value.length() / 2) + value;
    }

    private static String key(int size) {
        return ascii(SEED.repeat(7).substring(0, size));
    }

    private static String challenge(long timeStep) {
        return "%016x".formatted(timeStep);
    }

    private static String ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static String hmac(String key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Bytes.fromHex(key).toArray(), "HmacSHA1"));
            return Bytes.of(mac.doFinal(Bytes.fromHex(message).toArray())).hex();
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Memory implements OathMemory {
        private Optional<Bytes> kept = Optional.empty();
        private boolean full;

        @Override
        public Optional<Bytes> read() {
            return kept;
        }

        @Override
        public void write(Bytes state) {
            if (full) {
                throw new UncheckedIOException(new IOException("no space left on device"));
            }
            kept = Optional.of(state);
        }
    }
}
