/** Extensions, CTAP 2.1 §12: one class each. */
@NullMarked
package dev.aikagi.authenticator.extension;

import org.jspecify.annotations.NullMarked;
