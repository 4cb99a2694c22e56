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
 * @param seed of the personas, the key and, where it is ours, the portal
 */
public record RunInfo(
        String tool, String portal, URI baseUri, String key, long seed, Locale language, Instant startedAt) {}
