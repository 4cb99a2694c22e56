/** The person at the key, as a value that can be set. */
@NullMarked
package dev.aikagi.ctapsim.user;

import org.jspecify.annotations.NullMarked;
