/** Moving the hand at an emulated key from another program, over HTTP. */
@NullMarked
package dev.aikagi.harness.control;

import org.jspecify.annotations.NullMarked;
