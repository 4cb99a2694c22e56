/** The key's body: an engine and its applets, behind the two waists that every transport plugs into. */
@NullMarked
package dev.aikagi.ctapsim;

import org.jspecify.annotations.NullMarked;
