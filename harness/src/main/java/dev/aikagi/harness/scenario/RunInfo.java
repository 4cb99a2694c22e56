package dev.aikagi.harness.scenario;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;

/**
 * What is known of a run before its first step.
 *
 * @param tool the tool and its version
 * @param portal the portal profile's name
 * @param key what kind of key is used, e.g. {@code sim}
 * @param arithmetic who generates the key's keys and signs: a provider, a token or the key itself
 * @param seed of the personas, the key and, where it is ours, the portal
 */
public record RunInfo(
        String tool,
        String portal,
        URI baseUri,
        String key,
        String arithmetic,
        long seed,
        Locale language,
        Instant startedAt) {}
