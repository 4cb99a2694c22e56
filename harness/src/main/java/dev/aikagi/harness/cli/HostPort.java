package dev.aikagi.harness.cli;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address on a command line: {@code HOST:PORT}, an IPv6 address in brackets. */
final class HostPort {
    private static final Pattern FORM = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]\\s]+):([0-9]{1,5})");
    private static final int LAST_PORT = 65_535;

    private HostPort() {}

    static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    /** The address, not looked up yet. */
    static InetSocketAddress parse(String option, String text) throws UsageException {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > LAST_PORT) {
            throw new UsageException(
                    option + " " + text + ": an address is HOST:PORT, as 127.0.0.1:35963 or [::1]:35963");
        }
        String host = parts.group(1).replaceAll("[\\[\\]]", "");
        return InetSocketAddress.createUnresolved(host, Integer.parseInt(parts.group(2)));
    }
}
