/** Public key credential sources (WebAuthn L3 §4) and where they are kept. */
@NullMarked
package dev.aikagi.authenticator.credential;

import org.jspecify.annotations.NullMarked;
