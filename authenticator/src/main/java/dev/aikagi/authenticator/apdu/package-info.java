/** ISO/IEC 7816-4:2020 command and response APDUs, and the smart-card waist where they meet the key. */
@NullMarked
package dev.aikagi.authenticator.apdu;

import org.jspecify.annotations.NullMarked;
