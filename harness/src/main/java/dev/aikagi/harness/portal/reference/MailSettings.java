package dev.aikagi.harness.portal.reference;

import java.nio.charset.Charset;

/**
 * Where the portal hands in its mail, and how it writes it.
 *
 * @param charset of subject and body: ISO-2022-JP as Japanese portals still do, or UTF-8
 * @param from who the mail says it is from
 * @param returnPath where it bounces to (RFC 5321 §4.4)
 */
public record MailSettings(String host, int port, Charset charset, String from, String returnPath) {
    /** The charset of traditional Japanese mail (RFC 1468). */
    public static final Charset ISO_2022_JP = Charset.forName("ISO-2022-JP");

    /** Mail that bounces to whom it is from. */
    public MailSettings(String host, int port, Charset charset, String from) {
        this(host, port, charset, from, from);
    }

    /** The same mail, which bounces elsewhere. */
    MailSettings withReturnPath(String address) {
        return new MailSettings(host, port, charset, from, address);
    }
}
