/** Credentials as JSON, out of one key and into another. */
@NullMarked
package dev.aikagi.harness.transfer;

import org.jspecify.annotations.NullMarked;
