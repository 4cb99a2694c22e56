/** All that a key keeps, in memory or in one encrypted file that a power cut does not harm. */
@NullMarked
package dev.aikagi.authenticator.keyfile;

import org.jspecify.annotations.NullMarked;
