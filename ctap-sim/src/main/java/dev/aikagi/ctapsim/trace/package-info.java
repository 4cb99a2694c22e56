/** What went over the wires, line by line, without PINs and keys. */
@NullMarked
package dev.aikagi.ctapsim.trace;

import org.jspecify.annotations.NullMarked;
