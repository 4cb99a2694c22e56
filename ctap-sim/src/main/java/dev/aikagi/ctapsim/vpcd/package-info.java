/** The key in a virtual reader of pcscd: the socket protocol of vpcd 3.3 (vsmartcard), from the card's side. */
@NullMarked
package dev.aikagi.ctapsim.vpcd;

import org.jspecify.annotations.NullMarked;
