/** A FIDO metadata service of our own (FIDO Metadata Service 3.1), for portals that can be pointed at it. */
@NullMarked
package dev.aikagi.harness.metadata;

import org.jspecify.annotations.NullMarked;
