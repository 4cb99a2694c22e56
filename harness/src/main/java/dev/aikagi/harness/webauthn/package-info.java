/**
 * What a browser is to WebAuthn: options in, response out, both as the JSON of Web Authentication Level 3 §5.1.9 and
 * §5.5. The CTAP half is yubikit's.
 */
@NullMarked
package dev.aikagi.harness.webauthn;

import org.jspecify.annotations.NullMarked;
