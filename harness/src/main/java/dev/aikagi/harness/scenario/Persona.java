package dev.aikagi.harness.scenario;

import dev.aikagi.authenticator.env.SeededRandom;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;

/**
 * An insured person as a scenario needs one.
 *
 * @param initialPassword symbol, number and birth date of the insurance card, e.g. 12 3456 19850412
 * @param newPassword what they change it to
 * @param masterPassword of their browser extension's vault
 */
public record Persona(
        String userId,
        String displayName,
        String initialPassword,
        LocalDate birthDate,
        String newPassword,
        String mailAddress,
        String masterPassword) {
    private static final List<String> FAMILY_NAMES = List.of("佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村");
    private static final List<String> GIVEN_NAMES = List.of("太郎", "花子", "健一", "美咲", "大輔", "陽子", "翔太", "恵");
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz";

    /**
     * Someone who has never been there before: the same for the same seed and walk.
     *
     * @param walk names the scenario and its variant, so that each has a person of its own
     */
    public static Persona generate(long seed, String walk) {
        Random random = new SeededRandom(seed ^ hash(walk));
        LocalDate birthDate = LocalDate.of(1950, 1, 1).plusDays(random.nextInt(365 * 50));
        String symbol = "%02d".formatted(10 + random.nextInt(90));
        String number = "%04d".formatted(1000 + random.nextInt(9000));
        String userId = "kp" + symbol + number + letters(random, 3);
        return new Persona(
                userId,
                FAMILY_NAMES.get(random.nextInt(FAMILY_NAMES.size())) + " "
                        + GIVEN_NAMES.get(random.nextInt(GIVEN_NAMES.size())),
                symbol + number + digits(birthDate),
                birthDate,
                "N" + letters(random, 9) + "-" + (10 + random.nextInt(90)),
                userId + "@mail.example.jp",
                "M" + letters(random, 11) + "." + random.nextInt(10));
    }

    /** As the portal asks for it: YYYYMMDD. */
    public String birthDateDigits() {
        return digits(birthDate);
    }

    /** All but the passwords. */
    @Override
    public String toString() {
        return "Persona[" + userId + ", " + displayName + ", " + mailAddress + "]";
    }

    private static String digits(LocalDate date) {
        return date.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static String letters(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** Unlike {@link String#hashCode()}, neighbours differ in every bit. */
    static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
