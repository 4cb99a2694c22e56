/** Mail as the user meets it: sent over SMTP (RFC 5321), read over IMAP (RFC 9051), decoded as a mail program would. */
@NullMarked
package dev.aikagi.harness.mail;

import org.jspecify.annotations.NullMarked;
