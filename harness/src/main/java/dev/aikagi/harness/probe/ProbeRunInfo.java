package dev.aikagi.harness.probe;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * What is known of a run before its first probe. No time: the same seed gives the same report, to the byte.
 *
 * @param tool the tool and its version
 * @param portal the portal profile's name
 * @param defects of the embedded portal, switched on
 */
public record ProbeRunInfo(String tool, String portal, URI baseUri, long seed, Locale language, List<String> defects) {
    public ProbeRunInfo {
        defects = List.copyOf(defects);
    }
}
