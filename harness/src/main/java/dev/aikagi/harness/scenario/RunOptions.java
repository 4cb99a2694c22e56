package dev.aikagi.harness.scenario;

import java.util.Locale;
import java.util.Optional;

/**
 * What a run is started with.
 *
 * @param tool name and version, for the report
 * @param seed of personas and keys
 * @param key the profile that every walk takes instead of its own
 */
public record RunOptions(String tool, long seed, Locale language, Optional<String> key) {}
