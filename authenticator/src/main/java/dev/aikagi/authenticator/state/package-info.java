/** What a key remembers besides its credentials. */
@NullMarked
package dev.aikagi.authenticator.state;

import org.jspecify.annotations.NullMarked;
