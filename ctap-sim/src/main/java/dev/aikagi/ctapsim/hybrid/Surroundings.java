package dev.aikagi.ctapsim.hybrid;

import java.net.URI;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Where a transaction takes place.
 *
 * @param air what both ends hear
 * @param tunnels the address of a tunnel service, by its domain number
 * @param domain the tunnel service that the phone uses, see {@link TunnelDomain}
 * @param patience how long one end waits for the other
 */
public record Surroundings(BluetoothAir air, IntFunction<URI> tunnels, int domain, Duration patience) {
    /** With one tunnel service, which stands for all domains. */
    public static Surroundings around(TunnelService service, Duration patience) {
        URI uri = service.uri();
        return new Surroundings(new BluetoothAir(), domain -> uri, 0, patience);
    }
}
