/** One-time passwords from the user's side: what a QR code or a typed key says, as an app would take it. */
@NullMarked
package dev.aikagi.harness.otp;

import org.jspecify.annotations.NullMarked;
