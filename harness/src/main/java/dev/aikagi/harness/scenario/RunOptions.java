package dev.aikagi.harness.scenario;

import dev.aikagi.harness.device.CryptoProvider;
import dev.aikagi.harness.device.KeyName;
import java.util.Locale;

/**
 * What a run is started with.
 *
 * @param tool name and version, for the report
 * @param seed of personas and keys
 * @param key the one that is walked with; an emulated one without a profile takes that of each walk
 * @param secrets of the key, for those that ask for one
 * @param arithmetic who generates the key's keys and signs, for the report
 */
public record RunOptions(String tool, long seed, Locale language, KeyName key, KeySecrets secrets, String arithmetic) {
    /** With an emulated key, whose arithmetic this process does. */
    public RunOptions(String tool, long seed, Locale language, KeyName key, KeySecrets secrets) {
        this(tool, seed, language, key, secrets, CryptoProvider.inUse());
    }
}
