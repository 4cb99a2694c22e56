/**
 * A security key's mind: bytes in, bytes out, on java.base alone.
 *
 * <p>Section numbers are those of the Client to Authenticator Protocol (CTAP) 2.1, Proposed Standard of June 2021, and
 * of Web Authentication Level 3; where a later edition of CTAP is meant, it is named.
 */
@NullMarked
package dev.aikagi.authenticator;

import org.jspecify.annotations.NullMarked;
