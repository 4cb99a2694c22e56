package dev.aikagi.harness.cli;

import dev.aikagi.authenticator.env.ProfileReader;
import java.util.Optional;

/** What {@code --key} says. */
final class KeyOption {
    private static final String SIM = "sim";

    private KeyOption() {}

    /**
     * The profile of an emulated key; empty where each scenario takes its own.
     *
     * @throws UsageException for a key or a profile that there is not
     */
    static Optional<String> profile(String option) throws UsageException {
        if (option.equals(SIM)) {
            return Optional.empty();
        }
        if (!option.startsWith(SIM + ":")) {
            throw new UsageException(
                    "--key " + option + ": only emulated keys can be used so far: sim, or sim:PROFILE with one of "
                            + String.join(", ", ProfileReader.BUNDLED));
        }
        String profile = option.substring(SIM.length() + 1);
        if (!ProfileReader.BUNDLED.contains(profile)) {
            throw new UsageException("--key " + option + ": there is no profile '" + profile + "', only "
                    + String.join(", ", ProfileReader.BUNDLED));
        }
        return Optional.of(profile);
    }
}
