package dev.aikagi.harness.portal;

import java.time.LocalDate;

/**
 * An insured person as the portal's operator enters them before the letter goes out.
 *
 * @param userId what is typed as user id
 * @param initialPassword from the letter, or for returning users symbol + number + birth date
 */
public record Account(String userId, String displayName, String initialPassword, LocalDate birthDate) {}
