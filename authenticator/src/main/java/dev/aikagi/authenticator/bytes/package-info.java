/** Octet strings as values. */
@NullMarked
package dev.aikagi.authenticator.bytes;

import org.jspecify.annotations.NullMarked;
