/** CTAP1, that is U2F: CTAP 2.1 §7.2.4 and §10, FIDO U2F Raw Message Formats v1.2. */
@NullMarked
package dev.aikagi.authenticator.ctap1;

import org.jspecify.annotations.NullMarked;
