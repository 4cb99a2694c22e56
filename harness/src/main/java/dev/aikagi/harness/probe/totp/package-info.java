/** Probes of one-time passwords from an app (RFC 6238), and of the otpauth URIs that carry their seeds. */
@NullMarked
package dev.aikagi.harness.probe.totp;

import org.jspecify.annotations.NullMarked;
