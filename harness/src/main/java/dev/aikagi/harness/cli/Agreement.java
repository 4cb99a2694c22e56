package dev.aikagi.harness.cli;

import dev.aikagi.harness.portal.PortalProfileReader;
import dev.aikagi.harness.scenario.Targets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Leave to attack: a host that is not this machine is probed only where somebody says that its owner agrees.
 *
 * @param portal as it was named
 * @param baseUri where it answers, instead of its profile's
 * @param hosts whose owners agree
 */
record Agreement(String portal, Optional<URI> baseUri, List<String> hosts) {
    /**
     * Before the first byte is sent to the host that is named; before the first attack to the one that it speaks for.
     *
     * @throws UsageException if nobody has said that its owner agrees, or it cannot be named
     * @throws IOException if the portal cannot say whom it speaks for
     */
    void require(Targets named) throws UsageException, IOException {
        Optional<URI> address = address(named);
        if (address.isEmpty()) {
            return;
        }
        require(host(address.get()), "");
        Optional<URI> frontend = frontend(named);
        if (frontend.isPresent()) {
            String host = host(frontend.get());
            require(host, address.get() + " sends browsers to " + host + ". ");
        }
    }

    private void require(String host, String reason) throws UsageException {
        if (!isOwnMachine(host) && hosts.stream().noneMatch(host::equalsIgnoreCase)) {
            throw new UsageException(reason + host + " is not this machine. Probes attack: if its owner has agreed, say"
                    + " --i-am-authorised " + host);
        }
    }

    private static String host(URI address) throws UsageException {
        if (address.getHost() == null) {
            throw new UsageException("'" + address + "' names no host: probes go nowhere that cannot be named");
        }
        return address.getHost();
    }

    private static Optional<URI> frontend(Targets named) throws UsageException, IOException {
        try {
            return named.frontend();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private Optional<URI> address(Targets named) throws UsageException, IOException {
        Optional<URI> running = running(named);
        if (running.isPresent()) {
            return running;
        }
        Path file = Path.of(portal);
        if (!Files.isReadable(file)) {
            throw new UsageException("--portal: there is no readable file " + portal);
        }
        return baseUri.or(() -> PortalProfileReader.read(portal, text(file)).baseUri());
    }

    private static Optional<URI> running(Targets named) throws UsageException, IOException {
        try {
            return named.running();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isOwnMachine(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.toLowerCase(Locale.ROOT).endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
