/** Keys of any kind, opened by name. */
@NullMarked
package dev.aikagi.harness.device;

import org.jspecify.annotations.NullMarked;
