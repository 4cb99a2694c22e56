/** The key plugged into yubikit, in the same process. */
@NullMarked
package dev.aikagi.ctapsim.yubikit;

import org.jspecify.annotations.NullMarked;
