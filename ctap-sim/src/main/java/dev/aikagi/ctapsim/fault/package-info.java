/** Keys that misbehave: decorators around the engine, the applet of one-time passwords and the reports, and the one declared seam before signing. */
@NullMarked
package dev.aikagi.ctapsim.fault;

import org.jspecify.annotations.NullMarked;
