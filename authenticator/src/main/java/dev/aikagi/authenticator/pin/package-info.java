/** User verification over the wire, CTAP 2.1 §6.5: PIN, protocols one and two, the pinUvAuthToken. */
@NullMarked
package dev.aikagi.authenticator.pin;

import org.jspecify.annotations.NullMarked;
