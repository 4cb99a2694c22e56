/** The key plugged into javax.smartcardio, in the same process. */
@NullMarked
package dev.aikagi.ctapsim.smartcardio;

import org.jspecify.annotations.NullMarked;
