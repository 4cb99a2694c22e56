/** The key as a card: what a reader sees of it. */
@NullMarked
package dev.aikagi.ctapsim.card;

import org.jspecify.annotations.NullMarked;
