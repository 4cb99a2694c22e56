/** The authenticator API, CTAP 2.1 §6: one class per command. */
@NullMarked
package dev.aikagi.authenticator.ctap2;

import org.jspecify.annotations.NullMarked;
