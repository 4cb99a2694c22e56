/** COSE (RFC 9052, RFC 9053): the algorithms of the key and its public keys, as WebAuthn L3 §5.8.5 and §6.5.1.1 profile them. */
@NullMarked
package dev.aikagi.authenticator.cose;

import org.jspecify.annotations.NullMarked;
