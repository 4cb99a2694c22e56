/** Keys that misbehave: decorators around the engine and the reports, and the one declared seam before signing. */
@NullMarked
package dev.aikagi.ctapsim.fault;

import org.jspecify.annotations.NullMarked;
