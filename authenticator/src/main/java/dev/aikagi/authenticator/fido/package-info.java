/** CTAP over ISO 7816 and ISO 14443: CTAP 2.1 (2021-06-15) §11.3. */
@NullMarked
package dev.aikagi.authenticator.fido;

import org.jspecify.annotations.NullMarked;
