package dev.aikagi.harness.portal.reference;

import java.nio.charset.Charset;

/**
 * Where the portal hands in its mail, and how it writes it.
 *
 * @param charset of subject and body: ISO-2022-JP as Japanese portals still do, or UTF-8
 */
public record MailSettings(String host, int port, Charset charset, String from) {
    /** The charset of traditional Japanese mail (RFC 1468). */
    public static final Charset ISO_2022_JP = Charset.forName("ISO-2022-JP");
}
