/** The messages of CTAP 2.1 §6: commands, status codes, requests as they are decoded, responses as they are encoded. */
@NullMarked
package dev.aikagi.authenticator.message;

import org.jspecify.annotations.NullMarked;
